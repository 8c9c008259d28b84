import { describe, expect, test } from 'vitest';
import { mayBringEffect } from '../../lib/core/may-bring-effect.ts';
import { newState, type Situation } from '../../lib/core/state.ts';
import { dawn } from './film.ts';
import { situations, testIntent } from './situations.ts';

const mayIn = (situation: Situation) => mayBringEffect({ ...newState('c', dawn), situation });

describe('a conviction', () => {
  test.each(['warmup', 'watching', 'steady', 'held', 'rolled-back'] as const)(
    'may bring a rollback of an app that is %s',
    (name) => expect(mayIn(situations[name])).toBe(true),
  );

  test.each(['unarmed', 'down', 'escalated', 'verifying'] as const)(
    'brings none of an app that is %s',
    (name) => expect(mayIn(situations[name])).toBe(false),
  );

  test('brings one that is under way only as long as Heroku has made no release of it', () => {
    const { 'rolling-back': waiting } = situations;
    expect(mayIn(waiting)).toBe(true);
    const release = { id: 'release-3', version: 3 };
    expect(mayIn({ ...waiting, intent: { ...testIntent, release } })).toBe(false);
  });
});
