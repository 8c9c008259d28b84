/** Deciders with a fault each, to see that the laws notice. */
import { decide } from '../../../lib/core/decide.ts';
import type { Input } from '../../../lib/core/draft.ts';
import type { Reading } from '../../../lib/core/reading.ts';

/** What could not be asked counts as sick. */
export const unknownIsSick: typeof decide = (input) =>
  input.facts.reading.verdict === 'unknown' ? decide(reading(input, 'sick')) : decide(input);

/** A healthy answer among sick ones counts as sick, and for longer. */
export const changeIsSick: typeof decide = (input) => {
  const { evidence } = input.state;
  const { sickFirst } = evidence;
  if (input.facts.reading.verdict !== 'healthy' || sickFirst === null) return decide(input);
  const earlier = { ...sickFirst, at: sickFirst.at - 60_000 };
  const state = { ...input.state, evidence: { ...evidence, sickFirst: earlier } };
  return decide(reading({ ...input, state }, 'sick'));
};

/** Where the fleet has no room, the row of sick readings need not be long. */
export const hurriedByTrouble: typeof decide = (input) => {
  if (input.facts.fleetFull === null) return decide(input);
  const app = { ...input.app, sustained: { failures: 1, forMs: 0 } };
  return decide({ ...input, app, facts: { ...input.facts, fleetFull: null } });
};

/** A minute in which nobody looked ends the watch, and counts as ten healthy readings. */
export const silenceIsGood: typeof decide = (input) => {
  const { situation, evidence, releasesReadAt } = input.state;
  const silentMs = input.now - (releasesReadAt ?? input.now);
  if (situation.name !== 'watching' || silentMs < 60_000) return decide(input);
  const window = { healthy: 10, sick: 0, unknown: 0 };
  const state = {
    ...input.state,
    situation: { ...situation, until: input.now },
    evidence: { ...evidence, window, healthyInARow: input.app.recovered },
  };
  return decide({ ...input, state });
};

function reading(input: Input, verdict: Reading['verdict']): Input {
  return { ...input, facts: { ...input.facts, reading: { ...input.facts.reading, verdict } } };
}
