/** A bad release; lastgood is killed, started again, and has to see the rollback through. */
import { strict as assert } from 'node:assert';
import { systemClock } from '../../lib/adapters/clock.ts';
import { shop, wrongAnswer } from '../../lib/local/drill/apps.ts';
import type { Started } from '../cli/spawn-lastgood.ts';
import { createStage, type Stage, type Staging, type Stored, shopSource } from './stage.ts';

/** Resolves at the moment to kill at. It is asked before the bad release comes. */
export type Moment = (stage: Stage, first: Started) => Promise<unknown>;

export type Killed = {
  /** What was stored when it was dead. */
  readonly stored: Stored;
  /** Rollbacks in Heroku's ledger at that moment. */
  readonly rollbacks: number;
  /** Kinds of alerts that had been delivered by then. */
  readonly told: readonly string[];
};

/**
 * Throws what was not as it must be. `laterMs`: by its clock lastgood is started again so much
 * later.
 */
export async function killOnce(
  moment: Moment,
  { laterMs = 0, ...staging }: Staging & { readonly laterMs?: number } = {},
): Promise<Killed> {
  const stage = await createStage(staging);
  const { phase = false } = staging;
  const over = new AbortController();
  try {
    const killed = await Promise.race([play(stage, moment, { phase, laterMs }), late(over.signal)]);
    if (killed === undefined) throw new Error('the story was given up');
    return killed;
  } finally {
    over.abort();
    await stage.close();
  }
}

/** A call without an answer is sent again after a minute; twice that is enough for every story. */
const storyMsMax = 160_000;

async function late(over: AbortSignal): Promise<void> {
  await systemClock.sleep(storyMsMax, over);
  if (over.aborted) return;
  throw new Error(`the story was not at its end after ${storyMsMax} ms`);
}

async function play(
  stage: Stage,
  moment: Moment,
  { phase, laterMs }: { readonly phase: boolean; readonly laterMs: number },
): Promise<Killed> {
  const { heroku } = stage;
  const first = stage.start();
  await Promise.race([stage.untilReceived('release-good'), diedEarly(first)]);
  const reached = moment(stage, first);
  const bad = shopSource({ version: 'shop 2.0', health: wrongAnswer }, phase);
  await heroku.deploy(shop, bad);
  await Promise.race([reached, diedEarly(first)]);
  first.child.kill('SIGKILL');
  assert.deepEqual(await first.ended, { code: null, signal: 'SIGKILL' });
  const killed = {
    stored: await stage.stored(),
    rollbacks: rollbacksOf(stage).length,
    told: kindsOf(stage),
  };
  assert.notEqual(killed.stored.state, null, 'the stored state cannot be read');
  const second = stage.start(laterMs);
  await Promise.race([untilSettled(stage), diedEarly(second)]);
  await stage.untilReceived('rolled-back');
  second.child.kill('SIGINT');
  assert.deepEqual(await second.ended, { code: 0, signal: null });
  await checkEnd(stage);
  return killed;
}

/** With every call that Heroku gets it is looked whether the story is at its end. */
async function untilSettled({ heroku, stored }: Stage): Promise<void> {
  for (;;) {
    await heroku.until('request');
    const { state, outbox } = await stored();
    if (state?.situation.name === 'rolled-back' && outbox === '[]') return;
  }
}

async function diedEarly({ ended, stderr }: Started): Promise<never> {
  await ended;
  throw new Error(`lastgood ended by itself:\n${stderr.join('\n')}`);
}

/** One rollback, an app that is well, every alert, and a state that can be read. */
async function checkEnd(stage: Stage): Promise<void> {
  const { heroku, received } = stage;
  assert.deepEqual(rollbacksOf(stage), ['Rollback to v3']);
  assert.equal(heroku.rollbackCalls(shop), 1);
  const health = await fetch(`${heroku.appUrl(shop)}version`);
  assert.equal(await health.text(), 'shop 1.0\n');
  const { state, outbox } = await stage.stored();
  assert.equal(state?.situation.name, 'rolled-back');
  assert.equal(outbox, '[]');
  const kinds = kindsOf(stage);
  for (const kind of ['release-detected', 'rollback-started', 'rollback-current', 'rolled-back']) {
    assert.ok(kinds.includes(kind), `${kind} was not delivered, but ${kinds.join(', ')}`);
    const ids = received.filter((alert) => alert.attributes['kind'] === kind).map(idOf);
    const expected = kind === 'release-detected' ? ids.length : 1;
    assert.ok(new Set(ids).size <= expected, `${kind} was told under several ids: ${ids}`);
  }
  const words = new Map<string, string>();
  for (const alert of received) {
    const before = words.get(idOf(alert)) ?? alert.json;
    assert.equal(alert.json, before, `${idOf(alert)} was delivered in other words`);
    words.set(idOf(alert), before);
  }
}

function rollbacksOf({ heroku }: Stage): readonly string[] {
  const all = heroku.releases(shop).map(({ description }) => description);
  return all.filter((description) => description.startsWith('Rollback to'));
}

function kindsOf({ received }: Stage): readonly string[] {
  return received.map(({ attributes }) => attributes['kind'] ?? '');
}

function idOf({ attributes }: Stage['received'][number]): string {
  return attributes['id'] ?? '';
}
