import { expect, test } from 'vitest';
import { createNarrator } from '../../../lib/cli/tell/narrator.ts';
import type { State } from '../../../lib/core/state.ts';
import type { LogEntry } from '../../../lib/local/heard-log.ts';

function entry(message: string, facts: object, level: LogEntry['level'] = 'info'): LogEntry {
  return { at: 0, level, message, facts: { ...facts } };
}

const texts = (entries: readonly LogEntry[], alertsAreReceived = true) => {
  const narrate = createNarrator({ alertsAreReceived });
  return entries.map((each) => {
    const line = narrate(each);
    return line === null ? null : `${line.app} ${line.part} ${line.text}`;
  });
};

test('a verdict is told when it is another one than before', () => {
  const looked = (verdict: string, came: string) => entry('looked', { app: 'shop', verdict, came });
  const lines = texts([
    looked('healthy', 'status 200'),
    looked('healthy', 'status 200'),
    looked('sick', 'status 503'),
    looked('sick', 'status 503'),
    looked('unknown', 'no network'),
    looked('healthy', 'status 200'),
  ]);
  expect(lines).toEqual([
    'shop sees healthy: status 200',
    null,
    'shop sees sick: status 503',
    null,
    'shop sees unknown: no network',
    'shop sees healthy again: status 200',
  ]);
});

test('a change that two looks found at once is told once', () => {
  const change = entry('situation changed', { app: 'shop', from: 'steady', to: 'warmup' });
  expect(texts([change, change])[1]).toBeNull();
});

test('every situation has words of its own', () => {
  const all: Record<State['situation']['name'], true> = {
    unarmed: true,
    warmup: true,
    watching: true,
    steady: true,
    'rolling-back': true,
    verifying: true,
    'rolled-back': true,
    held: true,
    down: true,
    escalated: true,
  };
  const changes = Object.keys(all).map((to) =>
    entry('situation changed', { app: to, from: 'somewhere', to }),
  );
  for (const line of texts(changes)) {
    expect(line).toMatch(/^\S+ decides \S/);
    expect(line).not.toContain('→');
  }
});

test('alerts are told once: as received, or as sent where nobody here receives them', () => {
  const sent = entry('alert sent', { app: 'shop', headline: 'v4 is failing' });
  expect(texts([sent])).toEqual([null]);
  expect(texts([sent], false)).toEqual(['shop says alert: v4 is failing']);
});

test('trouble is always told, with its reason', () => {
  const trouble = entry('no close look', { app: 'shop', reason: 'the queue is gone' }, 'error');
  const broken = entry('sweep failed.', { error: new Error('no table') }, 'error');
  expect(texts([trouble, broken, entry('swept', {})])).toEqual([
    'shop fault no close look: the queue is gone',
    'null fault sweep failed.: no table',
    null,
  ]);
});

test('of webhooks only those are told that woke nobody', () => {
  const webhook = (apps: string[]) => entry('webhook', { status: 204, apps, reason: 'ping' });
  expect(texts([webhook(['shop']), webhook([])])).toEqual([
    null,
    'null sees a webhook was answered 204: ping',
  ]);
});

test('a deploy is told with what its teller said of it', () => {
  const told = (facts: object) => entry('deploy told', { app: 'shop', id: 'x', ...facts });
  const refused = entry('deploy refused', { status: 401, why: 'the token is missing' });
  expect(
    texts([
      told({ commit: null, version: null }),
      told({ commit: '1a5f89d', version: 45 }),
      told({ commit: '1a5f89d', version: null }),
      refused,
    ]),
  ).toEqual([
    'shop sees somebody tells of a deploy',
    'shop sees somebody tells of commit 1a5f89d as v45',
    'shop sees somebody tells of commit 1a5f89d',
    'null sees a call for deploys was answered 401: the token is missing',
  ]);
});
