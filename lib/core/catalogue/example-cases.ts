/** What stands in the way of the rollback in the catalogue's examples, or becomes of it. */
import type { Cause } from '../cause.ts';
import type { Guarded } from '../guards.ts';
import type { Pause } from '../pause.ts';
import type { HerokuTrouble } from '../release.ts';
import type { Intent } from '../state.ts';
import { exampleRelease, now } from './example-releases.ts';

const minute = 60_000;
const hour = 60 * minute;

/** Somebody wants hands off for an afternoon. */
export const examplePause: Pause = {
  app: 'my-shop',
  by: 'anna@laptop',
  why: 'big migration',
  at: now - minute,
  until: now + 2 * hour,
  ended: null,
};

/** The rollback of the night, a quarter of an hour after it was decided. */
export const intent: Intent = {
  culprit: { id: 'release-29', version: 29, artifact: 'slug-29' },
  target: { id: 'release-27', version: 27, artifact: 'slug-27' },
  plannedAt: now - 16 * minute,
  newestVersion: 29,
  sends: 1,
  sentAt: now - 16 * minute,
  retryAt: null,
  release: { id: 'release-30', version: 30 },
  trouble: 'POST /apps/my-shop/releases brought no answer within 30 s.',
  slowTold: false,
};

/** Two guards that stand in the way. */
export const blocked: Guarded & { readonly kind: 'blocked' } = {
  kind: 'blocked',
  target: { kind: 'target', release: exampleRelease(27) },
  blocked: [
    { name: 'pending', reason: 'v30 is being released right now' },
    { name: 'budget', reason: 'the last rollback was 12 min ago (limits.cooldown)' },
  ],
};

/** What Heroku refuses with. */
export const refusal: HerokuTrouble = {
  kind: 'forbidden',
  message: 'POST /apps/my-shop/releases was answered 403 (forbidden).',
  advice:
    "give the token's user access to app my-shop (`heroku access:add`) and the token a scope " +
    'that allows this: `read` to look, `write-protected` to roll back',
  canRetry: false,
  maybeDone: false,
  status: 403,
  requestId: '01a2b3c4-5d6e-7f80-9a1b-2c3d4e5f6071',
};

/** What the log holds of a wrong start command in the Procfile. */
export const exampleCause: Cause = {
  summary: "Error: Cannot find module '/app/sever.js'",
  codes: [
    {
      code: 'H10',
      times: 4,
      lastAt: now - 1_000,
      line: 'at=error code=H10 desc="App crashed" method=GET path="/health" status=503',
    },
  ],
  command: '`node sever.js`',
  ended: 'Process exited with status 1',
  dyno: 'web.1',
  printed: [
    "Error: Cannot find module '/app/sever.js'",
    'at Module._resolveFilename (node:internal/modules/cjs/loader:1225:15)',
    "code: 'MODULE_NOT_FOUND',",
  ],
};
