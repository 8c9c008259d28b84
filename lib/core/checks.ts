/**
 * Whether a release meets its requirements: what GitHub's checks of its commit say. Unknown is
 * neither: what could not be asked holds nobody.
 */
import type { App } from './app.ts';
import { bringsCode } from './brings-code.ts';
import { isProven } from './evidence.ts';
import type { CommitChecks } from './github.ts';
import { retryDue } from './github-trouble.ts';
import { limits } from './limits.ts';
import { safeLine } from './safe-line.ts';
import { currentRelease, type LedgerEntry, type State } from './state.ts';

/** What came of asking for a commit's checks. */
export type Checks = {
  readonly state: 'passing' | 'running' | 'failing' | 'none';
  readonly passed: number;
  /** Those that failed, else those that still run; as many as an alert names. */
  readonly names: readonly string[];
};

/** `waiting`: they may pass yet. */
export type Requirement = 'met' | 'unmet' | 'waiting' | 'unknown';

/**
 * Sums up check runs and statuses. One that failed is enough to fail; skipped and neutral ones say
 * nothing, as GitHub itself counts them. Our own word on the commit is no check of it.
 */
export function checksOf({ runs, statuses }: CommitChecks): Checks {
  const all = [
    ...runs.map(({ name, status, conclusion }) => ({ name, is: ofRun(status, conclusion) })),
    ...statuses.map(({ context, state }) => ({ name: context, is: ofStatus(state) })),
  ].filter(({ name }) => !name.startsWith('lastgood/'));
  const named = (wanted: Check) =>
    all
      .filter(({ is }) => is === wanted)
      .slice(0, limits.checksNamesMax)
      .map(({ name }) => safeLine(name, limits.checkNameCharactersMax));
  const passed = all.filter(({ is }) => is === 'passed').length;
  if (named('failed').length > 0) return { state: 'failing', passed, names: named('failed') };
  if (named('running').length > 0) return { state: 'running', passed, names: named('running') };
  return { state: passed > 0 ? 'passing' : 'none', passed, names: [] };
}

type Check = 'passed' | 'failed' | 'running' | 'silent';

/** GitHub REST API, "Check runs": a run has a conclusion once its status is `completed`. */
function ofRun(status: string, conclusion: string | null): Check {
  if (status !== 'completed') return 'running';
  if (conclusion === 'success') return 'passed';
  return conclusion === 'skipped' || conclusion === 'neutral' ? 'silent' : 'failed';
}

function ofStatus(state: string): Check {
  if (state === 'success') return 'passed';
  return state === 'pending' ? 'running' : 'failed';
}

/**
 * What the checks that were last seen mean now. Checks that still run are waited for within a
 * bound; after it they count for nothing, and those that have ended decide: a job that deploys and
 * waits for lastgood's own verdict is such a check.
 */
export function requirementOf(release: LedgerEntry | null, now: number): Requirement {
  const checks = release?.checks ?? null;
  if (checks === null) return 'unknown';
  const ageMs = now - checks.since;
  switch (checks.state) {
    case 'passing':
      return 'met';
    case 'failing':
      return 'unmet';
    case 'running':
      if (ageMs <= limits.checksWaitMs) return 'waiting';
      return checks.passed > 0 ? 'met' : 'unmet';
    case 'none':
      return ageMs <= limits.checksNoneMs ? 'waiting' : 'unmet';
    case 'unknown':
      return 'unknown';
    default:
      return checks.state satisfies never;
  }
}

/** True while the policy keeps a release from being called good. It holds nothing else. */
export function isHeldByChecks(state: State, app: App, now: number): boolean {
  if (app.checks !== 'hold') return false;
  const requirement = requirementOf(currentRelease(state), now);
  return requirement === 'unmet' || requirement === 'waiting';
}

/**
 * True when nothing but its checks is wanting for the good word: the watch is over, and was seen
 * well. While that is so nothing is counted any more, so that waiting for people costs no write.
 */
export function waitsOnlyForChecks(state: State, app: App, now: number): boolean {
  const { situation, evidence } = state;
  if (situation.name !== 'watching' || now < situation.until) return false;
  const isOwn = currentRelease(state)?.rollout === 'done';
  return isOwn && isHeldByChecks(state, app, now) && isProven(evidence, app.recovered);
}

/** True when the checks of the current release's commit are to be asked for in this look. */
export function wantsChecks(state: State, app: App, now: number): boolean {
  const current = currentRelease(state);
  if (current === null || app.checks === 'off' || app.repository === null) return false;
  const open = current.verdict === 'unproven' || current.verdict === 'inconclusive';
  if (!open) return false;
  const { checks } = current;
  if (checks === null) return bringsCode(current, state.ledger);
  const requirement = requirementOf(current, now);
  switch (requirement) {
    case 'met':
      return false;
    case 'waiting':
      return now - checks.askedAt >= limits.checksPaceMs;
    case 'unmet':
      if (app.checks === 'warn' && checks.told) return false;
      return now - checks.askedAt >= limits.checksHeldPaceMs;
    case 'unknown':
      return retryDue(state.github.asking, current.seenAt, now);
    default:
      return requirement satisfies never;
  }
}
