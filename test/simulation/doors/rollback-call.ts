/** The one call that changes something at Heroku: POST /apps/NAME/releases with an old release. */
import type { Answer, HerokuTrouble, Release } from '../../../lib/core/release.ts';
import type { Invocation, Span } from '../invocation.ts';
import type { Simulation } from '../simulation.ts';
import { findTrouble, troubleOf } from './trouble.ts';

const post: Span = { from: 50, to: 900, slow: 25_000 };

/** Rolls back, or refuses, or does it and loses the answer. */
export function rollBackAt(
  simulation: Simulation,
  invocation: Invocation,
  { name, releaseId }: { name: string; releaseId: string },
): Promise<Answer<Release>> {
  const what = `POST /apps/${name}/releases`;
  return invocation.call(post, () => {
    invocation.comeTo('before-post');
    const answer = carryOut(simulation, invocation, { name, releaseId, what });
    invocation.comeTo('after-post');
    return answer;
  });
}

/** The call may be lost on its way, too; whoever sent it sees the same. */
function findLoss({ faults, now, random }: Simulation, what: string): HerokuTrouble | null {
  if (!faults.strikes('heroku-answer-lost', now) || random.chance(0.5)) return null;
  return troubleOf({ kind: 'timeout', canRetry: true, status: null }, what);
}

function carryOut(
  simulation: Simulation,
  invocation: Invocation,
  { name, releaseId, what }: { name: string; releaseId: string; what: string },
): Answer<Release> {
  const { faults, now, heroku, oracle, random } = simulation;
  const app = heroku.app(name);
  const target = app.releases.find(({ id }) => id === releaseId);
  const sent = { name, target: releaseId, current: app.current, newest: app.releases.at(-1) };
  const loss = findLoss(simulation, what);
  if (loss !== null) {
    oracle.posted(invocation, { ...sent, made: null, refused: false });
    return { ok: false, trouble: loss };
  }
  const trouble = findTrouble(simulation, what);
  const doneAllTheSame = trouble?.maybeDone === true && random.chance(0.5);
  if (trouble !== null && !doneAllTheSame) {
    oracle.posted(invocation, { ...sent, made: null, refused: !trouble.maybeDone });
    return { ok: false, trouble };
  }
  if (target === undefined || app.gone !== null) {
    oracle.posted(invocation, { ...sent, made: null, refused: true });
    const unknown = troubleOf({ kind: 'not-found', canRetry: false, status: 404 }, what);
    return { ok: false, trouble: unknown };
  }
  if (faults.strikes('post-refused', now) || !target.eligible) {
    oracle.posted(invocation, { ...sent, made: null, refused: true });
    const rejected = troubleOf({ kind: 'rejected', canRetry: false, status: 422 }, what);
    return { ok: false, trouble: rejected };
  }
  const made = heroku.rollBack(name, target, 'lastgood');
  oracle.posted(invocation, { ...sent, made, refused: false });
  if (trouble !== null) return { ok: false, trouble };
  const view = heroku.view(app).find(({ id }) => id === made.id);
  if (view === undefined || faults.strikes('heroku-answer-lost', now)) {
    const lost = troubleOf({ kind: 'timeout', canRetry: true, status: null }, what);
    return { ok: false, trouble: lost };
  }
  return { ok: true, value: view };
}
