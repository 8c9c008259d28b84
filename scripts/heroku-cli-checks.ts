// What each command of the heroku command line must print, ask for and bring about.

import type { SmallHeroku } from '../lib/local/heroku/small-heroku.ts';

/** One command and what must come of it. */
export type Check = {
  readonly line: string;
  /** What the command must print, on either stream. */
  readonly prints: readonly RegExp[];
  /**
   * Requests that must have arrived: the command line quietly goes to heroku.com when it mistrusts
   * a host.
   */
  readonly requests: readonly string[];
  /** What must be true afterwards, beside what is printed. */
  readonly holds?: () => boolean | Promise<boolean>;
};

/** The app that the commands are about: v3 answers `one`, v4, which is current, answers `two`. */
export const app = 'lastgood-cli';

const base = `/apps/${app}`;

/** All commands, in an order in which each finds what it expects. */
export function checks(heroku: SmallHeroku): readonly Check[] {
  return [...looks(heroku), ...changes(heroku)];
}

function looks(heroku: SmallHeroku): readonly Check[] {
  const url = heroku.appUrl(app);
  return [
    { line: 'apps', prints: [/lastgood-cli/], requests: ['GET /users/~/apps', 'GET /account'] },
    {
      line: `apps:info -a ${app}`,
      prints: [new RegExp(`Web URL:\\s+${url}`), /web: 1/, /heroku-24/],
      requests: [`GET ${base}`, `GET ${base}/addons`],
    },
    {
      line: `releases -a ${app}`,
      prints: [/Current: v4/, /v4\s+Deploy/, /v2\s+Enable Logplex/, /v1\s+Initial release/],
      requests: [`GET ${base}/releases`],
    },
    {
      line: `releases:info v3 -a ${app}`,
      prints: [/Release v3/, /Eligible for Rollback\?:\s+Yes/, /GREETING:\s+hello/],
      requests: [`GET ${base}/releases/3`, `GET ${base}/releases/3/config-vars`],
    },
    {
      line: `ps -a ${app}`,
      prints: [/web \(Basic\): node server\.js \(1\)/, /web\.1: up/],
      requests: [`GET ${base}/dynos`, `GET ${base}`, 'GET /account'],
    },
    {
      line: `config -a ${app}`,
      prints: [/GREETING:\s+hello/],
      requests: [`GET ${base}/config-vars`],
    },
    {
      line: `logs -a ${app}`,
      prints: [/app\[web\.1\]: listening with two/, /heroku\[web\.1\]: State changed/],
      requests: [`POST ${base}/log-sessions`],
    },
  ];
}

function changes(heroku: SmallHeroku): readonly Check[] {
  const answers = async (status: number, text: string) => {
    await heroku.untilWeb(app, 'up');
    const answer = await fetch(heroku.appUrl(app));
    return answer.status === status && (await answer.text()).includes(text);
  };
  return [
    {
      line: `rollback -a ${app}`,
      prints: [/to v3/, /done, v5/],
      requests: [`GET ${base}/releases`, `POST ${base}/releases`],
      holds: () => answers(200, 'one'),
    },
    {
      line: `rollback v4 -a ${app}`,
      prints: [/to v4/, /done, v6/],
      requests: [`GET ${base}/releases/4`, `POST ${base}/releases`],
      holds: () => answers(200, 'two'),
    },
    {
      line: `webhooks:add -a ${app} -i api:release,dyno -l sync -u http://127.0.0.1:9/hook`,
      prints: [/Adding webhook to .*done/, /Webhooks Signing Secret/, /[0-9a-f]{64}/],
      requests: [`POST ${base}/webhooks`],
    },
    {
      line: `webhooks -a ${app}`,
      prints: [/http:\/\/127\.0\.0\.1:9\/hook/, /api:release,dyno/, /sync/],
      requests: [`GET ${base}/webhooks`],
    },
    {
      line: `maintenance:on -a ${app}`,
      prints: [/Enabling maintenance mode for .*done/],
      requests: [`PATCH ${base}`],
      holds: () => answers(503, 'maintenance-mode.html'),
    },
  ];
}
