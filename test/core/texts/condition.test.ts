import { describe, expect, test } from 'vitest';
import { refusal } from '../../../lib/core/catalogue/example-cases.ts';
import { fresh, unseen } from '../../../lib/core/catalogue/example-draft.ts';
import { now } from '../../../lib/core/catalogue/example-releases.ts';
import { type Draft, withState } from '../../../lib/core/draft.ts';
import type { Facts } from '../../../lib/core/facts.ts';
import {
  blind,
  calmAgain,
  certificateExpires,
  certificateRenewed,
  fastAgain,
  flapping,
  herokuReadable,
  herokuTrouble,
  seesAgain,
  slow,
} from '../../../lib/core/texts/condition.ts';
import { withoutRelease } from './drafts.ts';

const facts = (change: Partial<Facts>): Draft => ({
  ...fresh,
  facts: { ...fresh.facts, ...change },
});

describe('a Heroku that does not let lastgood look at one app', () => {
  test('is told with what it said, what to do, and its id for support', () => {
    const { headline, happened, evidence, done, next } = herokuTrouble(facts({ trouble: refusal }));
    expect(headline).toBe('Heroku does not let lastgood look at the app (forbidden)');
    expect(happened).toBe('POST /apps/my-shop/releases was answered 403 (forbidden).');
    expect(evidence).toHaveLength(5);
    expect(evidence.at(-1)).toBe("Heroku's Request-Id: 01a2b3c4-5d6e-7f80-9a1b-2c3d4e5f6071");
    expect(done).toEqual([
      'The app is probed on. No release can be judged or rolled back meanwhile.',
    ]);
    expect(next).toEqual([
      "Give the token's user access to app my-shop (`heroku access:add`) and the token a scope " +
        'that allows this: `read` to look, `write-protected` to roll back.',
    ]);
  });

  test('is told without an id where none came, and as it is where nothing is known', () => {
    const { evidence } = herokuTrouble(facts({ trouble: { ...refusal, requestId: null } }));
    expect(evidence).toHaveLength(4);
    expect(herokuTrouble(fresh)).toMatchObject({
      kind: 'heroku-unreadable',
      severity: 'critical',
      headline: 'Heroku does not let lastgood look at the app (unknown)',
      happened: 'Heroku could not be read.',
      next: ['Check HEROKU_API_KEY.'],
    });
    expect(herokuTrouble(fresh).evidence).toHaveLength(4);
  });
});

describe('the end of a condition', () => {
  const ends: readonly [string, (draft: Draft) => { readonly happened: string }, string][] = [
    ['blind', seesAgain, 'A reading could be judged again.'],
    ['heroku', herokuReadable, 'The releases could be read again.'],
    ['slow', fastAgain, 'The newest readings are within the limit.'],
    ['flapping', calmAgain, 'The readings have stopped changing.'],
  ];

  test.each(ends)('%s is tied to the message that told of it', (name, end, words) => {
    const conditions = { [name]: now - 9 * 60_000 };
    const said = `${words} The last message of it was of 2026-11-23 03:05:05 UTC.`;
    expect(end(withState(fresh, { conditions })).happened).toBe(said);
    expect(end(withState(fresh, { conditions: {} })).happened).toBe(words);
  });
});

describe('a condition of which little is known', () => {
  test('began now', () => {
    const { evidence } = unseen.state;
    const began = withState(unseen, { evidence: { ...evidence, unknownSince: null } });
    expect(blind(began).happened).toContain('Since 2026-11-23 03:14:05 UTC no reading');
    const calm = withState(fresh, { evidence: { ...evidence, rowTimes: [] } });
    expect(flapping(calm).happened).toContain('since 2026-11-23 03:14:05 UTC, and');
  });

  test('names no release where none is known', () => {
    expect(slow(withoutRelease(fresh)).evidence).toHaveLength(4);
    expect(slow(fresh).evidence).toHaveLength(6);
  });
});

describe('a certificate', () => {
  const at = (certificateExpiresAt: number | null) =>
    facts({ reading: { ...fresh.facts.reading, certificateExpiresAt } });

  test('is told with the time that is left, or that none is', () => {
    expect(certificateExpires(at(now + 90_000)).headline).toBe('the certificate expires in 90 s');
    expect(certificateExpires(at(now)).headline).toBe('the certificate has expired');
    expect(certificateExpires(at(now - 1)).headline).toBe('the certificate has expired');
  });

  test('that was not seen is spoken of as of now', () => {
    expect(certificateExpires(at(null)).happened).toContain('valid until 2026-11-23 03:14:05 UTC.');
    expect(certificateRenewed(at(null)).headline).toContain('valid until 2026-11-23 03:14:05 UTC');
  });
});
