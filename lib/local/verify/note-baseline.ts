/** Before a deploy: which release runs, and is the app healthy under it. */
import type { App } from '../../core/app.ts';
import { checkHash } from '../../core/check-hash.ts';
import { isSustained } from '../../core/evidence.ts';
import { limits } from '../../core/limits.ts';
import type { Answer } from '../../core/release.ts';
import type { State } from '../../core/state.ts';
import type { Baseline } from '../../core/verify/baseline.ts';
import type { World } from '../../world.ts';
import { createMemoryStore } from '../memory-store.ts';
import { lookClosely } from './look-closely.ts';

/** For how long at most. */
export type NoteUntil = { readonly timeoutMs: number; readonly signal: AbortSignal };

/**
 * Looks until the check has passed so often in a row as makes an app well, or has failed for so
 * long as would convict it; what is neither in time is unknown. The trouble, where Heroku could not
 * tell the release.
 */
export async function noteBaseline(
  world: World,
  app: App,
  { timeoutMs, signal }: NoteUntil,
): Promise<Answer<Baseline>> {
  const { clock } = world;
  const before = await world.heroku.releases(app.name);
  // Nobody has to wait for minutes to hear that the token is wrong, or that there is no such app.
  if (!before.ok && !before.trouble.canRetry) return before;
  const deadline = clock.monotonic() + Math.min(timeoutMs, limits.noteMsMax);
  let came = 'nothing';
  const own = {
    ...world,
    store: createMemoryStore(),
    log: hearing(world, (text) => {
      came = text;
    }),
  };
  // The version endpoint is asked once the check has passed, with the look after that, which has to
  // read the releases too: only then is it known whose answer it was.
  let looks = 0;
  const isSick = ({ evidence }: State) => isSustained(evidence, app.sustained);
  const state = await lookClosely(own, app, {
    deadline: () => deadline,
    signal,
    isNewsDue: ({ currentId, situation }) =>
      currentId === null || (app.version !== null && situation.name !== 'unarmed'),
    isEnough: (seen) => {
      if (seen.situation.name === 'unarmed') return isSick(seen);
      looks += 1;
      return app.version === null || looks > 1;
    },
  });
  const answer = await world.heroku.releases(app.name);
  if (!answer.ok) return answer;
  const current = answer.value.find((candidate) => candidate.current);
  const firstId = state.ledger.at(-1)?.id ?? current?.id;
  const release = answer.value.find(({ id }) => id === firstId);
  if (release === undefined) return nothingRuns(app);
  const seen = state.situation.name !== 'unarmed' ? 'healthy' : isSick(state) ? 'sick' : 'unknown';
  // What answered may have been the one that came in between.
  const health = release.id === current?.id ? seen : 'unknown';
  const versionBody = state.ledger.at(-1)?.versionBody ?? null;
  const about = { app: app.name, notedAt: clock.now(), checkHash: checkHash(app) };
  return { ok: true, value: { ...about, health, came, release, versionBody } };
}

/** The newest reading in words stands in the journal of the looks. */
function hearing({ log }: World, hear: (came: string) => void): World['log'] {
  return {
    ...log,
    info: (message, facts) => {
      const said =
        message === 'looked' && facts !== undefined && 'came' in facts ? facts.came : null;
      if (typeof said === 'string') hear(said);
      log.info(message, facts);
    },
  };
}

function nothingRuns({ name }: App): Answer<never> {
  return {
    ok: false,
    trouble: {
      kind: 'malformed',
      message: `no release of ${name} is current`,
      advice: 'deploy something first',
      canRetry: false,
      maybeDone: false,
      status: null,
      requestId: null,
    },
  };
}
