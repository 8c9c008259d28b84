import { describe, expect, test } from 'vitest';
import { newState } from '../../lib/core/state.ts';
import { recall, remember } from '../../lib/reconcile/memory.ts';
import { dawn, testApp } from '../core/fixtures.ts';

const at = { hash: 'check-1', now: dawn };
const state = newState('check-1', dawn);
const item = { key: 'app#shop', revision: 4, body: JSON.stringify(state), outbox: '[]' };

describe('what is remembered of an app', () => {
  test('is stored when the item held it, and needs no write while nothing changes', () => {
    const memory = recall(testApp(), item, at);
    expect(memory).toMatchObject({ revision: 4, stored: true, outbox: [] });
    expect(remember(memory, { state: memory.state, alerts: [] })).toBe(memory);
  });

  test.each([
    ['there is no item', null, 0, []],
    ['the item cannot be read', { ...item, body: '{"version":0}' }, 4, ['state-unreadable']],
  ])('is not stored yet when %s', (_, stored, revision, kinds) => {
    const memory = recall(testApp(), stored, at);
    expect(memory).toMatchObject({ revision, stored: false });
    expect(memory.outbox.map(({ kind }) => kind)).toEqual(kinds);
    expect(remember(memory, { state: memory.state, alerts: [] }).stored).toBe(false);
  });
});
