import { describe, expect, test } from 'vitest';
import {
  dayKey,
  entryKey,
  entryText,
  expiryOf,
  type HistoryEntry,
  isWorthKeeping,
  parseDay,
  parseEntry,
  referenceOf,
  withReference,
} from '../../lib/core/history.ts';
import { limits } from '../../lib/core/limits.ts';
import { replay } from '../../lib/core/replay.ts';
import { Secret } from '../../lib/core/secret.ts';
import type { State } from '../../lib/core/state.ts';
import { dawn, Film, second } from './film.ts';
import { githubScenes } from './quiet-scenes.ts';
import { afterDeploy, convicted, rolledBack, trouble } from './scenes.ts';

/** The entry after it was written and read back. */
function kept(entry: HistoryEntry): HistoryEntry {
  const back = parseEntry(entryText(entry));
  if (back === null) throw new Error(`not readable: ${entryText(entry)}`);
  return back;
}

function lastOf(film: Film): HistoryEntry {
  const entry = film.decisions.at(-1);
  if (entry === undefined) throw new Error('nothing was decided');
  return entry;
}

function worthKeeping(film: Film): HistoryEntry[] {
  return film.decisions.filter(({ input, decision }) => isWorthKeeping(input.state, decision));
}

describe('a kept decision', () => {
  const films: [string, () => Film][] = [
    ['of a rollback that worked', () => rolledBack()],
    ['of a hold', () => heldFilm()],
    [
      'of a rollback that Heroku refused',
      () => {
        const film = convicted();
        film.settle({ kind: 'trouble', trouble: trouble({ canRetry: false }) });
        return film;
      },
    ],
    [
      'of a version that was read',
      () => {
        const film = new Film({ version: '/version' });
        film.world.versionBody = `abc\u0007 ${'long '.repeat(200)}`;
        return film.provenGood();
      },
    ],
    ...githubScenes.map((scene, at): [string, () => Film] => [`of GitHub, ${at}`, scene]),
  ];

  test.each(films)('%s is made again the same after it was stored', (_name, play) => {
    const { decisions } = play();
    const differences = decisions.flatMap((entry) => replay(kept(entry)).differences);
    expect(decisions.length).toBeGreaterThan(3);
    expect(differences).toEqual([]);
  });

  test('of a time before the policy named repository and environment is made again too', () => {
    const entry = lastOf(convicted());
    const stored = JSON.parse(entryText(entry));
    const { repository, environment, ...app } = stored.app;
    expect({ repository, environment }).toEqual({ repository: null, environment: null });
    const old = parseEntry(JSON.stringify({ ...stored, app }));
    expect(old?.input.app).toMatchObject({ repository: null, environment: null });
    expect(old === null ? null : replay(old).differences).toEqual([]);
  });

  test('of a time before GitHub and the toll were kept is made again too', () => {
    const stored = JSON.parse(entryText(lastOf(convicted())));
    const { github: _github, ...facts } = stored.facts;
    const { checks: _checks, ...app } = stored.app;
    const old = { ...stored, app, facts, state: before(stored.state) };
    const read = parseEntry(JSON.stringify(old));
    if (read === null) throw new Error('not readable');
    expect(read.input).toMatchObject({ app: { checks: 'off' }, facts: { github: null } });
    expect(read.input.state.ledger[0]).toMatchObject({ toll: null, reported: null, checks: null });
    expect(read.input.state.github).toEqual({ asking: null, telling: null });
  });

  test('that would be made differently today says where', () => {
    const entry = kept(lastOf(convicted()));
    const { decision } = entry;
    const other = { ...entry, decision: { ...decision, alerts: [], effect: null } };
    const paths = replay(other).differences.map(({ path }) => path);
    expect(paths).toContain('effect');
    expect(paths).toContain('alerts.0');
    const changed = { ...entry, input: { ...entry.input, now: entry.input.now - 40 * second } };
    expect(replay(changed).differences).not.toEqual([]);
  });

  test('holds no value of a header, and nothing of other apps', () => {
    const film = afterDeploy();
    const entry = lastOf(film);
    const headers = { 'x-token': new Secret('hush-hush') };
    const app = { ...film.app, check: { ...film.app.check, headers } };
    const configuration = { ...film.configuration, apps: [app, { ...app, name: 'other-app' }] };
    const text = entryText({ ...entry, input: { ...entry.input, app, configuration } });
    expect(text).toContain('"x-token":"[secret]"');
    expect(text).not.toContain('hush-hush');
    expect(text).not.toContain('other-app');
    expect(parseEntry(text)?.input.app.check.headers['x-token']?.reveal()).toBe('');
  });

  test('that is damaged, or of another version, is not readable', () => {
    const text = entryText(lastOf(afterDeploy()));
    expect(parseEntry(text)).not.toBeNull();
    expect(parseEntry(text.replace('"version":1', '"version":2'))).toBeNull();
    expect(parseEntry(text.slice(0, -1))).toBeNull();
    expect(parseEntry('')).toBeNull();
  });

  test('may be deleted 90 days after it was made, told in seconds', () => {
    expect(expiryOf(dawn)).toBe(dawn / 1000 + 90 * 24 * 3600);
  });
});

describe('what is kept', () => {
  test('a healthy app that is quietly steady leaves nothing behind', () => {
    const film = new Film().provenGood();
    const before = worthKeeping(film).length;
    film.looks(100, 'healthy');
    expect(worthKeeping(film)).toHaveLength(before);
  });

  test('of a close look only what changed something, not every look', () => {
    const film = convicted();
    const turns = worthKeeping(film).map(({ decision }) => decision.state.situation.name);
    expect(turns).toEqual(['unarmed', 'watching', 'steady', 'warmup', 'watching', 'rolling-back']);
    expect(film.decisions.length).toBeGreaterThan(100);
  });

  test('a guard that lifts is news, and a sick reading that changes nothing is none', () => {
    const film = heldFilm();
    const before = worthKeeping(film).length;
    film.look('sick');
    expect(worthKeeping(film)).toHaveLength(before);
    film.world.platform = null;
    film.look('sick');
    expect(worthKeeping(film)).toHaveLength(before + 1);
  });
});

describe('the list of a day', () => {
  test('names what an entry is about: what ran, what runs, and the culprit', () => {
    const film = rolledBack();
    const [last] = worthKeeping(film).slice(-1);
    if (last === undefined) throw new Error('nothing was kept');
    expect(referenceOf(last).releases).toContain(3);
    expect(referenceOf(last).releases).toContain(2);
  });

  test('grows at its end, and no further than its bound', () => {
    const reference = { at: dawn, revision: 1, releases: [1] };
    const one = withReference('', reference);
    expect(parseDay(one ?? '')).toEqual([reference]);
    const two = withReference(one ?? '', { ...reference, revision: 2 });
    expect(parseDay(two ?? '').map(({ revision }) => revision)).toEqual([1, 2]);
    const entries = Array.from({ length: limits.historyEntriesADayMax }, () => reference);
    expect(withReference(JSON.stringify({ entries }), reference)).toBeNull();
    expect(withReference(JSON.stringify({ entries: entries.slice(1) }), reference)).not.toBeNull();
    const bytes = JSON.stringify({ entries }).length;
    expect(bytes).toBeLessThan(limits.itemBytesMax);
  });

  test('that is empty, damaged or of another shape holds nothing', () => {
    for (const text of ['', '{', 'null', '{"entries":[1]}']) expect(parseDay(text)).toEqual([]);
  });

  test('has a key for each app and day, and an entry one for each decision', () => {
    expect(dayKey('shop', dawn)).toBe('history#shop#2026-11-23');
    expect(entryKey('shop', { at: dawn, revision: 7 })).toBe(`history#shop#${dawn}#7`);
  });
});

/** Convicted, and held by Heroku's own trouble. */
function heldFilm(): Film {
  const film = afterDeploy();
  film.world.platform = { color: 'red', detail: 'incident 42' };
  film.looks(3, 'sick', 20 * second);
  if (film.situation !== 'held') throw new Error(film.situation);
  return film;
}

/** A state as it was stored before. */
function before({ github: _, ...state }: State) {
  const ledger = state.ledger.map(({ toll, reported, checks, ...entry }) => entry);
  return { ...state, ledger };
}
