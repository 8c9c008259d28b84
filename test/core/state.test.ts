import { describe, expect, test } from 'vitest';
import {
  currentRelease,
  type LedgerEntry,
  newState,
  parseState,
  type State,
} from '../../lib/core/state.ts';
import { dawn, Film, second } from './film.ts';
import { testEntry } from './ledger.ts';
import { convicted } from './scenes.ts';
import { situations, testIntent } from './situations.ts';

describe('a state that was stored', () => {
  test.each(Object.values(situations))('comes back the same when the app is $name', (situation) => {
    const state: State = {
      ...newState('check-1', dawn),
      situation,
      currentId: 'release-2',
      ledger: [testEntry(2, { verdict: 'bad' }), testEntry(1)],
      pending: { id: 'release-4', version: 4, since: dawn, told: true },
      incident: {
        id: 'shop.1',
        openedAt: dawn,
        toldAt: dawn,
        headline: 'v2 is failing',
        logAskedAt: null,
      },
      rollbacks: [{ at: dawn, culpritId: 'release-2' }],
      straggler: testIntent,
      conditions: { slow: dawn },
      closeLook: { owner: 'worker-1', until: dawn },
    };
    expect(parseState(JSON.stringify(state))).toEqual(state);
  });

  test('comes back the same from the middle of a film', () => {
    for (const film of [new Film().provenGood(), convicted()]) {
      film.look('sick', { after: 90 * second });
      expect(parseState(JSON.stringify(film.state))).toEqual(film.state);
    }
  });

  const entries: Partial<LedgerEntry>[] = [
    ...(['unproven', 'good', 'bad', 'inconclusive'] as const).map((verdict) => ({ verdict })),
    ...(['unknown', 'booting', 'mixed', 'done'] as const).map((rollout) => ({ rollout })),
    ...(['initial', 'deploy', 'config', 'add-on', 'rollback'] as const).map((kind) => ({ kind })),
    ...(['noted', 'vouched'] as const).map((baseline) => ({ baseline })),
    ...(['pending', 'success', 'failure', 'error'] as const).map((state) => ({
      reported: { state, description: 'v2 is watched' },
    })),
    ...(['passing', 'running', 'failing', 'none', 'unknown'] as const).map((state) => ({
      checks: { since: dawn, askedAt: dawn, state, passed: 1, names: ['unit'], told: true },
    })),
  ];
  test.each(entries)('comes back the same with all that is known of a release: %j', (change) => {
    const state = { ...newState('check-1', dawn), ledger: [testEntry(2, change)] };
    expect(parseState(JSON.stringify(state))).toEqual(state);
  });

  test('of a time before its dynos were looked at is read as one whose nobody knows', () => {
    const { rollout, ...entry } = testEntry(2);
    const old = { ...newState('check-1', dawn), ledger: [entry] };
    expect(rollout).toBe('unknown');
    expect(parseState(JSON.stringify(old))?.ledger[0]?.rollout).toBe('unknown');
  });

  const whole = newState('check-1', dawn);
  const { evidence: _, ...lacking } = whole;
  test.each([
    ['is empty', ''],
    ['is cut off', JSON.stringify(whole).slice(0, -20)],
    ['is no object', '[]'],
    ['is null', 'null'],
    ['lacks a part', JSON.stringify(lacking)],
    ['is of a version that is not known', JSON.stringify({ ...whole, version: 2 })],
    ['is in no known situation', JSON.stringify({ ...whole, situation: { name: 'fine' } })],
    ['has a time that is a text', JSON.stringify({ ...whole, releasedAt: '2026-11-23' })],
  ])('is not read when it %s', (_name, text) => {
    expect(parseState(text)).toBeNull();
  });

  test('may hold what a later version has added', () => {
    expect(parseState(JSON.stringify({ ...whole, mood: 'good' }))).toEqual(whole);
  });
});

test('a new state blames nobody: nothing was ever seen', () => {
  const state = newState('check-1', dawn);
  expect(state.situation).toEqual({ name: 'unarmed', since: dawn, told: false });
  expect(currentRelease(state)).toBeNull();
  expect(state.ledger).toEqual([]);
});

test('the current release is found by its id, wherever it stands', () => {
  const ledger = [testEntry(3), testEntry(2)];
  const state = { ...newState('check-1', dawn), ledger, currentId: 'release-2' };
  expect(currentRelease(state)?.version).toBe(2);
});
