import type { Clock } from './adapters/clock.ts';
import type { Control } from './adapters/control.ts';
import type { Store } from './adapters/dynamodb.ts';
import type { GitHub } from './adapters/github.ts';
import type { Heroku } from './adapters/heroku.ts';
import type { HttpProbe } from './adapters/http-probe.ts';
import type { Log } from './adapters/log.ts';
import type { PlatformStatus } from './adapters/platform-status.ts';
import type { Topic } from './adapters/sns.ts';
import type { Subscriptions } from './adapters/sns-subscriptions.ts';
import type { Queue } from './adapters/sqs.ts';
import type { Configuration } from './core/app.ts';

/**
 * Everything that a look at an app needs of the world: one adapter for each kind of I/O, and the
 * policy.
 */
export type World = {
  readonly clock: Clock;
  readonly log: Log;
  readonly configuration: Configuration;
  /** Apps of one shard: `limits.shardAppsMax`, and fewer where a small fleet is to have several. */
  readonly shardAppsMax: number;
  readonly probe: HttpProbe;
  readonly control: Control;
  readonly heroku: Heroku;
  readonly platformStatus: PlatformStatus;
  /** null: no token was given, so GitHub is neither asked nor told. */
  readonly github: GitHub | null;
  readonly store: Store;
  readonly topic: Topic;
  /** For chats, which take another form of every alert; null: none is told. */
  readonly chatTopic: Topic | null;
  /** Of each topic: who hears it. */
  readonly subscriptions: readonly Subscriptions[];
  readonly queue: Queue;
  /** A fresh identity, for owning a close look. */
  readonly identity: () => string;
};
