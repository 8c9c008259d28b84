/** What must be true of every rollback that is sent to Heroku, by what really was. */
import { limits } from '../../../lib/core/limits.ts';
import type { Invocation } from '../invocation.ts';
import type { ModelApp, ModelRelease } from '../models/heroku-model.ts';
import type { Simulation } from '../simulation.ts';
import { checkEvidence } from './evidence-laws.ts';
import { checkPostPaused } from './pause-laws.ts';
import type { AppRecord, Break, Claim, Sent } from './records.ts';

/** Clocks differ by so much, and Heroku's with them. */
const slackMs = 60_000;

type Posted = {
  readonly invocation: Invocation;
  readonly sent: Sent;
  readonly record: AppRecord;
  readonly simulation: Simulation;
};

/** One POST, its claim and the releases it is about. */
export type Case = Posted & {
  readonly claim: Claim;
  readonly app: ModelApp;
  readonly culprit: ModelRelease;
  readonly target: ModelRelease;
};

export function checkPost(posted: Posted, breakLaw: Break): void {
  const { invocation, sent, record, simulation } = posted;
  const app = simulation.heroku.app(sent.name);
  const claim = record.claims.findLast((one) => one.invocation === invocation.id);
  if (claim === undefined || claim.intent.target.id !== sent.target) {
    breakLaw('S15', `${sent.name}: a rollback to ${sent.target} without a stored intent`);
    return;
  }
  const culprit = app.releases.find(({ id }) => id === claim.intent.culprit.id);
  const target = app.releases.find(({ id }) => id === sent.target);
  if (culprit === undefined || target === undefined) {
    breakLaw('S15', `${sent.name}: the intent names a release that never was`);
    return;
  }
  const whole: Case = { ...posted, claim, app, culprit, target };
  const newest = sent.newest?.version ?? 0;
  // Somebody's rollback to the very same release is not undone by ours.
  const same = sent.newest?.description === sent.made?.description;
  const raced = sent.made !== null && newest > claim.intent.newestVersion && !same;
  const { made, refused } = sent;
  record.posts.push({ at: simulation.now, claim, made, refused, raced });
  checkOnce(whole, breakLaw);
  checkFence(whole, breakLaw);
  checkTarget(whole, breakLaw);
  checkBoundaries(whole, breakLaw);
  checkEvidence(whole, breakLaw);
  checkPostPaused({ name: sent.name, claim, invocation, simulation }, breakLaw);
  checkDynos(whole, breakLaw);
}

/** S6: one rollback per culprit that Heroku took; two calls at most whose fate was unknown. */
function checkOnce({ record, culprit, sent }: Case, breakLaw: Break): void {
  const all = record.posts.filter(({ claim }) => claim.intent.culprit.id === culprit.id);
  const taken = all.filter(({ made }) => made !== null);
  const what = `${sent.name}: v${culprit.version}`;
  if (taken.length > 1) breakLaw('S6', `${what} was rolled back ${taken.length} times`);
  const unsure = all.filter(({ refused }) => !refused);
  if (unsure.length > limits.rollbackSendsMax) breakLaw('S6', `${what}: ${unsure.length} calls`);
  if (culprit.made === 'lastgood' || culprit.made === 'human-rollback') {
    breakLaw('S7', `${what} is itself a rollback`);
  }
}

/** S8: a read made after the claim showed the culprit as current, and nothing newer under way. */
function checkFence({ invocation, claim, culprit, sent }: Case, breakLaw: Break): void {
  const read = invocation.reads.get(sent.name);
  if (read === undefined || read.at < claim.at) {
    breakLaw('S8', `${sent.name}: sent without a read after the claim`);
    return;
  }
  const current = read.releases.find((release) => release.current);
  if (current?.id !== culprit.id) {
    breakLaw('S8', `${sent.name}: sent over v${current?.version}, which the fresh read showed`);
  }
  const newer = read.releases.find(
    ({ status, version }) => status === 'pending' && version > claim.intent.newestVersion,
  );
  if (newer !== undefined) breakLaw('S8', `${sent.name}: sent while v${newer.version} is pending`);
  // One that was on its way before the claim is left to itself only once it is stuck.
  const onItsWay = read.releases.find(({ status, version, createdAt }) => {
    const isStuck = read.at - createdAt > limits.pendingMsMax - slackMs;
    return status === 'pending' && version > culprit.version && !isStuck;
  });
  if (onItsWay !== undefined) breakLaw('S8', `${sent.name}: v${onItsWay.version} is on its way`);
}

/** S4 and S5: a target that was really seen good, with other code than what is bad. */
function checkTarget({ record, claim, culprit, target, sent }: Case, breakLaw: Break): void {
  const what = `${sent.name}: the target v${target.version}`;
  const entry = claim.state.ledger.find(({ id }) => id === target.id);
  if (entry?.verdict !== 'good' || !record.proven.has(target.id)) {
    breakLaw('S4', `${what} is ${entry?.verdict}, proven: ${record.proven.has(target.id)}`);
  }
  if (target.version >= culprit.version) breakLaw('S4', `${what} is not before the culprit`);
  if (target.code.id === culprit.code.id && culprit.made !== 'config') {
    breakLaw('S5', `${what} has the culprit's code`);
  }
  const bad = record.posts.find(
    ({ claim: { intent } }) =>
      intent.culprit.id !== culprit.id &&
      intent.culprit.artifact === target.code.id &&
      claim.state.ledger.some(({ id, kind }) => id === intent.culprit.id && kind !== 'config'),
  );
  if (bad !== undefined) {
    breakLaw('S5', `${what} has the code of v${bad.claim.intent.culprit.version}, which is bad`);
  }
}

/** S1: an app without web dynos answers nothing, whatever is released. */
function checkDynos({ claim: { web }, sent }: Case, breakLaw: Break): void {
  if (web === null) breakLaw('S1', `${sent.name}: nobody has read how many web dynos it has`);
  if (web === 0) breakLaw('S1', `${sent.name}: it is sick because it has no web dynos`);
}

/** S10 (the platform), S11 and S16: what a rollback must not cross, and whose word it needs. */
function checkBoundaries({ claim, app, culprit, target, sent }: Case, breakLaw: Break): void {
  const what = `${sent.name}: v${culprit.version} -> v${target.version}`;
  const { policy } = app.plan;
  if (claim.platform === 'red') breakLaw('S10', `${what} while the platform is red`);
  const crossed = app.releases.find(
    ({ made, version }) =>
      made === 'add-on' && version > target.version && version <= culprit.version,
  );
  if (crossed !== undefined) breakLaw('S11', `${what} crosses the add-on's v${crossed.version}`);
  if (culprit.plans.join() !== target.plans.join()) breakLaw('S11', `${what}: other add-ons`);
  if (policy.releasePhase === 'hold' && culprit.code.command !== null) {
    breakLaw('S11', `${what} although a release command runs and releasePhase is hold`);
  }
  if ((policy.rollback ?? 'auto') !== 'auto') breakLaw('S16', `${what} in mode ${policy.rollback}`);
}
