import { describe, expect, test } from 'vitest';
import { intent } from '../../../lib/core/catalogue/example-cases.ts';
import { failing, well } from '../../../lib/core/catalogue/example-draft.ts';
import { now } from '../../../lib/core/catalogue/example-releases.ts';
import { moveTo, withState } from '../../../lib/core/draft.ts';
import { appDown, recovered } from '../../../lib/core/texts/app.ts';
import { withoutRelease } from './drafts.ts';

test('an app that is down is told to machines with its release, if that is known', () => {
  expect(appDown(failing, 'it is old').facts).toEqual({ release: 29 });
  expect(appDown(withoutRelease(failing), 'it is old').facts).toEqual({ release: null });
});

describe('an app that is well again', () => {
  const during = (sends: number) => {
    const intended = { ...intent, release: null, sends };
    return recovered(moveTo(well, { name: 'rolling-back', since: now, intent: intended })).done;
  };

  test('is told with what became of the rollback that was under way', () => {
    const closed = 'The incident is closed.';
    expect(recovered(well).done).toEqual([closed]);
    expect(during(0)).toEqual(['The rollback to v27 was called off: it was never sent.', closed]);
    expect(during(1)).toEqual([
      'The rollback to v27 was called off: it was sent and Heroku shows nothing of it; if it ' +
        'comes late, a message says so.',
      closed,
    ]);
  });

  test('is well since now, where nobody noted since when', () => {
    const { evidence } = well.state;
    const unnoted = withState(well, { evidence: { ...evidence, healthySince: null } });
    expect(recovered(unnoted).headline).toBe('the app is healthy again after 40 s');
    const before = { ...evidence, healthySince: now - 60_000 };
    const early = recovered(withState(well, { evidence: before }));
    expect(early.headline).toBe('the app is healthy again after 0 ms');
  });
});
