/** One alert of every kind that the core says, each from a film in which it is true. */
import type { Alert } from '../../lib/core/alert.ts';
import { findCause } from '../../lib/core/cause.ts';
import { deadLetterAlert } from '../../lib/core/dead-letter.ts';
import { decideDigest } from '../../lib/core/digest.ts';
import { decideMissing } from '../../lib/core/missing-apps.ts';
import { nothingKnown } from '../../lib/core/monitor.ts';
import { decideNeglect } from '../../lib/core/neglect.ts';
import { pulseText } from '../../lib/core/pulse.ts';
import { tellCause } from '../../lib/core/tell-cause.ts';
import { testAlert } from '../../lib/core/test-alert.ts';
import { decideUnlisted } from '../../lib/core/unlisted-subscribers.ts';
import { recall } from '../../lib/reconcile/memory.ts';
import { dawn, type Film, minute, second, testApp } from './film.ts';
import {
  appScenes,
  conditionScenes,
  githubScenes,
  releaseScenes,
  type Scene,
} from './quiet-scenes.ts';
import { afterDeploy, convicted, trouble, webDyno } from './scenes.ts';

const lost = { kind: 'trouble', trouble: trouble({ maybeDone: true }) } as const;

/** By kind; the first of a kind that was said stands for it. */
export function everyAlert(): ReadonlyMap<string, Alert> {
  const scenes = [
    ...rollbackScenes,
    ...failureScenes,
    ...releaseScenes,
    ...appScenes,
    ...conditionScenes,
    ...githubScenes,
  ];
  const alerts = [...scenes.flatMap((scene) => scene().said), ...ownTroubles()];
  const byKind = new Map<string, Alert>();
  for (const alert of alerts) if (!byKind.has(alert.kind)) byKind.set(alert.kind, alert);
  return byKind;
}

/** The log is read beside the rollback. */
function causeTold(): readonly Alert[] {
  const input = convicted().decisions.at(-1)?.input;
  const at = (second: number) => new Date(dawn + second * 1_000).toISOString();
  const line = `${at(0)} heroku[router]: at=error code=H10 desc="App crashed" path="/health"`;
  const cause = findCause(line, { version: null, since: dawn });
  if (input === undefined || cause === null) throw new Error('the log tells nothing');
  return tellCause(input, cause).alerts;
}

function digestTold(): readonly Alert[] {
  const before = { ...nothingKnown, digestAt: dawn - 24 * 60 * minute };
  const facts = { fleet: [{ app: testApp(), state: null }], pauses: [], pulses: [null], now: dawn };
  return decideDigest(before, { minute: 0, zone: 'UTC' }, facts).alerts;
}

function neglectTold(): readonly Alert[] {
  const seen = (at: number) => ({
    configuration: { apps: [testApp()], cadence: { sweepMs: minute, watchMs: second } },
    pulses: [pulseText(at, new Map())],
    shardAppsMax: 1,
    now: dawn,
  });
  const first = decideNeglect(nothingKnown, seen(dawn - 6 * minute));
  return [...first.alerts, ...decideNeglect(first.monitor, seen(dawn)).alerts];
}

function missingTold(): readonly Alert[] {
  const facts = { configured: ['shop'], now: dawn };
  const gone = decideMissing(nothingKnown, { ...facts, missing: ['shop'] });
  return [...gone.alerts, ...decideMissing(gone.monitor, { ...facts, missing: [] }).alerts];
}

function unlistedTold(): readonly Alert[] {
  const unlisted = { since: dawn - 120 * minute, toldAt: null };
  const subscribers = { at: dawn, confirmed: null, trouble: 'Access was denied. Allow it.' };
  const told = decideUnlisted({ ...nothingKnown, unlisted, subscribers }, dawn);
  const well = { ...told.monitor, subscribers: { ...subscribers, trouble: null } };
  return [...told.alerts, ...decideUnlisted(well, dawn).alerts];
}

/** What lastgood says of itself: an app is gone, what was stored is damaged. */
function ownTroubles(): readonly Alert[] {
  const damaged = { key: 'app#shop', revision: 3, body: '{', outbox: '[{}]' };
  return [
    ...neglectTold(),
    ...digestTold(),
    ...missingTold(),
    ...unlistedTold(),
    ...causeTold(),
    deadLetterAlert({ messageId: 'm1', body: 'hello', sentAt: null }, dawn),
    testAlert({ now: dawn, by: 'anna@laptop' }),
    ...recall(testApp(), damaged, { hash: 'check-1', now: dawn }).outbox,
  ];
}

const rollbackScenes: readonly Scene[] = [
  () => {
    const film = afterDeploy();
    film.looks(3, 'sick', 20 * second);
    const rollback = film.accept();
    film.look('sick');
    film.world.dynos = webDyno('up', rollback.version);
    film.looks(15, 'healthy');
    return film;
  },
  () => {
    const film = afterDeploy({ rollback: 'ask' });
    film.looks(3, 'sick', 20 * second);
    film.looks(31, 'sick', minute);
    return film;
  },
  () => {
    const film = afterDeploy();
    film.world.web = 0;
    film.world.fleetFull = '1 rollback under way already (blog); limits.fleetAtOnce is 1';
    film.looks(3, 'sick', 20 * second);
    return film;
  },
];

const failureScenes: readonly Scene[] = [
  () => {
    const film = convicted();
    film.settle(lost);
    film.looks(15, 'sick', minute);
    film.effect = null;
    film.release({ description: 'Rollback to v1', artifact: 'slug-1' });
    film.look('sick', { news: true });
    return film;
  },
  () => {
    const film = convicted();
    const refusal = trouble({
      kind: 'forbidden',
      message: 'POST /apps/shop/releases answered 403 (forbidden).',
      advice: 'Give the token write access to shop.',
      canRetry: false,
      requestId: 'a1b2',
    });
    film.settle({ kind: 'trouble', trouble: refusal });
    return film;
  },
  () => {
    const film = convicted();
    film.release();
    film.accept();
    return film;
  },
  () => {
    const film = convicted();
    const rollback = film.accept({ status: 'pending', current: false });
    film.change('release-2', { current: true });
    film.looks(20, 'sick', minute);
    film.change(rollback.id, { status: 'failed' });
    film.look('sick');
    return film;
  },
  () => {
    const film = convicted();
    film.accept({ status: 'pending', current: false });
    film.change('release-2', { current: true });
    film.looks(70, 'sick', minute);
    return film;
  },
  () => verified('sick'),
  () => verified('unknown'),
];

function verified(verdict: 'sick' | 'unknown'): Film {
  const film = convicted();
  const rollback = film.accept();
  film.look('sick');
  film.world.dynos = webDyno('up', rollback.version);
  film.looks(15, verdict, minute);
  return film;
}
