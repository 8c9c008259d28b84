/**
 * The dawn of a world: healthy apps are found, armed and proven. It is the same for all worlds that
 * are alike in it, so that it is played once, by the real code, and each of them begins with what
 * was stored and seen.
 */
import type { Item } from '../../lib/adapters/dynamodb.ts';
import { dawn } from '../core/fixtures.ts';
import { Host } from './host.ts';
import type { AppRecord, StoredAlert } from './oracle/records.ts';
import { Simulation } from './simulation.ts';
import type { AppPlan, Story } from './story/story.ts';

type Armed = {
  readonly items: readonly Item[];
  readonly records: ReadonlyMap<string, AppRecord>;
  readonly alerts: readonly StoredAlert[];
  readonly accepted: readonly string[];
  readonly identities: number;
  readonly atGitHub: readonly string[];
};

const played = new Map<string, Promise<Armed | null>>();

/**
 * Brings a world to where its dawn is over. Where a fault is planted that spoils even the dawn,
 * nothing is skipped, and the world plays its own.
 */
export async function arm(simulation: Simulation): Promise<void> {
  const armed = await armedOf(simulation.story);
  if (armed === null) return;
  const { items, records, alerts, accepted, identities, atGitHub } = armed;
  const { oracle, table } = simulation;
  for (const item of items) table.items.set(item.key, item);
  for (const [name, { kept, probes, proven, state }] of records) {
    const record = oracle.record(name);
    record.kept.push(...kept);
    record.probes.push(...probes);
    for (const id of proven) record.proven.add(id);
    record.state = state;
  }
  for (const alert of alerts) oracle.alerts.known.set(alert.id, alert);
  for (const id of accepted) oracle.alerts.accepted.add(id);
  for (const told of atGitHub) simulation.atGitHub.add(told);
  simulation.identities = identities;
  simulation.scheduler.now = dawn + simulation.story.armedMs;
}

function armedOf(story: Story): Promise<Armed | null> {
  const quiet = dawnOf(story);
  const key = JSON.stringify(quiet);
  const armed = played.get(key) ?? playDawn(quiet);
  played.set(key, armed);
  return armed;
}

/** All that a healthy app's dawn depends on; `armed.test.ts` shows that no more is needed. */
export function dawnOf({ sweepMs, watchMs, armedMs, shardAppsMax, apps }: Story): Story {
  return {
    seed: 0,
    world: 0,
    plain: true,
    skipsDawn: false,
    patient: true,
    armedMs,
    sweepMs,
    watchMs,
    shardAppsMax,
    limits: { cooldownMs: 60_000, perAppADay: 2, fleetAnHour: 3, fleetAtOnce: 1 },
    remindMs: 600_000,
    herokuSkewMs: 0,
    apps: apps.map(quietApp),
    events: [],
    stormMs: armedMs,
    calmMs: 0,
  };
}

function quietApp({ name, path, version, policy }: AppPlan): AppPlan {
  const { recovered = 3, watchMs = 120_000, checks = 'warn' } = policy;
  const usual = { preboot: false, dependent: false, bornSick: false, rollbackPhase: null };
  const calm = { privateSpace: false, rollMs: 0, window: null };
  return { name, path, version, policy: { recovered, watchMs, checks }, ...usual, ...calm };
}

async function playDawn(quiet: Story): Promise<Armed | null> {
  const simulation = new Simulation(quiet);
  const { scheduler, oracle, table } = simulation;
  new Host(simulation).schedule();
  await scheduler.runUntil(dawn + quiet.armedMs, () => true);
  const situations = [...oracle.apps.values()].map(({ state }) => state?.situation.name);
  const isQuiet = scheduler.waiting === 1 && situations.every((name) => name === 'steady');
  if (!isQuiet || oracle.violations.length > 0) return null;
  return {
    items: [...table.items.values()],
    records: oracle.apps,
    alerts: [...oracle.alerts.known.values()],
    accepted: [...oracle.alerts.accepted],
    identities: simulation.identities,
    atGitHub: [...simulation.atGitHub],
  };
}
