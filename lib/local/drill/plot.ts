/** The story of the drill: what is done, and what has to come of it, in which time. */

import {
  appNames,
  checkstring,
  hiccupAnswers,
  search,
  shop,
  wrongAnswer,
  wrongCommand,
} from './apps.ts';
import { type AppAnswer, answerText, ask } from './ask.ts';
import type { Mail } from './mailbox.ts';
import type { Step } from './play.ts';
import type { Stage } from './stage.ts';

/** The releases of shop: v1 and v2 come with the app, so the numbers follow. */
export const versions = {
  good: 3,
  crashing: 4,
  firstRollback: 5,
  wrong: 6,
  secondRollback: 7,
} as const;

/** What /version answers while the good release runs. */
export const goodVersion = `${shop} 1.0`;

/** Far more than each takes on two busy cores. */
const bootMs = 15_000;
const provenMs = 25_000;
const brokenMs = 8_000;
const rolledBackMs = 18_000;

/** From the first deploy to the end of the second rollback. */
export const plot: readonly Step<Stage>[] = [
  {
    kind: 'scene',
    title: 'The stage: three apps on a small Heroku on this machine',
    text: 'Each is a real process behind a router. All are healthy.',
  },
  { kind: 'do', perform: deployGood },
  ...appNames.map((app) => answers(app, bootMs)),
  {
    kind: 'scene',
    title: 'Prologue: lastgood gets to know the apps',
    text: 'It may go back only to a release that it has seen healthy itself.',
  },
  { kind: 'do', perform: (stage) => stage.startMonitor() },
  {
    kind: 'await',
    what: 'the news that the release of every app is good',
    withinMs: provenMs,
    isThere: ({ mailbox }) =>
      appNames.every((app) => mailbox.of(app).some(({ kind }) => kind === 'release-good')),
    instead: received,
  },
  {
    kind: 'scene',
    title: 'Act one: shop gets a release that does not start',
    text:
      `Its Procfile says "${wrongCommand}". ` +
      `Meanwhile search answers badly ${hiccupAnswers} times.`,
  },
  { kind: 'do', perform: deployCrashing },
  ...brokenAndRolledBack(versions.crashing),
  {
    kind: 'await',
    what: 'lastgood to have asked search while it answered badly',
    withinMs: brokenMs,
    isThere: async (stage) => (await hiccups(stage)).body === String(hiccupAnswers),
    instead: async (stage) => `its count of bad answers is ${answerText(await hiccups(stage))}`,
  },
  { kind: 'do', perform: endHiccup },
  {
    kind: 'scene',
    title: 'Act two: shop gets a release that starts and answers the wrong thing',
    text: `Its /health says "${wrongAnswer}" with status 200. Only the checkstring can tell.`,
  },
  { kind: 'do', perform: deployWrong },
  ...brokenAndRolledBack(versions.wrong),
];

async function deployGood(stage: Stage): Promise<void> {
  for (const app of appNames) await stage.deploy(app, { version: `${app} 1.0` });
}

async function deployCrashing(stage: Stage): Promise<void> {
  await stage.deploy(shop, { version: `${shop} 2.0`, command: wrongCommand });
  await ask(stage.heroku.appUrl(search), '/hiccup', 'POST');
  stage.say(search, `has a hiccup: its next ${hiccupAnswers} answers are bad ones`);
}

async function endHiccup(stage: Stage): Promise<void> {
  stage.say(search, 'gave one bad answer fewer than make a failure; it is left alone');
}

function deployWrong(stage: Stage): Promise<unknown> {
  return stage.deploy(shop, { version: `${shop} 3.0`, health: wrongAnswer });
}

/** The engineer hears of the end, and the app itself answers well again. */
function brokenAndRolledBack(culprit: number): readonly Step<Stage>[] {
  return [
    {
      kind: 'await',
      what: `shop to be broken by v${culprit}, seen from outside`,
      withinMs: brokenMs,
      isThere: async (stage) => !(await isWell(stage, shop)),
      instead: (stage) => healthNow(stage, shop),
    },
    {
      kind: 'await',
      what: `the news that v${culprit} of shop was rolled back`,
      withinMs: rolledBackMs,
      isThere: ({ mailbox }) =>
        mailbox.of(shop).some((mail) => mail.kind === 'rolled-back' && mail.culprit === culprit),
      instead: received,
    },
    answers(shop, bootMs),
  ];
}

function answers(app: string, withinMs: number): Step<Stage> {
  return {
    kind: 'await',
    what: `${app} to answer "${checkstring}" through the router`,
    withinMs,
    isThere: (stage) => isWell(stage, app),
    instead: (stage) => healthNow(stage, app),
  };
}

/** search is never asked for its health: a hiccup's bad answers are for lastgood alone. */
async function isWell({ heroku }: Stage, app: string): Promise<boolean> {
  const { status, body } = await ask(heroku.appUrl(app), '/health');
  return status === 200 && body === checkstring;
}

async function healthNow({ heroku }: Stage, app: string): Promise<string> {
  return `${app} answers ${answerText(await ask(heroku.appUrl(app), '/health'))}`;
}

function hiccups({ heroku }: Stage): Promise<AppAnswer> {
  return ask(heroku.appUrl(search), '/hiccups');
}

function received({ mailbox }: Stage): string {
  const words = ({ app, kind }: Mail) => `${app} ${kind}`;
  const all = mailbox.all().map(words).join(', ');
  return all === '' ? 'no alert was received' : `the alerts received are: ${all}`;
}
