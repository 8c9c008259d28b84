/** What must never happen, as questions about a played film: each answers what broke it. */
import { limits } from '../../../lib/core/limits.ts';
import { hour, minute } from '../film.ts';
import { eachEffect, eachFrame, type Law, plans, verdictIn } from './walk.ts';

/** S1: sick readings in a row, enough of them, over enough time, the newest of this very look. */
export const evidenceLaw: Law = (played) =>
  eachEffect(played, (frame, index) => {
    const { failures, forMs } = played.film.app.sustained;
    const row: number[] = [];
    for (const earlier of played.frames.slice(0, index + 1).reverse()) {
      if (earlier.verdict === null || earlier.verdict === 'unknown') continue;
      const later = row.at(-1) ?? earlier.at;
      if (earlier.verdict === 'healthy' || later - earlier.at > 3 * minute) break;
      if (earlier.current?.id !== frame.current?.id) break;
      row.push(earlier.at);
    }
    const spanMs = (row[0] ?? 0) - (row.at(-1) ?? 0);
    const fresh = frame.verdict === 'sick';
    return fresh && row.length >= failures && spanMs >= forMs
      ? null
      : `a rollback on ${row.length} sick readings over ${spanMs} ms (${frame.verdict})`;
  });

/** S3: the culprit came to a healthy app, and runs within its probation. */
export const attributionLaw: Law = (played) =>
  eachEffect(played, (frame, _index, intent) => {
    const entry = frame.after.ledger.find(({ id }) => id === intent.culprit.id);
    if (entry === undefined) return 'the culprit is not in the ledger';
    const before = played.frames.filter(
      ({ at, verdict }) => verdict === 'healthy' && at <= entry.createdAt,
    );
    const probationMs = played.film.app.probationMs ?? Number.POSITIVE_INFINITY;
    const ageMs = frame.at - entry.createdAt;
    // A claim is made within the probation; to send it again may take a quarter of an hour more.
    if (ageMs > probationMs + limits.rollbackSlowMs + limits.resendAfterMs) return `${ageMs} old`;
    const wellAt = before.at(-1)?.at ?? 0;
    const chainMs = played.film.app.watchMs * 2 + limits.warmupSlowMs;
    const set = frame.after.ledger.filter(({ version }) => version <= entry.version).length;
    return entry.createdAt - wellAt <= limits.baselineAgeMsMax + set * chainMs
      ? null
      : `v${entry.version} came ${entry.createdAt - wellAt} ms after the app was last well`;
  });

/** S4: the target was seen good before. */
export const targetLaw: Law = (played) =>
  eachEffect(played, (frame, index, intent) => {
    const entry = frame.before.ledger.find(({ id }) => id === intent.target.id);
    if (entry?.verdict !== 'good') return `the target v${intent.target.version} was not good`;
    const seen = played.frames
      .slice(0, index)
      .filter(({ verdict, current }) => verdict === 'healthy' && current?.id === intent.target.id);
    return seen.length >= played.film.app.recovered ? null : `seen well ${seen.length} times`;
  });

/** S5: it has neither the culprit's code nor that of a release known to be bad. */
export const otherCodeLaw: Law = (played) =>
  eachEffect(played, (frame, _index, { culprit, target }) => {
    const entries = frame.before.ledger;
    const kind = entries.find(({ id }) => id === culprit.id)?.kind;
    if (target.id === culprit.id) return 'the target is the culprit';
    if (target.artifact === null) return 'the target has no code';
    if (target.artifact === culprit.artifact && kind !== 'config') return 'it has the same code';
    const bad = entries.find(
      (entry) =>
        entry.id !== culprit.id &&
        entry.verdict === 'bad' &&
        entry.kind !== 'config' &&
        entry.artifact === target.artifact,
    );
    return bad === undefined ? null : `it has the code of v${bad.version}, which is bad`;
  });

/** S6: one decision per culprit, at most two calls for it, and at most one that Heroku took. */
export const onceLaw: Law = (played) => {
  const culprits = plans(played).map((frame) => frame.effect?.intent.culprit.id);
  if (new Set(culprits).size < culprits.length) return `decided twice: ${culprits.join(', ')}`;
  for (const culprit of culprits) {
    const posts = played.posts.filter((post) => post.effect.intent.culprit.id === culprit);
    const open = posts.filter((post) => post.fate !== 'no-room');
    if (open.length > limits.rollbackSendsMax) return `${open.length} calls for ${culprit}`;
    if (posts.filter((post) => post.release !== null).length > 1) return `${culprit}: two taken`;
  }
  return null;
};

/** S7: a rollback is never undone. */
export const noRollbackOfRollbackLaw: Law = (played) =>
  eachEffect(played, (frame, _index, { culprit }) => {
    const release = played.film.world.releases.find(({ id }) => id === culprit.id);
    return /^Rollback/.test(release?.description ?? '')
      ? `v${culprit.version} is a rollback, at ${frame.at}`
      : null;
  });

/** S8: what was sent was sent against the current release, and what it overtook is told. */
export const fenceLaw: Law = (played) => {
  for (const { effect, release, arrivedAt, at, fate } of played.posts) {
    const { culprit } = effect.intent;
    const [overtaken] = arrivedAt.filter(
      ({ version, status }) => version > culprit.version && status === 'succeeded',
    );
    if (fate !== 'raced' && overtaken !== undefined) return `sent over v${overtaken.version}`;
    if (fate !== 'raced' || release === null) continue;
    const told = played.frames.some(
      (frame) => frame.at >= at && frame.alerts.some(({ kind }) => kind === 'rollback-raced'),
    );
    if (!told) return `the race at ${at} was not told`;
  }
  return null;
};

/** S9: cooldown and daily bound, counted by decisions. */
export const budgetLaw: Law = (played) => {
  const { cooldownMs, perAppADay } = played.film.configuration.limits;
  const times = plans(played).map(({ at }) => at);
  for (const [index, at] of times.entries()) {
    const before = times[index - 1];
    if (before !== undefined && at - before < cooldownMs) return `${at - before} ms apart`;
    const inADay = times.filter((other) => other <= at && at - other < 24 * hour).length;
    if (inADay > perAppADay) return `${inADay} in a day`;
  }
  return null;
};

/** S12: good only on real healthy readings of that very release. */
export const noVacuousGoodLaw: Law = (played) =>
  eachFrame(played, (frame, index) => {
    const judged = frame.after.ledger.find(
      ({ id, verdict }) => verdict === 'good' && verdictIn(frame.before, id) !== 'good',
    );
    if (judged === undefined) return null;
    const seen = played.frames
      .slice(0, index + 1)
      .filter(({ verdict, current }) => verdict === 'healthy' && current?.id === judged.id).length;
    const needed =
      judged.kind === 'rollback'
        ? played.film.app.recovered
        : limits.provenReadingsMin * limits.provenHealthyShareMin;
    return seen >= needed ? null : `v${judged.version} is good after ${seen} healthy readings`;
  });

/** S13: a check that never passed as it is now convicts nobody. */
export const armedLaw: Law = (played) =>
  eachEffect(played, (frame, index) => {
    const passed = played.frames
      .slice(0, index)
      .filter(({ hash, verdict }) => hash === frame.hash && verdict === 'healthy').length;
    const seenThrough = frame.effect !== null && frame.effect.intent.plannedAt < frame.at;
    return seenThrough || passed >= played.film.app.recovered ? null : `passed ${passed} times`;
  });

/** S18: bad stays bad. */
export const badStaysBadLaw: Law = (played) =>
  eachFrame(played, ({ before, after }) => {
    const turned = before.ledger.find(
      ({ id, verdict }) => verdict === 'bad' && (verdictIn(after, id) ?? 'bad') !== 'bad',
    );
    return turned === undefined ? null : `v${turned.version} is bad no more`;
  });
