/** Everything that an invocation needs of the world, answered by the models. */
import type { Log } from '../../../lib/adapters/log.ts';
import type { TopicMessage } from '../../../lib/core/topic-message.ts';
import type { World } from '../../../lib/world.ts';
import type { Host } from '../host.ts';
import type { Invocation, Span } from '../invocation.ts';
import { outcomeOf, truthOf } from '../models/router-model.ts';
import type { Simulation } from '../simulation.ts';
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
    probe: {
      probe: ({ url }) => invocation.call(probe, () => answerProbe(simulation, invocation, url)),
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
  const { faults, now, heroku, oracle } = simulation;
  const name = new URL(url).hostname.replace('.example.com', '');
  const truth = truthOf(heroku, heroku.app(name), {
    now,
    networkDown: faults.holds('network-down', now),
    unreached: faults.holds('unreached', now),
    dependencyDown: faults.holds('dependency-down', now),
    flaky: faults.strikes('flaky', now),
  });
  simulation.tell(() => `${invocation.name} probes ${name}: ${truth.health}`);
  invocation.probes.set(name, truth);
  oracle.probed(invocation, truth);
  return outcomeOf(truth, url);
}

/** The control probe comes after the probe: a network that just came back still counts as down. */
function networkWorks({ faults, now }: Simulation): boolean {
  return !faults.heldLately('network-down', now, 30_000);
}

function platform(simulation: Simulation, invocation: Invocation) {
  const { faults, now } = simulation;
  const color = faults.holds('platform-red', now) ? ('red' as const) : ('green' as const);
  invocation.platform = color;
  return { color, detail: `Apps is ${color}` };
}

function publish(simulation: Simulation, invocation: Invocation, message: TopicMessage) {
  const { faults, now, oracle } = simulation;
  if (faults.strikes('topic-refuses', now)) {
    return { ok: false as const, reason: 'throttled', canRetry: true };
  }
  if (faults.strikes('topic-refuses-for-good', now)) {
    return { ok: false as const, reason: 'refused', canRetry: false };
  }
  const { id, headline, alerts } = JSON.parse(message.json) as {
    id: string;
    headline: string;
    alerts?: readonly { id: string }[];
  };
  simulation.tell(() => `${invocation.name} publishes ${id}: ${headline}`);
  for (const one of alerts ?? [{ id }]) oracle.published(one.id);
  if (faults.strikes('topic-answer-lost', now)) {
    return { ok: false as const, reason: 'no answer', canRetry: true };
  }
  return { ok: true as const, messageId: id };
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
