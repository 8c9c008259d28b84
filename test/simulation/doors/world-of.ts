/** Everything that an invocation needs of the world, answered by the models. */
import type { Log } from '../../../lib/adapters/log.ts';
import type { ProbeOutcome } from '../../../lib/core/reading.ts';
import type { TopicMessage } from '../../../lib/core/topic-message.ts';
import type { World } from '../../../lib/world.ts';
import type { Host } from '../host.ts';
import type { Invocation, Span } from '../invocation.ts';
import { outcomeOf, type Truth, truthOf } from '../models/router-model.ts';
import type { Simulation } from '../simulation.ts';
import { commitOf } from './commit-of.ts';
import { githubDoor } from './github-door.ts';
import { herokuDoor } from './heroku-door.ts';
import { storeDoor } from './store-door.ts';

const probe: Span = { from: 10, to: 300, slow: 9_000 };
const quick: Span = { from: 5, to: 80, slow: 9_000 };

export function worldOf(simulation: Simulation, host: Host, invocation: Invocation): World {
  const { scheduler } = simulation;
  return {
    clock: {
      now: () => Math.floor(scheduler.now) + invocation.skewMs,
      monotonic: () => scheduler.now,
      sleep: (ms) => invocation.sleep(ms),
    },
    log: logOf(simulation, invocation),
    configuration: invocation.configuration,
    shardAppsMax: simulation.story.shardAppsMax,
    probe: {
      probe: ({ url }) =>
        invocation.call(probe, () =>
          url.endsWith('/version')
            ? answerVersion(simulation, url)
            : answerProbe(simulation, invocation, url),
        ),
      close: async () => {},
    },
    control: { networkWorks: () => invocation.call(quick, () => networkWorks(simulation)) },
    heroku: herokuDoor(simulation, invocation),
    github: githubDoor(simulation, invocation),
    platformStatus: { apps: () => invocation.call(quick, () => platform(simulation, invocation)) },
    store: storeDoor(simulation, invocation),
    topic: {
      publish: (message) =>
        invocation.call(quick, () => {
          invocation.comeTo('before-publish');
          const published = publish(simulation, invocation, message);
          invocation.comeTo('after-publish');
          return published;
        }),
    },
    chatTopic: null,
    subscriptions: [],
    queue: { send: (message) => invocation.call(quick, () => host.queue.send(message)) },
    identity: () => `${invocation.name}`,
  };
}

function answerProbe(simulation: Simulation, invocation: Invocation, url: string) {
  const { faults, now, oracle } = simulation;
  const truth = askApp(simulation, url);
  const name = truth.app;
  simulation.tell(() => `${invocation.name} probes ${name}: ${truth.health}`);
  invocation.probes.set(name, truth);
  oracle.probed(invocation, truth);
  const slow = faults.strikes('answers-slow', now);
  return outcomeOf(truth, { url, slow, certificateOld: faults.holds('certificate-old', now) });
}

function askApp({ faults, now, heroku }: Simulation, url: string): Truth {
  const name = url.slice('https://'.length, url.indexOf('.'));
  return truthOf(heroku, heroku.app(name), {
    now,
    networkDown: faults.holds('network-down', now),
    unreached: faults.holds('unreached', now),
    dependencyDown: faults.holds('dependency-down', now),
    flaky: faults.strikes('flaky', now),
  });
}

/** The version endpoint: it speaks for whichever dyno answers. */
function answerVersion(simulation: Simulation, url: string): ProbeOutcome {
  const truth = askApp(simulation, url);
  const outcome = outcomeOf(truth, { url, slow: false, certificateOld: false });
  if (outcome.kind === 'failed' || truth.servedBy === null) return outcome;
  const { version } = simulation.heroku.app(truth.app).plan;
  if (version === 'unread') return { ...outcome, status: 404, body: 'Not Found' };
  const commit = commitOf(version === 'other' ? 'somebody else' : truth.servedBy.code.id);
  return { ...outcome, body: version === 'unchanged' ? 'version 1' : commit };
}

/** The control probe comes after the probe: a network that just came back still counts as down. */
function networkWorks({ faults, now }: Simulation): boolean {
  return !faults.heldLately('network-down', now, 30_000);
}

function platform(simulation: Simulation, invocation: Invocation) {
  const { faults, now } = simulation;
  if (faults.strikes('platform-unreadable', now)) {
    invocation.platforms.push({ at: now, color: 'unknown' });
    simulation.tell(() => `${invocation.name} cannot read the status page`);
    return { color: 'unknown' as const, detail: 'the status site does not answer' };
  }
  const color = faults.holds('platform-red', now) ? ('red' as const) : ('green' as const);
  invocation.platforms.push({ at: now, color });
  simulation.oracle.platform.read({ at: now, color });
  simulation.tell(() => `${invocation.name} reads the status page: ${color}`);
  return { color, detail: `Apps is ${color}` };
}

function publish(simulation: Simulation, invocation: Invocation, message: TopicMessage) {
  const { faults, now, oracle } = simulation;
  const ids = idsIn(message);
  if (faults.strikes('topic-refuses', now)) {
    oracle.alerts.refused(ids);
    return { ok: false as const, reason: 'throttled', canRetry: true };
  }
  if (faults.strikes('topic-refuses-for-good', now)) {
    oracle.alerts.refused(ids);
    return { ok: false as const, reason: 'refused', canRetry: false };
  }
  simulation.tell(() => `${invocation.name} publishes ${ids.join(' ')}: ${message.subject}`);
  oracle.alerts.taken(ids);
  if (faults.strikes('topic-answer-lost', now)) {
    return { ok: false as const, reason: 'no answer', canRetry: true };
  }
  return { ok: true as const, messageId: ids.join(' ') };
}

function logOf(simulation: Simulation, { name }: Invocation): Log {
  const write = (message: string, facts?: object) =>
    simulation.tell(() => `${name} says: ${message} ${facts === undefined ? '' : short(facts)}`);
  const error = (message: string, facts?: object) => {
    write(message, facts);
    const thrown = facts !== undefined && 'error' in facts ? facts.error : null;
    if (thrown instanceof Error && thrown.name !== 'StoreError') simulation.oracle.broke(thrown);
  };
  return { info: write, warn: write, error };
}

function short(facts: object): string {
  const shown = JSON.stringify(facts, (_key, value) =>
    value instanceof Error ? value.message : value,
  );
  return shown.slice(0, 200);
}

/** Of one alert, or of all that a grouped message holds. */
function idsIn({ attributes, json }: TopicMessage): readonly string[] {
  const { app, id } = attributes;
  if (typeof app === 'string' && typeof id === 'string') return [id];
  const { alerts } = JSON.parse(json) as { readonly alerts: readonly { readonly id: string }[] };
  return alerts.map((alert) => alert.id);
}
