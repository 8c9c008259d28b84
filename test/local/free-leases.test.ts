import { expect, test } from 'vitest';
import { createLog } from '../../lib/adapters/log.ts';
import { newState, type State } from '../../lib/core/state.ts';
import { freeLeases } from '../../lib/local/machine/free-leases.ts';
import { createMemoryStore } from '../../lib/local/memory-store.ts';
import { dawn, minute, testApp, testConfiguration } from '../core/fixtures.ts';

const lease = { owner: 'the one that was killed', until: dawn + minute };

function itemOf(name: string, change: Partial<State>, revision = 4) {
  const body = JSON.stringify({ ...newState('check-1', dawn), ...change });
  return { key: `app#${name}`, revision, body, outbox: '[{"id":"waits"}]' };
}

test('what a killed watcher held is free, and all else is as it was', async () => {
  const damaged = { key: 'app#blog', revision: 7, body: '{"version":1', outbox: '[]' };
  const quiet = itemOf('mail', { closeLook: null });
  const store = createMemoryStore([itemOf('shop', { closeLook: lease }), damaged, quiet]);
  const apps = ['shop', 'blog', 'mail', 'new'].map((name) => testApp({ name }));
  const configuration = { ...testConfiguration, apps };
  await freeLeases({ store, configuration, log: createLog(() => {}) });
  expect(await store.load('app#shop')).toEqual(itemOf('shop', { closeLook: null }, 5));
  expect(await store.load('app#blog')).toEqual(damaged);
  expect(await store.load('app#mail')).toEqual(quiet);
  expect(await store.load('app#new')).toBeNull();
});
