/** The command `npm run kill`: lastgood is killed at random moments of many rollbacks. */
import { parseArgs } from 'node:util';
import { systemClock } from '../../lib/adapters/clock.ts';
import { mixSeeds, Random } from '../simulation/random.ts';
import { killOnce } from './kill-once.ts';

const { values } = parseArgs({
  options: {
    times: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    // Stories that are played beside each other: each has a Heroku and a lastgood of its own.
    atonce: { type: 'string', default: '4' },
  },
});

/** From the bad release until the app is well again it takes about so long. */
const courseMs = 5_000;

const [times, seed, atOnce] = [values.times, values.seed, values.atonce].map(wholeNumber);
const beganAt = performance.now();
const failed: number[] = [];
const reached = new Map<string, number>();
let next = 0;
console.log(`seed ${seed}: ${times} kills within ${courseMs} ms after a bad release`);
await Promise.all(Array.from({ length: atOnce ?? 1 }, work));
const seconds = ((performance.now() - beganAt) / 1_000).toFixed(0);
console.log([...reached].map(([situation, count]) => `${count} in ${situation}`).join(', '));
console.log(`${(times ?? 0) - failed.length} of ${times} ended well, in ${seconds} s`);
process.exitCode = failed.length === 0 ? 0 : 1;

async function work(): Promise<void> {
  for (let index = next; index < (times ?? 0); index = next) {
    next += 1;
    const afterMs = Math.floor(new Random(mixSeeds(seed ?? 1, index, 1)).between(0, courseMs));
    const name = `kill ${index + 1} of ${times}, ${afterMs} ms after the release`;
    try {
      const { stored, rollbacks } = await killOnce(() => systemClock.sleep(afterMs));
      const situation = stored.state?.situation.name ?? 'nothing';
      reached.set(situation, (reached.get(situation) ?? 0) + 1);
      console.log(`well    ${name}: it was ${situation}, rollbacks made: ${rollbacks}`);
    } catch (error) {
      failed.push(index);
      console.log(`FAILED  ${name}: ${error instanceof Error ? error.stack : String(error)}`);
    }
  }
}

function wholeNumber(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new Error(`expected a whole number, not "${text}"`);
  return Number(text);
}
