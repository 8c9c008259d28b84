import { describe, expect, test } from 'vitest';
import type { Alert } from '../../lib/core/alert.ts';
import { limits } from '../../lib/core/limits.ts';
import { addAlerts, dueOf, hasWaiting, parseOutbox } from '../../lib/core/outbox.ts';
import { dawn } from './film.ts';

function testAlert(id: string, change: Partial<Alert> = {}): Alert {
  return {
    id,
    kind: 'app-down',
    severity: 'critical',
    app: 'shop',
    incident: 'shop.1',
    at: dawn,
    headline: 'the app is down',
    happened: 'It fails.',
    evidence: ['status 503'],
    done: ['Nothing.'],
    next: ['Look.'],
    undo: null,
    facts: { release: 2, note: null, live: true },
    ...change,
  };
}

describe('stored alerts', () => {
  test('come back as they were, oldest first', () => {
    const alerts = [testAlert('1'), testAlert('2', { undo: 'heroku rollback v2 -a shop' })];
    expect(parseOutbox(JSON.stringify(alerts), 'shop', dawn)).toEqual(alerts);
  });

  test.each(['critical', 'warning', 'info', 'resolved'] as const)(
    'come back when %s',
    (severity) => {
      const alerts = [testAlert('1', { severity, sentTo: ['alerts'], waitsUntil: dawn })];
      expect(parseOutbox(JSON.stringify(alerts), 'shop', dawn)).toEqual(alerts);
    },
  );

  test('are none where nothing was stored', () => {
    expect(parseOutbox('', 'shop', dawn)).toEqual([]);
    expect(parseOutbox('[]', 'shop', dawn)).toEqual([]);
  });

  test('of another version are sent raw, beside those that can be read', () => {
    const old = { id: 'old.1', headline: 'from another version' };
    const text = JSON.stringify([testAlert('1'), old, testAlert('2')]);
    const alerts = parseOutbox(text, 'shop', dawn);
    expect(alerts.map(({ kind }) => kind)).toEqual(['app-down', 'alert-unreadable', 'app-down']);
    expect(alerts[1]?.evidence.join()).toContain('from another version');
    expect(alerts[1]).toMatchObject({ severity: 'critical', app: 'shop', at: dawn });
  });

  test.each([
    ['cut off', '[{"id":"1","headline":"v2 is fail'],
    ['no list', '{"headline":"v2 is failing"}'],
    ['a text', '"v2 is failing"'],
    ['null', 'null'],
  ])('that are damaged (%s) are sent raw, so that none is lost', (_name, text) => {
    const alerts = parseOutbox(text, 'shop', dawn);
    expect(alerts).toHaveLength(1);
    expect(alerts[0]?.kind).toBe('alert-unreadable');
    expect(alerts[0]?.evidence.join()).not.toBe('');
  });

  test('that cannot be read each have an id of their own', () => {
    const ids = parseOutbox('[1,2,3]', 'shop', dawn).map(({ id }) => id);
    expect(new Set(ids).size).toBe(3);
  });

  test('of which one is endless are cut, not refused', () => {
    const [alert] = parseOutbox(JSON.stringify(['x'.repeat(1e6)]), 'shop', dawn);
    expect(alert?.evidence.join().length).toBeLessThan(5_000);
  });
});

describe('added alerts', () => {
  test('come last', () => {
    const added = addAlerts([testAlert('1')], [testAlert('2'), testAlert('3')]);
    expect(added.map(({ id }) => id)).toEqual(['1', '2', '3']);
  });

  test('that outgrow the item cost the oldest evidence first, and nothing else', () => {
    const evidence = ['x'.repeat(30_000)];
    const many = Array.from({ length: 12 }, (_, i) => testAlert(`${i}`, { evidence }));
    const kept = addAlerts(many.slice(0, 6), many.slice(6));
    expect(JSON.stringify(kept).length).toBeLessThanOrEqual(limits.outboxBytesMax);
    expect(kept.map(({ id }) => id)).toEqual(many.map(({ id }) => id));
    expect(kept[0]?.evidence).toEqual(['(cut)']);
    expect(kept.at(-1)?.evidence).toEqual(evidence);
    for (const [index, alert] of kept.entries()) {
      expect({ ...alert, evidence: [] }).toEqual({ ...many[index], evidence: [] });
    }
  });

  test('are measured as they are stored: in bytes, not in characters', () => {
    const evidence = ['読'.repeat(30_000)];
    const many = Array.from({ length: 6 }, (_, i) => testAlert(`${i}`, { evidence }));
    const stored = JSON.stringify(addAlerts([], many));
    expect(new TextEncoder().encode(stored).length).toBeLessThanOrEqual(limits.outboxBytesMax);
  });

  test('are all kept even where nothing is left to cut', () => {
    const happened = 'x'.repeat(30_000);
    const many = Array.from({ length: 12 }, (_, i) => testAlert(`${i}`, { happened }));
    expect(addAlerts([], many)).toHaveLength(12);
  });

  test('may fill the item to its last byte', () => {
    const sized = (bytes: number) => {
      const frame = JSON.stringify([testAlert('1', { happened: '' })]).length;
      return addAlerts([], [testAlert('1', { happened: 'x'.repeat(bytes - frame) })])[0]?.evidence;
    };
    expect(sized(limits.outboxBytesMax)).toEqual(['status 503']);
    expect(sized(limits.outboxBytesMax + 1)).toEqual(['(cut)']);
  });

  test('that fit are left alone', () => {
    const [first] = addAlerts([testAlert('1')], [testAlert('2')]);
    expect(first?.evidence).toEqual(['status 503']);
  });
});

describe('an outbox of which something waits', () => {
  const now = dawn;
  const waiting = testAlert('waiting', { waitsUntil: now + 1 });
  const over = testAlert('over', { waitsUntil: now });
  const plain = testAlert('plain');
  const idsOf = (alerts: readonly Alert[]) => alerts.map(({ id }) => id);

  test.each([
    ['empty', [], []],
    ['that waits', [waiting], []],
    ['whose wait is over', [over], ['over']],
    ['of which the newest waits', [plain, waiting], ['plain']],
    ['that waits, and then has something that does not', [waiting, plain], ['waiting', 'plain']],
  ])('%s', (_name, outbox, due) => {
    const split = dueOf(outbox, now);
    expect(idsOf(split.due)).toEqual(due);
    expect([...split.due, ...split.later]).toEqual(outbox);
    expect(hasWaiting(outbox, now)).toBe(due.length < outbox.length);
  });

  test('keeps the note across the table', () => {
    expect(parseOutbox(JSON.stringify([waiting, plain]), 'shop', now)).toEqual([waiting, plain]);
  });

  test('waits about a sweep', () => {
    expect(limits.groupWaitMs).toBeGreaterThanOrEqual(60_000);
    expect(limits.groupWaitMs).toBeLessThanOrEqual(90_000);
  });
});

test('an alert that cannot be read says what came of it and what to do', () => {
  const [alert] = parseOutbox('{"id":1}', 'shop', dawn);
  expect(alert).toEqual({
    ...{ id: `shop.alert-unreadable.${dawn.toString(36)}.0`, kind: 'alert-unreadable' },
    ...{ severity: 'critical', app: 'shop', incident: null, at: dawn, undo: null, facts: {} },
    headline: 'a stored alert could not be read; its raw text is in this message',
    happened:
      'An alert that was waiting to be sent was written by another version of lastgood, ' +
      'or is damaged.',
    evidence: ['{"id":1}'],
    done: ['It is sent raw, so that nothing is lost.'],
    next: ['Read the raw text; then see where every app stands: `npx lastgood start --once`.'],
  });
});
