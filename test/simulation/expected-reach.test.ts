// What a run is expected to come to is all that there is: nothing new goes unplayed in silence.

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { alerts, expectedReach, guards, unreachable } from './expected-reach.ts';

const core = new URL('../../lib/core/', import.meta.url);

/** Names that the sources give, in the quotes after a word. */
function named(files: readonly string[], pattern: RegExp): string[] {
  const texts = files.map((file) => readFileSync(new URL(file, core), 'utf8'));
  const found = texts.flatMap((text) => [...text.matchAll(pattern)].map(([, name]) => name ?? ''));
  return [...new Set(found)].sort();
}

function without(topic: string): string[] {
  const keys = Object.keys(unreachable).filter((key) => key.startsWith(`${topic} `));
  return keys.map((key) => key.slice(topic.length + 1));
}

describe('what a full run has to come to', () => {
  test('is every guard but those that stand behind another one', () => {
    const all = named(['guards.ts'], /name: '([a-z-]+)', blocks:/g);
    // The guard that lifts by itself has its name in a constant.
    expect([...guards, ...without('guard')].sort()).toEqual([...all, 'readable'].sort());
  });

  test('is every alert that there are words for', () => {
    const files = readdirSync(new URL('texts/', core)).map((file) => `texts/${file}`);
    const spoken = named([...files, 'outbox.ts'], /kind: '([a-z-]+)',/g);
    const ofMonitor = named(['monitor.ts'], /monitorAlert\('([a-z-]+)'/g);
    const all = [...new Set([...spoken, ...ofMonitor])].sort();
    expect([...alerts, ...without('alert')].sort()).toEqual(all);
  });

  test('is named once', () => {
    expect(new Set(expectedReach).size).toBe(expectedReach.length);
  });
});
