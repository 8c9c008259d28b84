/** What happens to a simulated world, as data: it can be printed, replayed and made shorter. */
import type { App } from '../../../lib/core/app.ts';
import type { Phase } from '../models/heroku-model.ts';

/** How code behaves once it runs. */
export type Quality = 'good' | 'bad' | 'crash' | 'bad-later' | 'slow-boot';

/** A time of day, in whole minutes as apps.yml has it. */
export type Window = { readonly fromMs: number; readonly forMs: number };

/** The endpoint names the commit, never changes, names another commit, or does not answer. */
export type VersionPlan = 'named' | 'unchanged' | 'other' | 'unread';

/** One app: its policy, and what it is like at Heroku. */
export type AppPlan = {
  readonly name: string;
  readonly policy: Partial<App>;
  /** The health endpoint is a path on the app's web address, not a whole URL. */
  readonly path: boolean;
  readonly preboot: boolean;
  /** In a Private Space a release is rolled out dyno by dyno. */
  readonly privateSpace: boolean;
  /** So long old dynos answer beside the new ones, for all to see; 0: they end at once. */
  readonly rollMs: number;
  /** A maintenance window of apps.yml, from the dawn on; null: there is none. */
  readonly window: Window | null;
  /** What its version endpoint is like; null: it has none. */
  readonly version: VersionPlan | null;
  readonly dependent: boolean;
  /** It never was healthy. */
  readonly bornSick: boolean;
  /** What the release command of a rollback does; null: there is none. */
  readonly rollbackPhase: Phase | null;
};

/** An add-on comes, goes, or gets new credentials. */
export type AddonChange = 'attach' | 'detach' | 'rotate';

/** Everything that people, Heroku and machines do to a world. */
export type Happening =
  | {
      readonly do: 'deploy';
      readonly app: string;
      readonly quality: Quality;
      readonly phase: Phase | null;
      readonly plans: boolean;
    }
  | { readonly do: 'redeploy'; readonly app: string; readonly back: number }
  | { readonly do: 'config'; readonly app: string; readonly broken: boolean }
  | { readonly do: 'add-on'; readonly app: string; readonly change: AddonChange }
  | { readonly do: 'human-rollback'; readonly app: string; readonly back: number }
  | { readonly do: 'expire'; readonly app: string }
  | { readonly do: 'maintenance'; readonly app: string; readonly on: boolean }
  /** Under its name there is nothing any more: Heroku answers 404. */
  | { readonly do: 'delete'; readonly app: string }
  | { readonly do: 'rename'; readonly app: string }
  | { readonly do: 'rename-back'; readonly app: string }
  | { readonly do: 'scale'; readonly app: string; readonly web: number }
  | { readonly do: 'new-check'; readonly app: string }
  /** `of` null: all apps. */
  | { readonly do: 'pause'; readonly of: string | null; readonly forMs: number }
  | { readonly do: 'resume'; readonly of: string | null }
  /** An item of the table, or its outbox alone, is overwritten with what nobody can read. */
  | { readonly do: 'damage'; readonly item: string; readonly part?: 'outbox' }
  /** People delete what cannot be read and is not written anew by itself. */
  | { readonly do: 'mend' };

/** All of them by name. */
export const deeds = [
  'deploy',
  'redeploy',
  'config',
  'add-on',
  'human-rollback',
  'expire',
  'maintenance',
  'delete',
  'rename',
  'rename-back',
  'scale',
  'new-check',
  'pause',
  'resume',
  'damage',
  'mend',
] as const satisfies readonly Happening['do'][];

/** Faults that last for a while and strike by chance. */
export const faultNames = [
  'store-throttled',
  'store-answer-lost',
  'topic-refuses',
  'topic-refuses-for-good',
  'topic-answer-lost',
  'queue-refuses',
  'queue-loses',
  'queue-doubles',
  'queue-late',
  'webhook-lost',
  'heroku-unauthorized',
  'heroku-forbidden',
  'heroku-rate-limited',
  'heroku-unavailable',
  'heroku-unreachable',
  'heroku-answer-lost',
  'heroku-stale',
  'post-refused',
  'not-listed',
  'slow',
  'crash',
  'sweep-skipped',
  'sweep-doubled',
  'shard-late',
  'clock-skew',
  'network-down',
  'unreached',
  'dependency-down',
  'flaky',
  'platform-red',
  'platform-unreadable',
  'history-refused',
  'certificate-old',
  'answers-slow',
  'github-refuses',
] as const;
export type FaultName = (typeof faultNames)[number];

/** Moments of a look at which the world can be at its worst. */
export const moments = [
  'before-claim',
  'after-claim',
  'after-fence',
  'before-post',
  'after-post',
  'before-publish',
  'after-publish',
] as const;
export type Moment = (typeof moments)[number];

export type StoryEvent =
  | { readonly at: number; readonly kind: 'happening'; readonly what: Happening }
  | {
      readonly at: number;
      readonly kind: 'fault';
      readonly fault: FaultName;
      readonly forMs: number;
      readonly rate: number;
    }
  /** The next time that a look comes to this moment of a rollback, it happens. */
  | {
      readonly at: number;
      readonly kind: 'ambush';
      readonly moment: Moment;
      readonly what: Happening | { readonly do: 'crash' };
    };

export type Story = {
  readonly seed: number;
  readonly world: number;
  /** It begins with armed apps, whose dawn was played before; else with apps nobody has seen. */
  readonly skipsDawn: boolean;
  /** By then a healthy app is armed and its first release proven. */
  readonly armedMs: number;
  readonly sweepMs: number;
  readonly watchMs: number;
  readonly shardAppsMax: number;
  readonly limits: {
    cooldownMs: number;
    perAppADay: number;
    fleetAnHour: number;
    fleetAtOnce: number;
  };
  readonly remindMs: number;
  readonly herokuSkewMs: number;
  readonly apps: readonly AppPlan[];
  /** One bad release, nobody's interference: it has to be rolled back. */
  readonly plain: boolean;
  /** By time since the beginning, in milliseconds. */
  readonly events: readonly StoryEvent[];
  /** Then the faults end … */
  readonly stormMs: number;
  /** … and the world goes on for so long … */
  readonly calmMs: number;
  /** … even when nothing can happen in it any more. */
  readonly patient: boolean;
};
