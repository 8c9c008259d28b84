import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hour, minute, second } from './film.ts';
import { noPause } from './fixtures.ts';
import { pauseFilm } from './pauses.ts';
import { afterDeploy } from './scenes.ts';

test('law: whatever is seen and in whatever order, no effect is decided while a pause stands', () => {
  const look = fc.record({
    verdict: fc.constantFrom('sick' as const, 'sick' as const, 'healthy' as const),
    pause: fc.constantFrom('none' as const, 'app' as const, 'fleet' as const),
    after: fc.constantFrom(5 * second, 20 * second, minute, 10 * minute),
    release: fc.boolean(),
  });
  let effects = 0;
  fc.assert(
    fc.property(fc.array(look, { minLength: 3, maxLength: 40 }), (looks) => {
      const film = afterDeploy();
      for (const { verdict, pause, after, release } of looks) {
        if (release && verdict === 'healthy') film.release();
        if (pause === 'none') film.world.pause = noPause;
        else pauseFilm(film, { app: pause === 'app' ? 'shop' : null, until: film.now + hour });
        film.effect = null;
        film.look(verdict, { after });
        if (pause !== 'none') expect(film.effect).toBeNull();
        effects += Number(film.effect !== null);
      }
    }),
    { seed: 20_261_123, numRuns: 200 },
  );
  expect(effects).toBeGreaterThan(10);
});
