// How a release goes: recorded, its release command run, made current, and put to work.

import { type AppWorld, currentRun, type SmallApp } from './app.ts';
import type { LedgerEntry, ReleaseDraft } from './ledger.ts';
import { runReleaseCommand } from './release-command.ts';
import { releaseEventBody } from './webhook-body.ts';

/** What releasing needs beside the app. */
export type ReleasingWorld = AppWorld & {
  /** Where the output of a release command can be read. */
  readonly outputStreamUrl: (releaseId: string) => string;
};

/**
 * A release to make. `restoresConfig`: once it is live, its config vars are the app's.
 * `runsCommand`: left out, a release command runs if the code has one; for add-ons it never does.
 */
export type ReleaseOrder = {
  readonly draft: ReleaseDraft;
  readonly restoresConfig: boolean;
  readonly runsCommand?: false;
};

/**
 * Makes the release. Without a release command it is live when this returns; with one it is
 * pending, and the code before goes on answering until the command has ended well. Nothing is
 * serialised, as at Heroku.
 */
export function release(app: SmallApp, order: ReleaseOrder, world: ReleasingWorld): LedgerEntry {
  const added = app.ledger.add(order.draft);
  const { version, userEmail } = added;
  app.logs.write('app', 'api', `Release v${version} created by user ${userEmail}`);
  const slug = added.slugId === null ? undefined : app.slugs.get(added.slugId);
  const command = slug?.processTypes['release'];
  if (!slug || command === undefined || order.runsCommand === false) {
    const live = goLive(app, { added, order }, world);
    tell(app, { action: 'create', entry: live }, world);
    tell(app, { action: 'update', entry: live }, world);
    putToWork(app);
    return live;
  }
  tell(app, { action: 'create', entry: added }, world);
  const url = world.outputStreamUrl(added.id);
  const pending = app.ledger.setOutputStreamUrl(added.version, url);
  tell(app, { action: 'update', entry: pending }, world);
  void runReleaseCommand(app, { release: pending, slug, command }, world).then((isWell) => {
    if (world.closing.aborted) return;
    const entry = isWell ? goLive(app, { added, order }, world) : app.ledger.fail(added.version);
    tell(app, { action: 'update', entry }, world);
    if (isWell) putToWork(app);
  });
  return pending;
}

function goLive(
  app: SmallApp,
  of: { readonly added: LedgerEntry; readonly order: ReleaseOrder },
  world: ReleasingWorld,
): LedgerEntry {
  if (of.order.restoresConfig) app.configVars = of.added.configVars;
  app.releasedAt = world.settings.now();
  return app.ledger.succeed(of.added.version);
}

function putToWork(app: SmallApp): void {
  const run = currentRun(app);
  if (run) app.dynos.switchTo(run, app.features.get('preboot') === true);
}

function tell(
  app: SmallApp,
  of: { readonly action: 'create' | 'update'; readonly entry: LedgerEntry },
  world: ReleasingWorld,
): void {
  const { action, entry } = of;
  world.events.emit('release', { app: app.name, action, release: entry });
  const body = releaseEventBody(app, action, { release: entry, maker: world.settings });
  app.webhooks.publish('api:release', body);
}
