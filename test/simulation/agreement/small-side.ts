/** The small Heroku with real processes, asked through the production adapter, a step at a time. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../../lib/adapters/clock.ts';
import { createHeroku, type Heroku } from '../../../lib/adapters/heroku.ts';
import { Secret } from '../../../lib/core/secret.ts';
import {
  type SmallHeroku,
  type Source,
  startSmallHeroku,
} from '../../../lib/local/heroku/small-heroku.ts';
import type { AddonChange, AppPlan } from '../story/story.ts';
import { answerSeen, see } from './seen.ts';
import { firstDeployAt } from './simulated-side.ts';
import type { Command, Step } from './step.ts';

const token = 'a-token-of-the-test';
const redis = 'heroku-redis:mini';
/** Before it come the two releases without code with which an app begins. */
const firstVersion = 3;
const server = "require('http').createServer((_, answer) => answer.end()).listen(process.env.PORT)";
const listening = `node -e "${server}"`;

/** What the simulation has just done, so that the same can be done at the same time. */
export type Same = { readonly now: number; readonly description: string };

export class SmallSide {
  private readonly heroku: SmallHeroku;
  private readonly adapter: Heroku;
  private readonly name: string;
  private readonly gates: string;
  private readonly clock: { now: number };
  private changes = 0;

  static async start({ name, preboot, privateSpace }: AppPlan): Promise<SmallSide> {
    const clock = { now: firstDeployAt };
    const heroku = await startSmallHeroku({
      token,
      now: () => clock.now,
      stopGraceMs: 500,
      prebootSwitchMs: 50,
      restartDelaysMs: [600_000],
    });
    const gates = await mkdtemp(join(tmpdir(), 'small-heroku-gates-'));
    const side = new SmallSide({ heroku, name, gates, clock });
    const space = privateSpace ? 'a-space' : null;
    await heroku.createApp(name, { preboot, space, addonPlanNames: ['postgres'] });
    await heroku.deploy(name, side.source(false, 'none'), { description: 'Deploy 00000001' });
    await side.settle();
    return side;
  }

  private constructor(of: {
    heroku: SmallHeroku;
    name: string;
    gates: string;
    clock: { now: number };
  }) {
    this.heroku = of.heroku;
    this.name = of.name;
    this.gates = of.gates;
    this.clock = of.clock;
    this.adapter = createHeroku({
      baseUrl: of.heroku.apiUrl,
      token: new Secret(token),
      clock: systemClock,
    });
  }

  see() {
    return see(this.adapter, this.name, firstVersion);
  }

  async act(step: Exclude<Step, { do: 'finish' }>, { now, description }: Same): Promise<unknown> {
    this.clock.now = now;
    const { heroku, name } = this;
    switch (step.do) {
      case 'rollback':
        return this.rollBack(step.back);
      case 'deploy':
        return void (await heroku.deploy(name, this.source(step.crashes, step.command), {
          description,
        }));
      case 'config':
        this.changes += 1;
        return void heroku.setConfig(name, { FLAG: `${this.changes}` });
      case 'add-on':
        return this.changeAddon(step.change);
      case 'redeploy':
        return this.redeploy(description);
      case 'expire':
        for (const { version, status, current, slugId } of heroku.releases(name)) {
          const expires = status === 'succeeded' && !current && slugId !== null;
          if (expires) heroku.expire(name, version);
        }
        return undefined;
      case 'scale':
        return heroku.scale(name, 'web', step.web);
      case 'maintenance':
        return heroku.setMaintenance(name, step.on);
      default:
        return step satisfies never;
    }
  }

  /** Lets the release command of a release end. */
  async finish(of: number, now: number): Promise<void> {
    this.clock.now = now;
    const version = of + firstVersion - 1;
    const ended = this.heroku.until('release', ({ app, release }) => {
      return app === this.name && release.version === version && release.status !== 'pending';
    });
    await writeFile(join(this.gates, `release.${version}`), '');
    await ended;
  }

  /** Every dyno is up or has crashed. */
  async settle(): Promise<void> {
    const { heroku, name } = this;
    const isSettled = () =>
      heroku.dynos(name).every(({ state }) => state === 'up' || state === 'crashed');
    if (!isSettled()) await heroku.until('dyno', ({ app }) => app === name && isSettled());
  }

  async close(): Promise<void> {
    await this.heroku.close();
    await rm(this.gates, { recursive: true, force: true });
  }

  private async rollBack(back: number | 'unknown') {
    const releases = this.heroku.releases(this.name).slice(firstVersion - 1);
    const target = back === 'unknown' ? undefined : releases.at(-1 - back);
    const id = target?.id ?? '01234567-89ab-4def-8123-456789abcdef';
    return answerSeen(await this.adapter.rollback(this.name, id), firstVersion);
  }

  private async redeploy(description: string): Promise<void> {
    const slug = this.heroku.releases(this.name).find(({ current }) => current)?.slugId;
    await this.ask('POST', `/apps/${this.name}/releases`, { slug, description });
  }

  /** By the calls that people and an add-on's partner make. */
  private async changeAddon(change: AddonChange): Promise<void> {
    const path = `/apps/${this.name}/addons`;
    if (change === 'attach') return void (await this.ask('POST', path, { plan: redis }));
    const all = (await this.ask('GET', path)) as readonly { readonly name: string }[];
    const number = (of: string) => Number(of.split('-').at(-1));
    const names = all.map((one) => one.name);
    const last = names.toSorted((left, right) => number(left) - number(right)).at(-1);
    if (last === undefined) return;
    if (change === 'detach') return void (await this.ask('DELETE', `${path}/${last}`));
    this.changes += 1;
    const config = [{ name: 'SECRET_URL', value: `${this.changes}` }];
    await this.ask('PATCH', `/addons/${last}/config`, { config });
  }

  private async ask(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await fetch(`${this.heroku.apiUrl}${path}`, {
      method,
      headers: {
        Accept: 'application/vnd.heroku+json; version=3',
        Authorization: `Bearer ${token}`,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(await answer.text());
    return answer.json();
  }

  /** A release command waits until there is a file of its dyno's name. */
  private source(crashes: boolean, command: Command): Source {
    const web = `web: ${crashes ? 'exit 1' : listening}`;
    const status = command === 'fails' ? 1 : 0;
    const gate = `while [ ! -e ${this.gates}/$DYNO ]; do sleep 0.02; done; exit ${status}`;
    const procfile = command === 'none' ? web : `${web}\nrelease: ${gate}`;
    return { files: {}, procfile };
  }
}
