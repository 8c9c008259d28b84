import { describe, expect, test } from 'vitest';
import { releaseKind } from '../../../lib/core/release-kind.ts';
import { testRelease } from '../ledger.ts';

const before = testRelease(41, { artifact: 's1' });
const release = ({ description }: { description: string }) =>
  testRelease(42, { artifact: 's1', description });

describe('words that only look like Heroku’s, when the code is the same as before', () => {
  test.each([
    ['Our Initial release', 'config', 'deploy'],
    ['Initial release of ours', 'config', 'deploy'],
    ['We Enable Logplex', 'config', 'deploy'],
    ['Enable Logplex again', 'config', 'deploy'],
    ['Deployment of ours', 'config', 'deploy'],
    ['We Deploy 1a5f89db', 'config', 'deploy'],
    ['Retry of vacation', 'config', 'deploy'],
    ['Retry of v44x', 'config', 'deploy'],
    ['Unset A config vars', 'config', 'config'],
    ['Add A config vars', 'config', 'config'],
    ['Update A config var', 'config', 'config'],
    ['Config remove A', 'config', 'config'],
    ['Config set A', 'config', 'config'],
    ['We Set A config vars', 'config', 'deploy'],
    ['Set A config vars at last', 'config', 'deploy'],
    ['Config added', 'config', 'deploy'],
    ['Our Config add A', 'config', 'deploy'],
    ['Addon add memcachier', 'add-on', 'add-on'],
    ['Remove papertrail:choklad add-on', 'add-on', 'add-on'],
    ['Add papertrail addon', 'add-on', 'add-on'],
    ['Add papertrail add-on at last', 'config', 'deploy'],
    ['Add two words add-on', 'config', 'deploy'],
    ['We Add papertrail add-on', 'config', 'deploy'],
    ['We Attach DATABASE (@ref:x)', 'config', 'deploy'],
    ['Detached', 'config', 'deploy'],
    ['Update DATABASE by heroku-postgresql again', 'config', 'deploy'],
    ['Update two words by heroku-postgresql', 'config', 'deploy'],
    ['We Update DATABASE by heroku-postgresql', 'config', 'deploy'],
  ])('%j is %s, and %s when nothing before it is known', (description, known, alone) => {
    expect(releaseKind(release({ description }), before)).toBe(known);
    expect(releaseKind(release({ description }), null)).toBe(alone);
  });
});
