/**
 * How two films must compare of which one is the other with something altered: each relation
 * answers what broke it. Only the first rollback is compared: what comes after it depends on it.
 */
import { decide } from '../../../lib/core/decide.ts';
import { limits } from '../../../lib/core/limits.ts';
import type { Alteration } from './alteration.ts';
import { type Obstacle, obstructed } from './obstacles.ts';
import { type Frame, RandomFilm } from './random-film.ts';
import type { Step } from './steps.ts';
import { plans, verdictIn } from './walk.ts';

/** Looks from one on, and of those every so many. */
export type Chosen = { readonly from: number; readonly every: number; readonly count: number };

/** What a relation says of two films; null: they do not show anything, true: it holds. */
export type Compared = string | true | null;

type Decider = typeof decide;

/** Readings that nobody can judge, put between the others, bring no rollback forward. */
export function insertUnknown(
  steps: readonly Step[],
  chosen: Chosen,
  decider: Decider = decide,
): Compared {
  const has = (look: number) => isChosen(chosen, look);
  return neverForward(steps, chosen, {
    before: { decider },
    after: { decider, unknownAfter: { has } },
  });
}

/**
 * Readings of a release that are healthier bring its rollback no forward. Three things are left
 * out, for which healthy readings rightly matter: those before the release came let it be blamed
 * (S3), those of a check that has changed since let it convict (S13), and what the other apps say
 * depends on when this one's sickness began (S10).
 */
export function makeHealthier(
  steps: readonly Step[],
  { to, ...chosen }: Chosen & { readonly to: 'healthy' | 'unknown' },
  decider: Decider = decide,
): Compared {
  const verdict: Alteration['verdict'] = (found, look) => {
    if (!isChosen(chosen, look)) return found;
    return found === 'sick' ? to : found === 'unknown' ? 'healthy' : found;
  };
  const alone = withoutOthers(steps);
  return neverForward(alone, chosen, { before: { decider }, after: { decider, verdict } });
}

/**
 * Something in the way, for some looks of a release, brings its rollback no forward. In maintenance
 * nothing sick is scored, so that the sickness begins later: where another app is sick too that
 * makes a difference, and is left out.
 */
export function obstruct(
  steps: readonly Step[],
  { obstacle, ...chosen }: Chosen & { readonly obstacle: Obstacle },
  decider: Decider = decide,
): Compared {
  const facts: Alteration['facts'] = (input, look) =>
    isChosen(chosen, look) ? obstructed(obstacle, input) : input.facts;
  const fair = obstacle === 'maintenance' ? withoutOthers(steps) : steps;
  return neverForward(fair, chosen, { before: { decider }, after: { decider, facts } });
}

/**
 * Looks that come later make no release good before the moment from which it could have been
 * without the delay (had somebody looked just when its warm-up was over), and none on fewer
 * readings than a proof takes. The verdict itself can come earlier: a look that came just before
 * the end of the watch comes after it, once it is late.
 */
export function delay(
  steps: readonly Step[],
  { byMs, ...chosen }: Chosen & { readonly byMs: number },
  decider: Decider = decide,
): Compared {
  const delayMs = (look: number) => (isChosen(chosen, look) ? byMs : 0);
  const before = watchEnds(new RandomFilm(steps, { decider }));
  const after = new RandomFilm(steps, { decider, delayMs });
  const first = lookTime(after, chosen.from) ?? 0;
  let shown: Compared = null;
  for (const [id, { at, readings }] of goodTimes(after)) {
    const end = before.get(id);
    if (end === undefined) continue;
    if (at < end) return `${id} was good ${end - at} ms earlier with looks delayed`;
    if (readings < limits.provenReadingsMin) return `${id} was good on ${readings} readings`;
    if (first <= at) shown = true;
  }
  return shown;
}

function isChosen({ from, every, count }: Chosen, look: number): boolean {
  return look >= from && look < from + every * count && (look - from) % every === 0;
}

function withoutOthers(steps: readonly Step[]): readonly Step[] {
  return steps.filter((step) => step.do !== 'neighbour' && step.do !== 'sweeps');
}

type Pair = { readonly before: Alteration; readonly after: Alteration };

function neverForward(steps: readonly Step[], chosen: Chosen, pair: Pair): Compared {
  const before = new RandomFilm(steps, pair.before);
  const after = new RandomFilm(steps, pair.after);
  const [rollback] = plans(after);
  if (rollback === undefined) return null;
  const culprit = rollback.effect?.intent.culprit.id ?? '';
  if (knownAtArrival(before, culprit) !== knownAtArrival(after, culprit)) return null;
  if (rollback.hash !== arrivalOf(after, culprit)?.hash) return null;
  const [first] = plans(before);
  if (first === undefined) return `a rollback at ${rollback.at}, and none without the alteration`;
  if (rollback.at < first.at) return `a rollback ${first.at - rollback.at} ms earlier`;
  return (lookTime(after, chosen.from) ?? 0) <= rollback.at ? true : null;
}

/**
 * What was known of all releases when one of them came. Readings before it decide whether it can
 * be blamed (S3) and what can be gone back to (S4), so that more of them can rightly let a
 * rollback be that would not have been.
 */
function knownAtArrival(film: RandomFilm, id: string): string {
  const arrival = arrivalOf(film, id)?.after;
  const known = arrival?.ledger.map((entry) => [entry.id, entry.verdict, entry.attributable]);
  return JSON.stringify([known, arrival?.situation.name === 'unarmed']);
}

function arrivalOf({ frames }: RandomFilm, id: string): Frame | undefined {
  return frames.find(({ after }) => after.currentId === id);
}

/** When each release was first judged good, before any rollback, and on how many readings. */
function goodTimes({ frames }: RandomFilm) {
  const times = new Map<string, { readonly at: number; readonly readings: number }>();
  for (const { at, before, after, effect, verdict } of frames) {
    if (effect !== null) break;
    for (const entry of after.ledger) {
      const turned = entry.verdict === 'good' && verdictIn(before, entry.id) !== 'good';
      if (!turned || times.has(entry.id)) continue;
      const { healthy = 0, sick = 0 } = before.evidence.window ?? {};
      times.set(entry.id, { at, readings: healthy + sick + (verdict === 'unknown' ? 0 : 1) });
    }
  }
  return times;
}

/** When the first watch of each release could have been over, before any rollback. */
function watchEnds({ frames }: RandomFilm): ReadonlyMap<string, number> {
  const ends = new Map<string, number>();
  let lookedAt = 0;
  for (const { at, after, effect } of frames) {
    if (effect !== null) break;
    const { situation, currentId } = after;
    const watched = situation.name === 'watching' && currentId !== null;
    if (watched && !ends.has(currentId)) ends.set(currentId, situation.until - (at - lookedAt));
    lookedAt = at;
  }
  return ends;
}

function lookTime({ frames }: RandomFilm, look: number): number | undefined {
  return frames.filter(({ verdict }) => verdict !== null)[look - 1]?.at;
}
