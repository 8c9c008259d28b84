// The verdict on the release that runs and has none yet.

import { describe, expect, test } from 'vitest';
import {
  type LedgerEntry,
  newState,
  noEvidence,
  type Situation,
  type State,
} from '../../../lib/core/state.ts';
import { judgeRelease } from '../../../lib/core/verdict/judge-release.ts';
import { dawn, minute } from '../film.ts';
import { testEntry } from '../ledger.ts';
import { situations } from '../situations.ts';

const now = dawn + 5 * minute;
const unproven = testEntry(2, { verdict: 'unproven', judgedAt: null });
const incident = { id: 'shop.1', openedAt: dawn, toldAt: dawn, headline: 'down', logAskedAt: null };
const seen = { at: now - minute, cause: 'status', came: 'status 503' };
const window = { healthy: 4, sick: 1, unknown: 2 };
const evidence = { ...noEvidence, sickInARow: 1, sickFirst: seen, sickLast: seen, window };

/** What is said of the release that runs, in an app that is in trouble. */
function judged(situation: Situation, entry: LedgerEntry = unproven, change: Partial<State> = {}) {
  const empty = { ...newState('check-1', dawn), evidence, incident };
  const state = { ...empty, situation, ledger: [entry], currentId: entry.id, ...change };
  return judgeRelease(entry, state, now);
}

const live = 'v2 is live and being watched';
const row = 'one sick reading 1 min ago: status 503';

describe('the release that runs', () => {
  test.each<[Situation, string, boolean, string, string[]]>([
    [
      situations.held,
      'held',
      false,
      'v2 is failing and NOT rolled back (fleet)',
      [
        'v2 is failing and is NOT rolled back',
        'down',
        'in the way [fleet]: as many apps are rolled back as limits.fleetAtOnce and ' +
          'limits.fleetAnHour allow; it lifts by itself when one of those rollbacks has ended ' +
          'and the hour has room',
        row,
      ],
    ],
    [
      situations.down,
      'bad',
      true,
      'the app is down, and v2 is not to blame',
      ['v2 is failing and cannot be blamed, so it is NOT rolled back', 'down', row],
    ],
    [
      situations.escalated,
      'inconclusive',
      true,
      'v2 is failing, and it waits for a person',
      ['lastgood gave up: rollback-unknown', 'down'],
    ],
    [
      situations.unarmed,
      'pending',
      false,
      'the health check has not passed yet',
      ['the health check has not passed yet', row],
    ],
    [situations.warmup, 'pending', false, live, ['v2 boots', 'down']],
    [
      situations.watching,
      'pending',
      false,
      live,
      ['v2 is watched for 5 min more: 4 healthy, 1 sick, 2 unknown', 'down'],
    ],
    [
      situations.steady,
      'pending',
      false,
      live,
      ['v2 is watched until enough was seen: 4 healthy, 1 sick, 2 unknown', 'down'],
    ],
  ])('is told by its situation: $name', (situation, verdict, final, summary, reasons) => {
    const rest = { rolledBackTo: null, since: situation.since };
    expect(judged(situation)).toEqual({ verdict, final, summary, reasons, ...rest });
  });

  test('has been watched long enough when its time is over, and counted nothing in its warm-up', () => {
    const over: Situation = { ...situations.watching, until: now - minute };
    expect(judged(over).reasons[0]).toContain('v2 is watched until enough was seen: ');
    const begun = { evidence: noEvidence };
    expect(judged(situations.watching, unproven, begun).reasons[0]).toBe(
      'v2 is watched for 5 min more: 0 healthy, 0 sick, 0 unknown',
    );
  });

  test('of which too little was seen is inconclusive since that was said', () => {
    const entry = testEntry(2, { verdict: 'inconclusive', judgedAt: dawn + minute });
    const little = 'too little was seen of v2 to call it good or bad';
    expect(judged(situations.watching, entry)).toEqual({
      verdict: 'inconclusive',
      final: true,
      summary: 'v2 has no verdict: too little was seen of it',
      reasons: [little, 'down'],
      rolledBackTo: null,
      since: dawn + minute,
    });
    expect(judged(situations.steady, { ...entry, judgedAt: null }).since).toBe(dawn);
  });

  test('says nothing of readings that are over, and of none that is to come', () => {
    const [, ...none] = judged(situations.unarmed, unproven, { evidence: noEvidence }).reasons;
    expect(none).toEqual([]);
    const over = { evidence: { ...evidence, sickInARow: 0 } };
    expect(judged(situations.unarmed, unproven, over).reasons).toHaveLength(1);
    const ahead = { evidence: { ...evidence, sickLast: { ...seen, at: now + minute } } };
    expect(judged(situations.unarmed, unproven, ahead).reasons[1]).toBe(
      'one sick reading 0 ms ago: status 503',
    );
  });

  test('without passing checks is held, by name where they are known', () => {
    const conditions = { checks: dawn };
    const since = dawn + minute;
    const checks = { since, askedAt: now, state: 'failing', passed: 1, told: false } as const;
    const two = { ...unproven, checks: { ...checks, names: ['lint', 'unit'] } };
    expect(judged(situations.watching, two, { conditions })).toEqual({
      verdict: 'held',
      final: false,
      summary: 'v2 is live without passing checks, and held against',
      reasons: [
        'v2 is live without passing checks at GitHub: lint, unit',
        'it is not called good until they pass, and not rolled back while it is healthy',
        'down',
      ],
      rolledBackTo: null,
      since,
    });
    const nameless = { ...unproven, checks: { ...checks, names: [] } };
    for (const entry of [unproven, nameless]) {
      expect(judged(situations.watching, entry, { conditions }).reasons[0]).toBe(
        'v2 is live without passing checks at GitHub',
      );
    }
    expect(judged(situations.watching, unproven, { conditions }).since).toBe(dawn);
  });
});
