/** What has become of the release that is verified, read from the one state machine's state. */
import { rolledBackTo } from '../release-kind.ts';
import { currentRelease, type Intent, type LedgerEntry, type State } from '../state.ts';

/** The verdict on a release, in the words that a deployed lastgood uses too. */
export const verdicts = ['pending', 'good', 'bad', 'rolled-back', 'held', 'inconclusive'] as const;
export type Verdict = (typeof verdicts)[number];

/** `final`: looking on would change nothing any more. */
export type Outcome = {
  readonly verdict: Verdict;
  readonly final: boolean;
  /** Sentences, the most important first. */
  readonly reasons: readonly string[];
  /** The version that was gone back to and is healthy; null: none was. */
  readonly rolledBackTo: number | null;
};

/** Guards that lift by themselves, or by a person's doing; what another one forbids stays so. */
const lifting = new Set([
  'paused',
  'readable',
  'reached',
  'pending',
  'maintenance',
  'web-dynos',
  'platform',
  'correlation',
  'budget',
  'fleet',
]);

/** Judges the state as it stands, for the release of this id. */
export function outcomeOf(state: State, { id, version }: { id: string; version: number }): Outcome {
  const name = `v${version}`;
  const current = currentRelease(state);
  const { situation } = state;
  switch (situation.name) {
    case 'rolling-back':
      return pending(underWay(name, situation.intent));
    case 'verifying': {
      const target = `v${situation.intent.target.version}`;
      return pending(`${name} was rolled back to ${target}, which is live and not proven yet`);
    }
    case 'rolled-back':
      return rolledBack(name, current);
    case 'escalated':
      return escalated(state, name);
    case 'unarmed':
    case 'warmup':
    case 'watching':
    case 'steady':
    case 'held':
    case 'down':
      break;
    default:
      return situation satisfies never;
  }
  if (current?.id === id) return ofRunning(state, current);
  const arrived = state.ledger.some((entry) => entry.id === id);
  if (!arrived && (current === null || current.version < version)) {
    return pending(`Heroku could not yet be read with ${name} as the current release`);
  }
  return superseded(name, current);
}

/** The release is current, and nothing was rolled back. */
function ofRunning({ situation }: State, { version, verdict }: LedgerEntry): Outcome {
  const name = `v${version}`;
  if (situation.name === 'held') {
    const final = !situation.guards.every((guard) => lifting.has(guard));
    const guards = situation.guards.join(', ');
    const reasons = [`${name} is failing and is NOT rolled back; in the way: ${guards}`];
    return { verdict: 'held', final, reasons, rolledBackTo: null };
  }
  if (situation.name === 'down') {
    const reasons = [`${name} is failing and cannot be blamed, so it is NOT rolled back`];
    return { verdict: 'bad', final: true, reasons, rolledBackTo: null };
  }
  if (verdict === 'good') {
    return { verdict: 'good', final: true, reasons: [`${name} is good`], rolledBackTo: null };
  }
  if (verdict === 'inconclusive') {
    const reasons = [`too little was seen of ${name} to call it good or bad`];
    return { verdict: 'inconclusive', final: true, reasons, rolledBackTo: null };
  }
  if (verdict === 'bad' && situation.name === 'steady') {
    const reasons = [`${name} failed, and was healthy again before the rollback was carried out`];
    return { verdict: 'inconclusive', final: true, reasons, rolledBackTo: null };
  }
  return pending(`${name} is live and has no verdict yet; nothing was rolled back`);
}

function rolledBack(name: string, current: LedgerEntry | null): Outcome {
  const target = current === null ? null : rolledBackTo(current);
  const reasons = [`${name} was bad and was rolled back to v${target ?? '?'}, which is healthy`];
  return { verdict: 'rolled-back', final: true, reasons, rolledBackTo: target };
}

function escalated({ situation, incident }: State, name: string): Outcome {
  const why = situation.name === 'escalated' ? situation.why : '';
  const story = incident === null ? why : incident.headline;
  const reasons = [`${name} is bad, and it was not rolled back with success: ${story}`];
  return { verdict: 'bad', final: true, reasons, rolledBackTo: null };
}

function superseded(name: string, by: LedgerEntry | null): Outcome {
  const who = by?.userEmail ? ` by ${by.userEmail}` : '';
  const what = by === null ? 'another release' : `v${by.version}${who} ("${by.description}")`;
  const reasons = [`${what} has taken the place of ${name} before ${name} had a verdict`];
  return { verdict: 'inconclusive', final: true, reasons, rolledBackTo: null };
}

/** What was sent cannot be called back, so whoever stops here has to know of it. */
function underWay(name: string, { target, sends, release }: Intent): string {
  return sends > 0 || release !== null
    ? `a rollback of ${name} to v${target.version} was sent to Heroku and is not live yet`
    : `a rollback of ${name} to v${target.version} was decided and has not been sent`;
}

function pending(reason: string): Outcome {
  return { verdict: 'pending', final: false, reasons: [reason], rolledBackTo: null };
}
