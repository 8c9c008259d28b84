/** S1, S2, S3 and S13: on what evidence a rollback is sent, by the truth of every probe. */
import { limits } from '../../../lib/core/limits.ts';
import { testApp } from '../../core/fixtures.ts';
import { type ModelRelease, staleMs } from '../models/heroku-model.ts';
import type { Truth } from '../models/router-model.ts';
import type { Case } from './post-laws.ts';
import type { AppRecord, Break } from './records.ts';

const slackMs = 60_000;

export function checkEvidence(posted: Case, breakLaw: Break): void {
  checkRow(posted, breakLaw);
  checkAttribution(posted, breakLaw);
  checkArmed(posted, breakLaw);
}

/** S1 and S2: really sick, in a row, often enough and long enough, and in the very look. */
function checkRow({ record, claim, culprit, sent, simulation }: Case, breakLaw: Break): void {
  const { failures, forMs } = testApp(simulation.heroku.app(sent.name).plan.policy).sustained;
  const row = [];
  for (const kept of record.kept.slice(0, claim.keptCount).reverse()) {
    const { health, current } = kept.truth;
    if (health === 'unknown' || !kept.scored) continue;
    const gapMs = (row.at(-1)?.at ?? kept.at) - kept.at;
    // So shortly after a newer release, Heroku can have shown the culprit still (an old read).
    const sinceMs = kept.at - (current.liveAt ?? 0);
    const hidden = (current.liveAt ?? 0) > (culprit.liveAt ?? 0) && sinceMs <= staleMs;
    if (health === 'healthy' || (current.id !== culprit.id && !hidden)) break;
    if (gapMs > 3 * simulation.story.sweepMs + slackMs) break;
    row.push(kept);
  }
  const newest = row[0];
  const spanMs = (newest?.at ?? 0) - (row.at(-1)?.at ?? 0);
  const what = `${sent.name}: v${culprit.version} on ${row.length} sick readings over ${spanMs} ms`;
  const skewMs = 2 * 4_000;
  if (row.length < failures || spanMs < forMs - skewMs) breakLaw('S1', what);
  if (newest?.truth !== claim.probe) breakLaw('S1', `${what}, none of this look`);
  if (!row.some(({ truth }) => truth.reached)) breakLaw('S1', `${what}, none reached the app`);
}

/** S3: it came to a healthy app, and is young enough to be blamed. */
function checkAttribution(posted: Case, breakLaw: Break): void {
  const { record, claim, culprit, sent, simulation, app } = posted;
  const { probationMs } = testApp(app.plan.policy);
  const ageMs = claim.intent.plannedAt - culprit.createdAt;
  if (probationMs !== null && ageMs > probationMs + slackMs) {
    breakLaw('S3', `${sent.name}: v${culprit.version} is ${ageMs} ms old`);
  }
  const { now } = simulation;
  const skewMs = simulation.story.herokuSkewMs;
  const set = [culprit];
  const earlier = app.releases.filter(({ liveAt }) => (liveAt ?? now) < (culprit.liveAt ?? 0));
  for (const release of earlier.sort((left, right) => (right.liveAt ?? 0) - (left.liveAt ?? 0))) {
    const verdict = claim.state.ledger.find(({ id }) => id === release.id)?.verdict;
    if (record.proven.has(release.id) && verdict !== 'bad') break;
    set.push(release);
  }
  const came = set.some((member) => wasWellBefore(record, member, skewMs));
  if (!came) breakLaw('S3', `${sent.name}: not well before v${culprit.version} and its set`);
}

function wasWellBefore(record: AppRecord, release: ModelRelease, skewMs: number): boolean {
  if (release.liveAt === null) return false;
  // Heroku's time of a release is that of its beginning, before its release phase.
  const cameAt = release.liveAt;
  const phaseMs = release.liveAt - (release.createdAt - skewMs);
  const bothMs = slackMs + Math.abs(skewMs) + phaseMs;
  const before = record.probes.filter(({ at }) => at <= cameAt + bothMs);
  const well = before.findLast(({ health }) => health === 'healthy');
  if (well === undefined || cameAt - well.at > limits.baselineAgeMsMax + bothMs) return false;
  // Where old dynos go on answering, that is what was there before it.
  const isOlder = ({ at, health, servedBy }: Truth) =>
    at > cameAt && health === 'healthy' && servedBy !== null && servedBy.id !== release.id;
  if (before.some(isOlder)) return true;
  const asked = before.filter(({ health, at }) => health !== 'unknown' && at <= cameAt);
  const last = asked.slice(-5);
  return last.length === 0 || last.some(({ health }) => health === 'healthy');
}

/** S13: the check had passed, as it was configured when it convicted. */
function checkArmed({ record, claim, sent, app }: Case, breakLaw: Break): void {
  if (!claim.plan) return;
  const { recovered } = testApp(app.plan.policy);
  const passed = record.kept
    .slice(0, claim.keptCount)
    .filter(({ check, truth }) => check === claim.check && truth.health === 'healthy').length;
  if (passed < recovered) breakLaw('S13', `${sent.name}: the check has passed ${passed} times`);
}
