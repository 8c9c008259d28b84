/** Makes up what happens: deeds of people, faults that last a while, and ambushes. */
import type { Random } from '../random.ts';
import {
  type AppPlan,
  type FaultName,
  faultNames,
  type Happening,
  moments,
  type Quality,
  type StoryEvent,
} from './story.ts';

const minute = 60_000;
type Setting = {
  readonly apps: readonly AppPlan[];
  readonly plain: boolean;
  readonly skipsDawn: boolean;
  readonly armedMs: number;
  readonly stormMs: number;
};

export function makeEvents(random: Random, setting: Setting): readonly StoryEvent[] {
  const events = setting.plain ? plainEvents(random, setting) : wildEvents(random, setting);
  const damaged = events.some((event) => event.kind !== 'fault' && event.what.do === 'damage');
  if (damaged) events.push({ at: setting.stormMs, kind: 'happening', what: { do: 'mend' } });
  return events.toSorted((left, right) => left.at - right.at);
}

/** What may go wrong without keeping a rollback away for good. */
const bearable: readonly [FaultName, ...FaultName[]] = [
  'store-throttled',
  'store-answer-lost',
  'topic-refuses',
  'topic-answer-lost',
  'queue-loses',
  'queue-doubles',
  'queue-late',
  'webhook-lost',
  'crash',
  'sweep-doubled',
  'shard-late',
  'heroku-answer-lost',
  'history-refused',
  'platform-unreadable',
  'certificate-old',
  'answers-slow',
  'github-refuses',
];

function plainEvents(random: Random, { apps, armedMs, stormMs }: Setting): StoryEvent[] {
  const app = apps[0]?.name ?? '';
  const quality = random.pick<Quality>(['bad', 'crash']);
  const deploy: Happening = { do: 'deploy', app, quality, phase: null, plans: false };
  const at = armedMs + random.between(0, 3) * minute;
  const faults = Array.from({ length: 1 + random.below(3) }, () => {
    return makeFault(random, random.pick(bearable), Math.max(armedMs, at - minute), stormMs);
  });
  return [{ at, kind: 'happening', what: deploy }, ...faults];
}

function wildEvents(random: Random, setting: Setting): StoryEvent[] {
  const { apps, armedMs, stormMs } = setting;
  const isEarly = () => !setting.skipsDawn && random.chance(0.5);
  const events: StoryEvent[] = [];
  for (const { name } of apps) {
    let at = isEarly() ? random.between(0, armedMs) : armedMs;
    const count = 1 + random.below(4);
    for (let index = 0; index < count; index += 1) {
      at += random.pick([0.02, 0.3, 1, 3, 5, 8]) * random.between(0.5, 1.5) * minute;
      if (at > stormMs - minute) break;
      events.push({ at, kind: 'happening', what: makeHappening(random, name, index) });
    }
  }
  const faults = random.below(6);
  for (let index = 0; index < faults; index += 1) {
    const from = isEarly() ? 0 : armedMs;
    events.push(makeFault(random, random.pick(faultNames), from, stormMs));
  }
  const ambushes = random.pick([0, 0, 1, 1, 2]);
  for (let index = 0; index < ambushes; index += 1) {
    const app = random.pick(apps.map(({ name }) => name) as [string, ...string[]]);
    const what = random.chance(0.5)
      ? ({ do: 'crash' } as const)
      : makeHappening(random, app, 1 + random.below(3));
    events.push({ at: armedMs, kind: 'ambush', moment: random.pick(moments), what });
  }
  return events;
}

export function makeFault(
  random: Random,
  fault: FaultName,
  from: number,
  stormMs: number,
): StoryEvent {
  const at = random.between(from, Math.max(from, stormMs - 2 * minute));
  const heavy = random.chance(0.4);
  const rate = fault === 'crash' ? random.between(0.002, 0.03) : random.between(0.05, 0.5);
  return {
    at,
    kind: 'fault',
    fault,
    forMs: random.pick([0.5, 2, 5, 10, 20]) * minute,
    rate: heavy && fault !== 'crash' ? 1 : rate,
  };
}

/** The first deed is mostly a deploy, and mostly a bad one. */
function makeHappening(random: Random, app: string, index: number): Happening {
  if (index === 0 || random.chance(0.4)) return makeDeploy(random, app);
  const deed = random.below(12);
  switch (deed) {
    case 0:
      return { do: 'config', app, broken: random.chance(0.6) };
    case 1:
      return { do: 'add-on', app, change: random.pick(['rotate', 'rotate', 'attach', 'detach']) };
    case 2:
      return { do: 'human-rollback', app, back: 1 + random.below(2) };
    case 3:
      return { do: 'redeploy', app, back: random.below(3) };
    case 4:
      return { do: 'expire', app };
    case 5:
      return { do: 'maintenance', app, on: random.chance(0.6) };
    case 6:
      return { do: 'scale', app, web: random.below(3) };
    case 7:
      return { do: 'new-check', app };
    case 8:
      return { do: 'config', app, broken: false };
    case 9:
      return { do: 'resume', of: random.pick([app, null]) };
    default:
      return random.chance(0.15) ? makeDamage(random, app) : makePause(random, app);
  }
}

function makePause(random: Random, app: string): Happening {
  const of = random.chance(0.4) ? null : app;
  return {
    do: 'pause',
    of,
    forMs: random.pick([0.2, 1, 3, 8, 60]) * random.between(0.5, 1.5) * minute,
  };
}

function makeDamage(random: Random, app: string): Happening {
  const item = random.pick([`app#${app}`, `app#${app}`, 'pulse#0', 'fleet', 'pauses', 'monitor']);
  return { do: 'damage', item };
}

function makeDeploy(random: Random, app: string): Happening {
  const phase = random.chance(0.2)
    ? {
        ms: random.chance(0.2) ? random.between(5, 80) * minute : random.between(1, 120) * 1_000,
        fails: random.chance(0.3),
      }
    : null;
  const qualities: readonly [Quality, ...Quality[]] = [
    'bad',
    'bad',
    'bad',
    'crash',
    'bad-later',
    'good',
    'good',
    'slow-boot',
  ];
  const plans = random.chance(0.05);
  return { do: 'deploy', app, quality: random.pick(qualities), phase, plans };
}
