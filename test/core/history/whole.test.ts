// Nothing that a decision was made from is lost when it is kept and read back.

import { describe, expect, test } from 'vitest';
import type { Facts } from '../../../lib/core/facts.ts';
import {
  entryText,
  type HistoryEntry,
  type Outcome,
  parseEntry,
} from '../../../lib/core/history.ts';
import { causes } from '../../../lib/core/reading.ts';
import { dawn, Film, hour, testConfiguration, testReading } from '../film.ts';
import { testRelease } from '../ledger.ts';
import { pauseOf } from '../pauses.ts';
import { afterDeploy, convicted, trouble } from '../scenes.ts';

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

/** An entry with other facts. */
function seeing(change: Partial<Facts>, entry = lastOf(afterDeploy())): HistoryEntry {
  return { ...entry, input: { ...entry.input, facts: { ...entry.input.facts, ...change } } };
}

function expectKept(entry: HistoryEntry): void {
  expect(kept(entry)).toEqual(entry);
}

const troubles = [
  'unauthorized',
  'forbidden',
  'not-found',
  'rejected',
  'rate-limited',
  'unavailable',
  'timeout',
  'unreachable',
  'malformed',
] as const;

/** A commit of which GitHub was asked. */
const asked = { releaseId: 'release-2', commit: 'c'.repeat(40) };

describe('a kept decision', () => {
  test.each(causes)('comes back with what was wrong with the answer: %s', (cause) => {
    const reading = testReading('sick', { at: dawn, cause, certificateExpiresAt: dawn + hour });
    expectKept(seeing({ reading }));
  });

  test('comes back with a reading of which no part was reached, and that nobody could judge', () => {
    const none = { dnsMs: null, connectMs: null, tlsMs: null, headersMs: null, bodyMs: null };
    const phases = { ...none, totalMs: 3 };
    expectKept(seeing({ reading: testReading('unknown', { at: dawn, phases, status: null }) }));
  });

  test.each(['no-token', ...troubles] as const)(
    'comes back with the trouble of Heroku that it met: %s',
    (kind) => {
      expectKept(seeing({ heroku: null, trouble: trouble({ kind }) }));
    },
  );

  test.each(['pending', 'failed', 'expired'] as const)(
    'comes back with a release that is %s',
    (status) => {
      const film = afterDeploy();
      film.release({ status, current: false, addonPlans: ['heroku-redis:mini'] });
      film.look('sick');
      expect(lastOf(film).input.facts.heroku?.releases[0]?.status).toBe(status);
      expectKept(lastOf(film));
    },
  );

  test('comes back with all that Heroku told of the app, its dynos and its processes', () => {
    const { heroku } = lastOf(convicted()).input.facts;
    if (heroku === null) throw new Error('Heroku was not read');
    const app = { ...heroku.app, webUrl: 'https://shop.example.com/' };
    const dynos = [{ name: 'web.1', type: 'web', state: 'up', releaseVersion: null }];
    const formation = [{ type: 'web', quantity: 2 }];
    expectKept(seeing({ heroku: { ...heroku, app, dynos, formation, preboot: true } }));
    expectKept(seeing({ heroku: { ...heroku, dynos: null, formation: null, preboot: null } }));
  });

  test('comes back with what stood in the way: the platform, the fleet, others, a pause', () => {
    const sick = [
      { app: 'blog', since: dawn, releasedAt: null },
      { app: 'api', since: dawn, releasedAt: dawn - hour },
    ];
    expectKept(
      seeing({
        platform: { color: 'red', detail: 'Apps' },
        fleetFull: 'one is under way',
        others: { sick, fleet: 3, sweptAt: dawn },
        pause: { app: pauseOf({ why: 'big migration' }), fleet: pauseOf({ app: null }) },
        lastHealthyAt: dawn,
      }),
    );
    expectKept(seeing({ others: { sick: [], fleet: 2, sweptAt: null } }));
    const unread = { color: 'unknown', detail: 'no answer' };
    expectKept(seeing({ platform: { ...unread, before: { color: 'red', detail: '', at: dawn } } }));
    expectKept(seeing({ platform: { ...unread, before: null } }));
  });

  test.each(['passing', 'running', 'failing', 'none'] as const)(
    'comes back with checks at GitHub that are %s',
    (state) => {
      const value = { state, passed: 2, names: ['lint', 'unit'] };
      expectKept(seeing({ github: { checks: { ...asked, answer: { ok: true, value } } } }));
    },
  );

  test.each([...troubles, 'no-commit'] as const)(
    'comes back with the trouble of GitHub that it met: %s',
    (kind) => {
      const met = { kind, message: 'no', advice: 'wait', canRetry: true, status: 401 };
      const answer = { ok: false, trouble: met } as const;
      expectKept(seeing({ github: { checks: { ...asked, commit: null, answer } } }));
      expectKept(seeing({ github: { checks: null } }));
    },
  );

  test.each(['pending', 'success', 'failure', 'error'] as const)(
    'comes back with what GitHub was to be told: %s',
    (state) => {
      const entry = lastOf(afterDeploy());
      const report = { releaseId: 'release-2', state, description: 'v2 is watched' };
      expectKept({ ...entry, decision: { ...entry.decision, report } });
    },
  );

  test('comes back with the whole policy, the limits and the windows', () => {
    const json = [
      { path: 'a', value: 1 },
      { path: 'b', value: 'up' },
      { path: 'c', value: true },
      { path: 'd', value: null },
    ];
    const window = { days: [0, 6], startMinute: 30, durationMs: 1000, zone: 'UTC' };
    const digest = { minute: 540, zone: 'Europe/Berlin' };
    const control = ['https://example.com/'];
    for (const rollback of ['auto', 'ask', 'off'] as const) {
      const app = { rollback, releasePhase: 'hold', maintenance: [window] } as const;
      const checks = rollback === 'auto' ? 'warn' : 'hold';
      const film = new Film(
        { ...app, checks, repository: 'acme/shop', environment: 'production' },
        { digest, control, platformStatus: 'https://status.heroku.com/' },
      );
      Object.assign(film.app.check, { json, status: [[200, 299]], contains: ['a'], lacks: ['b'] });
      film.look('healthy');
      expect(kept(lastOf(film)).input.app).toEqual(film.app);
      expect(kept(lastOf(film)).input.configuration).toEqual(film.configuration);
    }
  });

  test('of a time before there was a digest is read as one without', () => {
    const stored = JSON.parse(entryText(lastOf(afterDeploy())));
    const { digest, ...configuration } = stored.configuration;
    expect(digest).toBeNull();
    const old = parseEntry(JSON.stringify({ ...stored, configuration }));
    expect(old?.input.configuration).toEqual(testConfiguration);
  });

  const code = { code: 'H10', times: 3, lastAt: dawn, line: 'at=error code=H10' };
  const cause = { summary: 'boom', codes: [code], command: 'node x', ended: null, dyno: 'web.1' };
  const outcomes: readonly Outcome[] = [
    { kind: 'accepted', release: testRelease(3, { description: 'Rollback to v1' }) },
    { kind: 'withheld', reason: 'v3 is being released right now' },
    { kind: 'trouble', trouble: trouble({ maybeDone: true, status: 503, requestId: 'a1b2' }) },
    { kind: 'log-read', cause: { ...cause, printed: ['Error: boom'] } },
  ];
  test.each(outcomes)('comes back with what came of its effect: $kind', (outcome) => {
    const entry = lastOf(convicted());
    expect(entry.decision.effect?.kind).toBe('rollback');
    expectKept({ ...entry, outcome });
  });
});
