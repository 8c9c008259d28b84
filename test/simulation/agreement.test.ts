// The simulated Heroku and the small one, which has real processes and is asked through the
// production adapter, answer the same on the same sequences of deeds and calls.

import { describe, expect, test } from 'vitest';
import { firstDifference } from './agreement/agree.ts';
import { makeSteps, type Step } from './agreement/step.ts';
import { plainApp } from './story/plain-app.ts';

describe('the simulated and the small Heroku answer the same', { timeout: 60_000 }, () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])('to the steps of seed %i', async (seed) => {
    const places = { preboot: seed % 3 === 0, privateSpace: seed % 4 === 1 };
    expect(await firstDifference(plainApp(places), makeSteps(seed, 20))).toBeNull();
  });

  test('to more releases than one list shows', async () => {
    const steps: Step[] = Array.from({ length: 52 }, () => ({ do: 'config' }));
    const last: Step = { do: 'rollback', back: 52 };
    expect(await firstDifference(plainApp(), [{ do: 'scale', web: 0 }, ...steps, last])).toBeNull();
  });

  test('to add-ons that come, go and get new credentials, whatever runs meanwhile', async () => {
    const change = (to: 'attach' | 'detach' | 'rotate'): Step => ({ do: 'add-on', change: to });
    const steps: Step[] = [
      change('attach'),
      change('rotate'),
      { do: 'deploy', crashes: false, command: 'succeeds' },
      change('attach'),
      { do: 'finish' },
      change('rotate'),
      { do: 'rollback', back: 4 },
      change('detach'),
      change('detach'),
      change('detach'),
      change('rotate'),
      { do: 'rollback', back: 3 },
    ];
    expect(await firstDifference(plainApp(), steps)).toBeNull();
  });

  test('to every kind of target that a rollback can name', async () => {
    const deploy = (command: 'none' | 'fails' | 'succeeds', crashes = false): Step => {
      return { do: 'deploy', crashes, command };
    };
    const steps: Step[] = [
      deploy('none', true),
      { do: 'rollback', back: 1 },
      { do: 'rollback', back: 0 },
      deploy('fails'),
      { do: 'rollback', back: 0 },
      { do: 'finish' },
      { do: 'rollback', back: 0 },
      deploy('succeeds'),
      { do: 'finish' },
      deploy('none'),
      { do: 'rollback', back: 1 },
      { do: 'rollback', back: 0 },
      { do: 'finish' },
      { do: 'expire' },
      { do: 'rollback', back: 2 },
      { do: 'rollback', back: 'unknown' },
    ];
    expect(await firstDifference(plainApp(), steps)).toBeNull();
  });
});
