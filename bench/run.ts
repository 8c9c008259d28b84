// Measures what speed and cost the project promises, in one run, and prints what is missed.

import { availableParallelism, cpus } from 'node:os';
import { measureFleetSweep } from './fleet-sweep.ts';
import { measureLoadTimes } from './load-time.ts';
import { measureProbeCost } from './probe-cost.ts';
import { type Measured, rowsOf } from './rows.ts';
import { formatTable } from './table.ts';

/** What hangs ends here; the children end with their parent. */
const benchMsMax = 175_000;

const beganAt = performance.now();
const watchdog = setTimeout(() => {
  console.error(`The bench is not done after ${benchMsMax / 1_000} s and is given up.`);
  process.exit(1);
}, benchMsMax);

try {
  report(await measure());
} catch (error) {
  console.error('The bench broke; there are no figures.', error);
  process.exitCode = 1;
} finally {
  clearTimeout(watchdog);
}

async function measure(): Promise<Measured> {
  progress('a probe against the bare request, over http and https');
  const probe = await measureProbeCost();
  progress('the sweep: starting Heroku, AWS and the origins');
  const sweep = await measureFleetSweep({ apps: 1_000, origins: 200, sweeps: 6 }, progress);
  progress('loading the bundles, each beside an empty process');
  const load = await measureLoadTimes();
  return { probe, sweep, load };
}

function report(measured: Measured): void {
  const rows = rowsOf(measured);
  const machine = {
    cores: availableParallelism(),
    processor: cpus()[0]?.model ?? 'unknown',
    node: process.version,
    date: new Date().toISOString(),
  };
  if (process.argv.includes('--json')) {
    console.log(JSON.stringify({ machine, rows, measured }));
    return;
  }
  const { cores, processor, node, date } = machine;
  console.log(`${cores} cores (${processor}), Node ${node}, ${date}`);
  console.log(
    'Figures: median (lowest to highest). Ratios and differences are taken pair by pair.',
  );
  console.log(`\n${formatTable(rows)}`);
}

function progress(line: string): void {
  const seconds = Math.round((performance.now() - beganAt) / 1_000);
  console.error(`${String(seconds).padStart(4)} s  ${line}`);
}
