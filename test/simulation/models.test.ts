import { describe, expect, test } from 'vitest';
import { HerokuModel, type ModelRelease, prebootMs } from './models/heroku-model.ts';
import { truthOf } from './models/router-model.ts';
import { TableModel } from './models/table-model.ts';
import { mixSeeds, Random } from './random.ts';
import { Scheduler } from './scheduler.ts';
import { plainApp } from './story/plain-app.ts';
import type { AppPlan, Quality } from './story/story.ts';

const calm = { networkDown: false, unreached: false, dependencyDown: false, flaky: false };

function start(change: Partial<AppPlan> = {}) {
  const scheduler = new Scheduler(1_000_000);
  const heroku = new HerokuModel(scheduler, [plainApp(change)]);
  const app = heroku.app('shop');
  const deploy = (quality: Quality, phase: { ms: number; fails: boolean } | null = null) =>
    heroku.release('shop', {
      code: { id: `code-${app.releases.length + 1}`, quality, command: phase },
      configBroken: false,
      description: 'Deploy 12345678',
      made: 'deploy',
    });
  const ask = (change: Partial<typeof calm> = {}) =>
    truthOf(heroku, app, { ...calm, ...change, now: scheduler.now });
  const pass = (ms: number) => scheduler.runUntil(scheduler.now + ms, () => true);
  return { scheduler, heroku, app, deploy, ask, pass };
}

describe('the scheduler', () => {
  test('runs what comes first first, and what was put first among equals', async () => {
    const scheduler = new Scheduler(0);
    const seen: string[] = [];
    const note = (name: string) => () => {
      seen.push(`${name} at ${scheduler.now}`);
      return false;
    };
    scheduler.after(20, note('late'));
    scheduler.after(10, note('one'));
    scheduler.after(10, note('two'));
    scheduler.after(99, note('never'));
    await scheduler.runUntil(50, () => true);
    expect(seen).toEqual(['one at 10', 'two at 10', 'late at 20']);
    expect(scheduler.now).toBe(50);
  });

  test('lets the code that waits go on before the next task', async () => {
    const scheduler = new Scheduler(0);
    const seen: string[] = [];
    new Promise<void>((done) => {
      scheduler.after(1, () => {
        done();
        return true;
      });
    })
      .then(() => {})
      .then(() => seen.push('code'));
    scheduler.after(2, () => {
      seen.push('task');
      return false;
    });
    await scheduler.runUntil(5, () => true);
    expect(seen).toEqual(['code', 'task']);
  });

  test('lets it go on however often it waits, and all that it wakes', async () => {
    const scheduler = new Scheduler(0);
    const seen: string[] = [];
    const waits = async (name: string, times: number) => {
      for (let index = 0; index < times; index += 1) await null;
      if (times > 1_000) await Promise.all([waits(`${name}-a`, 900), waits(`${name}-b`, 1_000)]);
      seen.push(name);
    };
    scheduler.after(1, () => {
      waits('code', 20_000);
      return true;
    });
    scheduler.after(1, () => {
      seen.push('task');
      return false;
    });
    await scheduler.runUntil(5, () => true);
    expect(seen).toEqual(['code-a', 'code-b', 'code', 'task']);
  });
});

describe('Heroku as it is modelled', () => {
  test('makes a rollback a new release with the old code', () => {
    const { heroku, app, deploy } = start();
    const first = app.current;
    deploy('bad');
    const made = heroku.rollBack('shop', first, 'lastgood');
    expect(made).toMatchObject({ version: 3, status: 'succeeded', code: first.code });
    expect(heroku.view(app)[0]).toMatchObject({ description: 'Rollback to v1', current: true });
  });

  test('goes on with the old release while a release command runs, and after it failed', async () => {
    const { app, deploy, pass } = start();
    const first = app.current;
    const release = deploy('good', { ms: 60_000, fails: true });
    expect([release.status, app.current]).toEqual(['pending', first]);
    await pass(61_000);
    expect([release.status, app.current]).toEqual(['failed', first]);
  });

  test('shows the newest release first, and one of them as current', () => {
    const { heroku, app, deploy } = start();
    deploy('good');
    const view = heroku.view(app);
    expect(view.map(({ version }) => version)).toEqual([2, 1]);
    expect(view.filter(({ current }) => current).map(({ version }) => version)).toEqual([2]);
  });
});

describe('the router as it is modelled', () => {
  test('has nobody answer while dynos boot, and the new release afterwards', async () => {
    const { deploy, ask, pass } = start();
    const release: ModelRelease = deploy('good');
    expect(ask()).toMatchObject({ health: 'sick', servedBy: null });
    await pass(10_000);
    expect(ask()).toMatchObject({ health: 'healthy', servedBy: release });
  });

  test('has old dynos answer for three minutes with preboot', async () => {
    const { app, deploy, ask, pass } = start({ preboot: true });
    const old = app.current;
    deploy('bad');
    await pass(prebootMs - 1_000);
    expect(ask()).toMatchObject({ health: 'healthy', servedBy: old });
    await pass(2_000);
    expect(ask()).toMatchObject({ health: 'sick', servedBy: app.current });
  });

  test('says nothing of an app when our own network is down', () => {
    const { ask } = start();
    expect(ask({ networkDown: true })).toMatchObject({ health: 'unknown', reached: false });
    expect(ask({ unreached: true })).toMatchObject({ health: 'sick', reached: false });
  });

  test('fails the dependent alone when their dependency is down', () => {
    expect(start({ dependent: true }).ask({ dependencyDown: true }).health).toBe('sick');
    expect(start({ dependent: false }).ask({ dependencyDown: true }).health).toBe('healthy');
  });
});

describe('the table as it is modelled', () => {
  test('keeps what was written by whoever saw the newest revision', () => {
    const table = new TableModel();
    const item = { key: 'app#shop', revision: 1, body: '{}', outbox: '[]' };
    expect(table.save(item, 0)).toBe('saved');
    expect(table.save({ ...item, body: '{"late":true}' }, 0)).toBe('lost');
    expect(table.load('app#shop')).toEqual(item);
  });
});

describe('chance', () => {
  test('is the same for the same seed, and another for another', () => {
    const draw = (seed: number) => Array.from({ length: 5 }, () => new Random(seed).next());
    expect(draw(mixSeeds(7, 1))).toEqual(draw(mixSeeds(7, 1)));
    expect(draw(mixSeeds(7, 1))).not.toEqual(draw(mixSeeds(7, 2)));
    expect(new Set(Array.from({ length: 1_000 }, (_, at) => mixSeeds(7, at))).size).toBe(1_000);
  });
});
