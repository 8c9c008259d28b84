// What a run is expected to come to is all that there is: nothing new goes unplayed in silence.

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { kinds } from '../../lib/core/catalogue.ts';
import { expectedReach, guards, unreachable } from './expected-reach.ts';

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

  test('is every alert of the catalogue but those that are said why not', () => {
    const alerts = expectedReach.filter((key) => key.startsWith('alert '));
    const all = kinds.map((kind) => `alert ${kind}`);
    const left = without('alert').map((kind) => `alert ${kind}`);
    expect(all).toEqual(expect.arrayContaining(left));
    expect([...alerts, ...left].sort()).toEqual(all.toSorted());
  });

  test('is named once', () => {
    expect(new Set(expectedReach).size).toBe(expectedReach.length);
  });
});
