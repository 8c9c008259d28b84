import { describe, expect, test } from 'vitest';
import { alertMessage } from '../../lib/core/alert-message.ts';
import { Film, minute, second } from './film.ts';
import { afterDeploy, convicted, trouble } from './scenes.ts';
import { severities } from './severities.ts';
import { everyAlert } from './spoken.ts';

const spoken = everyAlert();

function said(kind: string) {
  const alert = spoken.get(kind);
  if (alert === undefined) throw new Error(`nothing of kind ${kind} was said`);
  return alert;
}

test('every kind of alert is read here, each as loud as it should be', () => {
  const loudness = [...spoken.values()].map(({ kind, severity }) => [kind, severity]);
  expect(Object.fromEntries(loudness)).toEqual(severities);
});

describe.each(Object.keys(severities))('an alert of kind %s', (kind) => {
  const alert = said(kind);
  const message = alertMessage(alert);

  test('is complete', () => {
    expect(alert.headline).not.toBe('');
    expect(alert.happened).toMatch(/[.!?]$/);
    expect(alert.done.length).toBeGreaterThan(0);
    const waits = alert.severity === 'critical' || alert.severity === 'warning';
    if (waits) expect(alert.next.length).toBeGreaterThan(0);
  });

  test('has no hole and nothing of the machine in it', () => {
    const text = [message.subject, message.email, message.sms].join('\n');
    expect(text).not.toMatch(/undefined|null|NaN|\[object|Infinity|v\?|[“”]|\s0 ms/);
    expect(() => JSON.parse(message.json)).not.toThrow();
  });

  test('has a subject that says it all, whole', () => {
    if (kind === 'rollback-held' || kind === 'reminder') return;
    expect(message.subject).toBe(`[lastgood] ${alert.app}: ${alert.headline}`);
  });

  test('names the app in every command of Heroku’s', () => {
    const commands = [...alert.next, alert.undo ?? ''].filter((line) => line.includes('heroku '));
    for (const command of commands) expect(command).toMatch(/-a shop`?$/);
  });
});

describe('what can be undone', () => {
  const undone = [...spoken.values()].filter(({ undo }) => undo !== null);
  test('is what was done, and is told nowhere else', () => {
    expect(undone.map(({ kind }) => kind).sort()).toEqual([
      'rollback-current',
      'rollback-ineffective',
      'rollback-late',
      'rollback-raced',
      'rollback-started',
      'rollback-unverified',
      'rolled-back',
    ]);
  });

  test('goes back to what was replaced', () => {
    for (const { kind, undo } of undone) {
      const version = kind === 'rollback-raced' ? 3 : 2;
      expect(undo).toBe(`heroku rollback v${version} -a shop`);
    }
  });
});

describe('somebody who was asleep a minute ago', () => {
  test('learns what failed, since when, what came and what happens now', () => {
    const { email } = alertMessage(said('rollback-started'));
    expect(email).toContain('v2 has been failing since 2026-11-23 03:12:25 UTC (40 s ago).');
    expect(email).toContain('Expected: status 200 and body "ok"');
    expect(email).toContain('Came (status): status 503, body "Application Error"');
    expect(email).toContain('3 sick readings in a row over 40 s');
    expect(email).toContain('Release v2 (deploy) by anna@example.com');
    expect(email).toContain('Heroku is being asked to roll back to v1');
    expect(email).toContain('Databases and add-ons are not touched.');
  });

  test('learns that a rollback does not last', () => {
    const { next } = said('rolled-back');
    expect(next.join()).toContain('only until the next push or promotion');
  });

  test('learns of a release command that will run again', () => {
    const film = afterDeploy();
    film.world.releaseCommand = true;
    film.looks(3, 'sick', 20 * second);
    expect(film.last.done.join()).toContain('Heroku runs that of v1');
  });

  test('learns every reason why nothing was rolled back', () => {
    const { done } = said('rollback-held');
    expect(done).toHaveLength(2);
    expect(done.join()).toContain('[web-dynos]');
    expect(done.join()).toContain('[fleet]');
  });

  test('gets the command when only a person’s word is wanting', () => {
    expect(said('would-roll-back').next[0]).toBe('Roll back: `heroku rollback v1 -a shop`');
  });

  test('is not told that a call was made when none was', () => {
    const film = convicted();
    film.settle({ kind: 'trouble', trouble: trouble({ kind: 'rate-limited' }) });
    expect(film.last.done.join()).toContain('Nothing was sent.');
    film.looks(20, 'unknown', minute);
    const unknown = film.said.find(({ kind }) => kind === 'rollback-unknown');
    expect(unknown?.happened).toContain('Heroku was never asked');
  });

  test('is told that a rollback was called off when the app got well by itself', () => {
    const film = convicted();
    film.settle({ kind: 'trouble', trouble: trouble({ kind: 'rate-limited' }) });
    film.looks(5, 'healthy');
    expect(film.last.kind).toBe('recovered');
    expect(film.last.done[0]).toBe('The rollback to v1 was called off: it was never sent.');
  });
});

test('a stranger’s words can do no harm in an alert', () => {
  const film = new Film().provenGood();
  const description = 'Deploy \u001b[31mred\u202e\u0000\nBcc: everybody@example.com';
  film.release({ description, userEmail: 'eve\r\n@example.com', status: 'failed', current: false });
  film.look('healthy', { news: true });
  film.release({ description, userEmail: 'eve\r\n@example.com' });
  const came = 'status 500, body "\u0007\u202e<script>"';
  film.look('sick', { reading: { came }, news: true });
  film.now += 75 * second;
  for (let i = 0; i < 4; i += 1) film.look('sick', { after: 20 * second, reading: { came } });
  const kinds = film.said.map(({ kind }) => kind);
  expect(kinds).toEqual(['release-phase-failed', 'release-detected', 'rollback-started']);
  for (const alert of film.said) {
    const { subject, email, sms, json } = alertMessage(alert);
    expect(`${subject}${sms}`).toMatch(/^[ -~]+$/);
    expect(`${email}${json}`.replaceAll('\n', ' ')).not.toMatch(/[\p{Cc}\u202a-\u202e]/u);
    expect(email).not.toMatch(/^Bcc:/m);
  }
});
