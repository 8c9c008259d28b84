import { describe, expect, test } from 'vitest';
import { main } from '../../lib/cli/main.ts';
import type { HistoryEntry } from '../../lib/core/history.ts';
import { isWorthKeeping } from '../../lib/core/history.ts';
import { version } from '../../lib/core/version.ts';
import { type Film, second } from '../core/film.ts';
import { afterDeploy, rolledBack } from '../core/scenes.ts';
import { fakeTerminal } from './fake-terminal.ts';
import { remembering } from './remembered.ts';

/** What the history would keep of a film that ends now. */
function keptOf(film: Film): HistoryEntry[] {
  return film.decisions.filter(
    ({ input, outcome, decision }) => outcome !== null || isWorthKeeping(input.state, decision),
  );
}

/** As if its alerts had been told in other words. */
function reworded({ decision, ...entry }: HistoryEntry): HistoryEntry {
  const alerts = decision.alerts.map((alert) => ({ ...alert, headline: 'in the words of then' }));
  return { ...entry, decision: { ...decision, alerts } };
}

const held = () => {
  const film = afterDeploy({ rollback: 'ask' });
  film.looks(3, 'sick', 20 * second);
  return film;
};

describe('lastgood explain', () => {
  test('tells a rollback from readings to end, and that it comes out the same', async () => {
    const shop = await remembering();
    await shop.keep(keptOf(rolledBack()));
    const { code, stdout, stderr } = await shop.run(['explain', 'shop', '--release', 'v2']);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^shop v2: \d+ decisions of .*made again, they come out the same$/m);
    expect(stdout).toMatch(/UTC {2}v2 {2}watching → rolling-back$/m);
    expect(stdout).toMatch(/guards {2}all let pass$/m);
    expect(stdout).toMatch(/passed {3}budget +the app's cooldown and its daily bound have room$/m);
    expect(stdout).toMatch(/target {2}v1, the newest release before v2/);
    expect(stdout).toMatch(/did {5}decided and claimed: roll back v2 to v1$/m);
    expect(stdout).toMatch(/told {4}critical: v2 is failing, rolling back to v1$/m);
    expect(stdout).toMatch(/Heroku took the rollback and made v3 of it$/m);
    expect(stdout).toMatch(/UTC {2}v3 {2}verifying → rolled-back$/m);
    expect(stdout).not.toContain('BLOCKED');
  });

  test('tells a hold with the guard that stands in the way', async () => {
    const shop = await remembering();
    await shop.keep(keptOf(held()));
    const { code, stdout } = await shop.run(['explain', 'shop', '--last', '1']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\d+ older decisions not shown; see --last$/m);
    expect(stdout).toMatch(/guards {2}1 of \d+ stand in the way$/m);
    expect(stdout).toMatch(/BLOCKED {2}mode +rollback is set to "ask" for this app; it stays so/);
  });

  test('reads through the lastgood that is running on the directory', async () => {
    const shop = await remembering();
    await shop.keep(keptOf(held()));
    const ran = await shop.withRunning(() => shop.run(['explain', 'shop']));
    expect(ran.stderr).toBe('');
    expect(ran.code).toBe(0);
    expect(ran.stdout).toContain('through the lastgood that is running on it');
  });

  test('is loud when the version that decided decides differently now', async () => {
    const shop = await remembering();
    const entries = keptOf(held()).map((entry) => ({
      ...entry,
      decision: { ...entry.decision, alerts: [] },
    }));
    await shop.keep(entries);
    const { code, stdout, stderr } = await shop.run(['explain', 'shop']);
    expect(code).toBe(1);
    expect(stdout).toContain('MADE AGAIN, THEY DO NOT ALL COME OUT THE SAME');
    expect(stdout).toMatch(/DIFFERS alerts\.0 was nothing$/m);
    expect(stderr).toMatch(
      /^lastgood \d+\.\d+\.\d+ contradicts itself: \d+ of \d+ decisions that it made /,
    );
  });

  test.each([
    ['lastgood 0.0.9', '0.0.9'],
    ['an earlier lastgood', null],
  ])('notes that %s had other words, and that is no error', async (maker, madeBy) => {
    const shop = await remembering();
    await shop.keep(keptOf(held()).map((entry) => ({ ...reworded(entry), madeBy })));
    const { code, stdout, stderr } = await shop.run(['explain', 'shop']);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toContain(
      'made again, they come out the same, some of another version in other',
    );
    expect(stdout).toContain(`  note    made by ${maker}; today's words differ\n`);
    expect(stdout).not.toContain('DIFFERS');
    expect(stdout).toContain('in the words of then');
  });

  test('notes what another version decided otherwise, with both versions', async () => {
    const shop = await remembering();
    const entries = keptOf(held()).map((entry) => {
      const { decision } = reworded(entry);
      const state = { ...decision.state, situation: { name: 'steady' as const, since: 0 } };
      return { ...entry, madeBy: '0.0.9', decision: { ...decision, state } };
    });
    await shop.keep(entries);
    const { code, stdout, stderr } = await shop.run(['explain', 'shop', '--last', '1']);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toContain(`made again, lastgood ${version} decides some of another version`);
    expect(stdout).toContain(
      `  note    made by lastgood 0.0.9; lastgood ${version} decides otherwise:\n` +
        '          state.situation.name was "steady"\n',
    );
    expect(stdout).not.toContain('headline was');
    expect(stdout).not.toContain('DIFFERS');
    const { stdout: json } = await shop.run(['explain', 'shop', '--last', '1', '--json']);
    expect(JSON.parse(json)).toMatchObject({
      version,
      same: false,
      decisions: [{ madeBy: '0.0.9', comparison: 'redecided' }],
    });
  });

  test('prints one JSON object', async () => {
    const shop = await remembering();
    await shop.keep(keptOf(held()));
    const { code, stdout } = await shop.run(['explain', 'shop', '--json', '--last', '1']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      app: 'shop',
      same: true,
      unreadable: 0,
      decisions: [{ from: 'watching', to: 'held', release: 2, differences: [] }],
    });
  });

  test('tells an app of which nothing is kept from one that apps.yml does not name', async () => {
    const shop = await remembering();
    const nothing = await shop.run(['explain', 'shop']);
    expect(nothing.code).toBe(1);
    expect(nothing.stdout).toContain('shop: no decision of the last 90 days is kept in');
    const unknown = await shop.run(['explain', 'shpo']);
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toContain('has no app "shpo"; it has shop');
  });

  test('says where lastgood has never run', async () => {
    const shop = await remembering();
    const { context, written } = fakeTerminal();
    const stopSignal = () => new AbortController().signal;
    const words = ['explain', 'shop', '--config', `${shop.config}/elsewhere/apps.yml`];
    const code = await main(words, { ...context, stopSignal, columns: () => 100 });
    expect(code).toBe(1);
    expect(written.stderr).toContain('lastgood has not run here');
  });

  test('refuses words that it does not know, and shows how it is meant', async () => {
    const shop = await remembering();
    expect((await shop.run(['explain', 'shop', '--release', 'new'])).code).toBe(2);
    expect((await shop.run(['explain', 'shop', '--last', '0'])).code).toBe(2);
    const help = await shop.run(['explain', '--help']);
    expect(help.code).toBe(0);
    expect(help.stdout).toContain('npx lastgood explain shop --release v29');
  });
});
