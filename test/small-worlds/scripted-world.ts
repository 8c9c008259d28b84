/** The world that a scripted look meets. */
import type { Store } from '../../lib/adapters/dynamodb.ts';
import type { Heroku } from '../../lib/adapters/heroku.ts';
import type { Configuration } from '../../lib/core/app.ts';
import { limits } from '../../lib/core/limits.ts';
import type { ProbeOutcome } from '../../lib/core/reading.ts';
import type { World } from '../../lib/world.ts';
import type { Script } from './script.ts';
import type { Probed } from './small-world.ts';

/** Everything that a look needs of the world: what matters is asked of the script. */
export function scriptedWorld(script: Script, configuration: Configuration, probed: Probed): World {
  return {
    clock: { now: () => script.now, monotonic: () => script.now, sleep: async () => {} },
    log: { info: () => {}, warn: () => {}, error: () => {} },
    configuration,
    probe: { probe: async ({ url }) => outcomeOf(probed, url), close: async () => {} },
    control: { networkWorks: async () => probed.health !== 'unknown' },
    heroku: scriptedHeroku(script),
    platformStatus: { apps: async () => ({ color: 'green', detail: 'Apps is green' }) },
    store: scriptedStore(script),
    topic: {
      publish: async ({ json }) => {
        const { id } = JSON.parse(json) as { id: string };
        script.published.push(id);
        return { ok: true, messageId: id };
      },
    },
    queue: { send: async () => ({ ok: true }) },
    identity: () => 'worker',
    github: null,
    chatTopic: null,
    subscriptions: [],
    shardAppsMax: limits.shardAppsMax,
  };
}

/** What nobody else writes is answered at once: pauses, pulses and the history. */
function scriptedStore(script: Script): Store {
  const alone = (key: string) => /^(history#|pulse#|pauses$)/.test(key);
  return {
    load: async (key) => (alone(key) ? null : script.ask({ kind: 'load', key })),
    loadMany: async (keys) =>
      keys.every(alone) ? new Map() : script.ask({ kind: 'loadMany', keys }),
    save: async (item, expected) =>
      alone(item.key) ? 'saved' : script.ask({ kind: 'save', item, expected }),
  };
}

function scriptedHeroku(script: Script): Heroku {
  return {
    apps: async () => ({ ok: true, value: [] }),
    app: () => script.ask({ kind: 'app' }),
    releases: () => script.ask({ kind: 'releases' }),
    dynos: () => script.ask({ kind: 'dynos' }),
    formation: () => script.ask({ kind: 'formation' }),
    preboot: () => script.ask({ kind: 'preboot' }),
    slugCommit: async () => ({ ok: true, value: null }),
    rollback: (_name, target) => script.ask({ kind: 'rollback', target }),
    log: async () => ({ ok: true, value: '' }),
    remaining: () => null,
  };
}

function outcomeOf({ health }: Probed, url: string): ProbeOutcome {
  const none = { dnsMs: null, connectMs: null, tlsMs: null, headersMs: null, bodyMs: null };
  if (health === 'unknown') {
    const message = 'no connection could be made';
    const phases = { ...none, totalMs: 1 };
    return { kind: 'failed', url, cause: 'connect', message, canBeOurs: true, phases };
  }
  const well = health === 'healthy';
  return {
    kind: 'answered',
    url,
    status: well ? 200 : 503,
    body: well ? 'ok' : 'Application Error',
    complete: true,
    contentType: 'text/plain',
    certificateExpiresAt: null,
    phases: { dnsMs: 1, connectMs: 1, tlsMs: 1, headersMs: 1, bodyMs: 1, totalMs: 5 },
  };
}
