import { expect, test } from 'vitest';
import { bringsCode } from '../../lib/core/brings-code.ts';
import { testEntry } from './ledger.ts';

const onSlug2 = { artifact: 'slug-2' };
const config = testEntry(3, { ...onSlug2, kind: 'config', verdict: 'unproven' });
const addOn = testEntry(3, { ...onSlug2, kind: 'add-on', verdict: 'unproven' });

test.each([
  ['a deploy', testEntry(3), [testEntry(2)], true],
  ['a deploy of code that was good before', testEntry(3, onSlug2), [testEntry(2)], true],
  ['a config var on a good deploy', config, [testEntry(2)], false],
  ['a config var on a bad deploy', config, [testEntry(2, { verdict: 'bad' })], false],
  ['a config var on an unjudged deploy', config, [testEntry(2, { verdict: 'unproven' })], true],
  ['a config var on a deploy that nobody saw', config, [testEntry(1)], true],
  ['an add-on on an unjudged deploy', addOn, [testEntry(2, { verdict: 'inconclusive' })], true],
  ['a config var without code', testEntry(3, { kind: 'config', artifact: null }), [], false],
  ['a rollback', testEntry(3, { kind: 'rollback' }), [], false],
  ['the first release', testEntry(1, { kind: 'initial' }), [], false],
])('%s', (_what, entry, others, expected) => {
  expect(bringsCode(entry, [entry, ...others])).toBe(expected);
});
