// What an app's parts tell to the outside: to listeners in this process, and to webhooks.

import type { AppWorld, SmallApp } from './app.ts';
import type { DynoChange } from './dyno-world.ts';
import { dynoEventBody } from './webhook-body.ts';
import type { Delivery } from './webhook-delivery.ts';

/** A dyno came to be, or changed its state. */
export function tellDynoChange(app: SmallApp, change: DynoChange, world: AppWorld): void {
  const { dyno, before, exitStatus } = change;
  world.events.emit('dyno', {
    app: app.name,
    name: dyno.name,
    state: dyno.state,
    before,
    releaseVersion: dyno.run.release.version,
    exitStatus,
  });
  const body = dynoEventBody(app, change, world.settings);
  app.webhooks.publish('dyno', body);
  if (before === null) app.webhooks.publish('api:dyno', body);
}

/** A webhook's receiver was asked. */
export function tellDelivery(app: string, delivery: Delivery, { events }: AppWorld): void {
  events.emit('delivery', {
    app,
    webhookId: delivery.webhook.id,
    eventId: delivery.event.id,
    attempt: delivery.attempts,
    status: delivery.lastStatus,
  });
}
