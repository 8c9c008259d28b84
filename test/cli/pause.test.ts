import { describe, expect, test } from 'vitest';
import { limits } from '../../lib/core/limits.ts';
import { readPauses } from '../../lib/reconcile/pauses.ts';
import { dawn, hour } from '../core/fixtures.ts';
import { remembering } from './remembered.ts';

const now = dawn + 24 * hour;

describe('lastgood pause', () => {
  test('keeps who, why and until when, and says so', async () => {
    const shop = await remembering();
    const words = ['pause', 'shop', '--for', '90m', '--why', 'big\nmigration', '--by', 'anna'];
    const { code, stdout, stderr } = await shop.run(words);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toBe(
      'shop: the app is paused by anna until 2026-11-24 04:30:00 UTC: "big migration". ' +
        'It ends by itself in 1 h 30 min.\n',
    );
    expect(await shop.withRunning(readPauses)).toEqual([
      {
        app: 'shop',
        by: 'anna',
        why: 'big migration',
        at: now,
        until: now + 1.5 * hour,
        ended: null,
      },
    ]);
  });

  test('reaches the lastgood that is running on the directory', async () => {
    const shop = await remembering();
    const [ran, seen] = await shop.withRunning(async (store) => {
      const answer = await shop.run(['pause', '--all', '--json']);
      return [answer, await readPauses(store)] as const;
    });
    expect(ran.code).toBe(0);
    expect(JSON.parse(ran.stdout)).toMatchObject({ paused: { app: null } });
    expect(seen).toMatchObject([{ app: null, until: now + limits.pauseMs }]);
    expect(seen[0]?.by).toMatch(/^.+@.+$/);
  });

  test.each([
    [['pause'], 'Name one app, or say --all'],
    [['pause', 'shop', '--all'], 'Name one app, or say --all'],
    [['pause', 'shpo'], 'has no app "shpo"; it has shop'],
    [['pause', 'shop', '--for', '8d'], '7d at most'],
    [['pause', 'shop', '--for', '90'], 'expected a duration'],
    [['pause', 'shop', '--for', '0s'], 'expected a duration'],
    [['resume'], 'Name one app, or say --all'],
  ])('%j is refused, and nothing is paused', async (words, complaint) => {
    const shop = await remembering();
    const { code, stderr, stdout } = await shop.run(words);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(complaint);
    expect(await shop.withRunning(readPauses)).toEqual([]);
  });

  test('shows how it is meant', async () => {
    const shop = await remembering();
    const help = await shop.run(['pause', '--help']);
    expect(help.code).toBe(0);
    expect(help.stdout).toContain('npx lastgood pause shop --for 90m --why "big migration"');
    expect((await shop.run(['resume', '--help'])).stdout).toContain('npx lastgood resume --all');
  });
});

describe('lastgood resume', () => {
  test('ends the pause of one app, and says that all are paused still', async () => {
    const shop = await remembering();
    await shop.run(['pause', 'shop', '--by', 'anna']);
    await shop.run(['pause', '--all', '--by', 'anna']);
    const { code, stdout } = await shop.run(['resume', 'shop', '--by', 'ben']);
    expect(code).toBe(0);
    expect(stdout).toBe(
      'shop: resumed. Still, all apps are paused by anna until 2026-11-24 05:00:00 UTC; ' +
        'see resume --all.\n',
    );
    const ends = (await shop.withRunning(readPauses)).map(({ app, ended }) => [app, ended?.by]);
    expect(ends).toEqual([
      [null, undefined],
      ['shop', 'ben'],
    ]);
  });

  test('--all ends every pause', async () => {
    const shop = await remembering();
    await shop.run(['pause', 'shop']);
    await shop.run(['pause', '--all']);
    const { stdout } = await shop.run(['resume', '--all', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      resumed: [{ app: null }, { app: 'shop' }],
      standing: [],
    });
  });

  test('says when there was nothing to end', async () => {
    const shop = await remembering();
    const { code, stdout } = await shop.run(['resume', 'shop']);
    expect(code).toBe(0);
    expect(stdout).toBe('shop: no pause stood; nothing was changed.\n');
  });
});
