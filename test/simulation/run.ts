/** The command `npm run simulate`: many worlds on all cores, or one of them step by step. */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { play } from './play.ts';
import { fullRunWorlds, neverReached, reportLines } from './report.ts';
import { shrink } from './shrink.ts';
import { generateStory } from './story/generate.ts';
import type { Story } from './story/story.ts';
import { addTotals, type Found, noTotals, type Range, type Totals } from './totals.ts';

const { values } = parseArgs({
  options: {
    worlds: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '7' },
    world: { type: 'string' },
    threads: { type: 'string', default: String(availableParallelism()) },
    // Each thread stops once one of these laws is broken, as in "S1,L5".
    until: { type: 'string', default: '' },
    json: { type: 'boolean', default: false },
  },
});

const seed = wholeNumber('seed', values.seed);
process.exitCode =
  values.world === undefined
    ? await runMany(wholeNumber('worlds', values.worlds))
    : await replay(generateStory(seed, wholeNumber('world', values.world)));

async function runMany(worlds: number): Promise<number> {
  const threads = Math.max(1, Math.min(wholeNumber('threads', values.threads), worlds));
  const beganAt = performance.now();
  const totals = noTotals();
  const share = Math.ceil(worlds / threads);
  const ranges = Array.from({ length: threads }, (_, index) => {
    return { seed, from: index * share, to: Math.min((index + 1) * share, worlds) };
  });
  await Promise.all(ranges.map((range) => runThread(range, totals, worlds)));
  totals.found.sort((left, right) => left.world - right.world);
  if (values.json) {
    console.log(JSON.stringify({ worlds: totals.worlds, found: totals.found }));
    return totals.found.length === 0 ? 0 : 1;
  }
  const lines = reportLines(totals, { ms: performance.now() - beganAt, threads });
  console.log(lines.join('\n'));
  const [first] = totals.found;
  for (const found of totals.found.slice(0, 20)) console.log(foundLine(found));
  if (first !== undefined) await tellShortest(first);
  const isWhole = worlds < fullRunWorlds || neverReached(totals).length === 0;
  return first === undefined && isWhole ? 0 : 1;
}

function runThread(range: Range, totals: Totals, worlds: number): Promise<void> {
  return new Promise((done, fail) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: { ...range, until: values.until.split(',') },
      // A world is short-lived: with room for many of them, little of it is ever copied.
      resourceLimits: { maxYoungGenerationSizeMb: 64 },
    });
    worker.on('message', (part: Totals) => {
      const before = Math.floor((10 * totals.worlds) / worlds);
      addTotals(totals, part);
      // A long run need not come to its end before somebody looks into them.
      if (!values.json) for (const found of part.found) console.error(foundLine(found));
      if (Math.floor((10 * totals.worlds) / worlds) > before) tellProgress(totals, worlds);
    });
    worker.on('error', fail);
    worker.on('exit', () => done());
  });
}

/** Ten times in a run; on stderr, so that the report stays what it is. */
function tellProgress(totals: Totals, worlds: number): void {
  console.error(`${totals.worlds} of ${worlds} worlds, ${totals.found.length} violations`);
}

function foundLine({ seed: ofSeed, world, violation }: Found): string {
  return `--seed ${ofSeed} --world ${world}: ${violation.invariant}: ${violation.text}`;
}

async function tellShortest({ seed: ofSeed, world, violation }: Found): Promise<void> {
  const story = generateStory(ofSeed, world);
  const shortest = await shrink(story, violation.invariant);
  const left = `${story.events.length} events, shortest story found has ${shortest.events.length}`;
  console.log(`\nthe first of them: --seed ${ofSeed} --world ${world} (${left})`);
  await replay(shortest);
}

async function replay(story: Story): Promise<number> {
  const { apps, events, ...rest } = story;
  console.log(JSON.stringify(rest));
  for (const app of apps) console.log(JSON.stringify(app));
  for (const event of events) console.log(JSON.stringify(event));
  const played = await play(story, { tells: true });
  console.log(played.told.join('\n'));
  console.log(`${played.steps} steps; ${played.violation?.invariant ?? 'no law was broken'}`);
  return played.violation === null ? 0 : 1;
}

function wholeNumber(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`--${name} takes a whole number, not "${text}"`);
  return Number(text);
}
