/** What must be true at the end, asked of the apps, of Heroku's ledger and of the mail received. */
import type { LedgerEntry } from '../heroku/small-heroku.ts';
import { blog, checkstring, hiccupAnswers, search, shop } from './apps.ts';
import { answerText, ask } from './ask.ts';
import type { Mail } from './mailbox.ts';
import { goodVersion, versions } from './plot.ts';
import type { Stage } from './stage.ts';

/** One claim, what was expected of it and what came. */
export type Check = {
  readonly ok: boolean;
  readonly app: string;
  readonly claim: string;
  readonly expected: string;
  readonly came: string;
};

/** Checks the whole story; never against lastgood's own words. */
export async function checkStory(stage: Stage): Promise<readonly Check[]> {
  const answers = await Promise.all([
    answerCheck(stage, shop, { path: '/health', expected: checkstring }),
    answerCheck(stage, shop, { path: '/version', expected: goodVersion }),
    answerCheck(stage, blog, { path: '/health', expected: checkstring }),
    answerCheck(stage, search, { path: '/health', expected: checkstring }),
    hiccupCheck(stage),
  ]);
  return [...answers, ...ledgerChecks(stage), webhookCheck(stage), ...mailChecks(stage)];
}

async function answerCheck(
  { heroku }: Stage,
  app: string,
  { path, expected }: { readonly path: string; readonly expected: string },
): Promise<Check> {
  const answer = await ask(heroku.appUrl(app), path);
  return check(claims[path] ?? path, {
    app,
    expected: answerText({ status: 200, body: expected }),
    came: answerText(answer),
  });
}

async function hiccupCheck({ heroku }: Stage): Promise<Check> {
  const { body } = await ask(heroku.appUrl(search), '/hiccups');
  return check('was asked while it had its hiccup', {
    app: search,
    expected: `${hiccupAnswers} bad answers`,
    came: `${body} bad answers`,
  });
}

const claims: Readonly<Record<string, string>> = {
  '/health': 'answers well',
  '/version': 'runs its good code',
};

/** The ledger is the small Heroku's own record of who released what. */
function ledgerChecks({ heroku }: Stage): Check[] {
  const { good, firstRollback, secondRollback } = versions;
  const releases = heroku.releases(shop);
  const runs = (version: number) => releases.find((entry) => entry.version === version)?.slugId;
  const expected = [
    `v${firstRollback} Rollback to v${good}`,
    `v${secondRollback} Rollback to v${firstRollback}`,
  ];
  const current = releases.find((entry) => entry.current);
  return [
    check('one rollback for each bad release, to the last good one', {
      app: shop,
      expected: expected.join(', '),
      came: rollbacksOf(releases),
    }),
    check('the code of the good release is current', {
      app: shop,
      expected: `v${secondRollback} with the code of v${good}`,
      came:
        `v${current?.version ?? '?'} with ` +
        (current?.slugId === runs(good) ? `the code of v${good}` : 'other code'),
    }),
    ...[blog, search].map((app) =>
      check('was not rolled back', {
        app,
        expected: 'no rollback',
        came: rollbacksOf(heroku.releases(app)),
      }),
    ),
  ];
}

function rollbacksOf(releases: readonly LedgerEntry[]): string {
  const rollbacks = releases.filter(({ description }) => description.startsWith('Rollback'));
  const lines = rollbacks.map(({ version, description }) => `v${version} ${description}`);
  return lines.length === 0 ? 'no rollback' : lines.join(', ');
}

/** Heroku tells every release twice: when it is created, and when it is current. */
function webhookCheck({ webhookAnswers }: Stage): Check {
  const accepted = webhookAnswers.filter((status) => status === 202).length;
  const others = webhookAnswers.length - accepted;
  return check("Heroku's signed webhooks were accepted", {
    app: shop,
    expected: `${2 * (versions.secondRollback - versions.good)} accepted`,
    came: `${accepted} accepted${others === 0 ? '' : `, ${others} not`}`,
  });
}

/** The engineer was told of both incidents, and of nothing that was none. */
function mailChecks({ mailbox }: Stage): Check[] {
  const { crashing, wrong } = versions;
  const story = (culprit: number) =>
    ['rollback-started', 'rolled-back'].map((kind) => `${kind} v${culprit}`);
  const told = mailbox.of(shop).filter(({ severity }) => severity !== 'info');
  return [
    check('the engineer was told of each rollback and of its end, once', {
      app: shop,
      expected: [...story(crashing), ...story(wrong)].join(', '),
      came: told.map(about).join(', ') || 'nothing',
    }),
    check('the engineer was told why it did not start, from its own log', {
      app: shop,
      expected: `lastgood ${shop}: its log says: Error: Cannot find module '/app/sever.js'`,
      came: mailbox.of(shop).find(({ kind }) => kind === 'cause-found')?.sms ?? 'nothing',
    }),
    ...[blog, search].map((app) =>
      check('nobody was alarmed', {
        app,
        expected: 'no alarm',
        came: mailbox.of(app).filter(isAlarm).map(about).join(', ') || 'no alarm',
      }),
    ),
  ];
}

function about({ kind, culprit }: Mail): string {
  return culprit === null ? kind : `${kind} v${culprit}`;
}

function isAlarm({ severity }: Mail): boolean {
  return severity === 'critical' || severity === 'warning';
}

function check(
  claim: string,
  { app, expected, came }: { app: string; expected: string; came: string },
): Check {
  return { ok: came === expected, app, claim, expected, came };
}
