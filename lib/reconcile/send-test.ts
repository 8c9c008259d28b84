/** Sends one alert on the way that every alert goes: into an outbox, to every topic, out of it. */
import type { Store } from '../adapters/dynamodb.ts';
import type { Alert } from '../core/alert.ts';
import { publish, type Sending } from './publish.ts';

/**
 * True when every topic took it. It has an outbox of its own, which is empty again afterwards
 * whatever came of it: the one who asked is told at once. Throws StoreError.
 */
export async function sendTest(
  world: Sending & { readonly store: Store | null },
  alert: Alert,
): Promise<boolean> {
  const { store } = world;
  const key = 'test-alert';
  const revision = (await store?.load(key))?.revision ?? 0;
  const body = JSON.stringify({ sentAt: alert.at });
  const waiting = { key, revision: revision + 1, body, outbox: JSON.stringify([alert]) };
  await store?.save(waiting, revision);
  const left = await publish(world, [alert]);
  await store?.save({ ...waiting, revision: revision + 2, outbox: '[]' }, revision + 1);
  return left.length === 0;
}
