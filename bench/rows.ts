// The figures in words, each beside its aim.

import type { FleetSweep } from './fleet-sweep.ts';
import type { LoadTime } from './load-time.ts';
import type { ProbeCost, ProbeCosts } from './probe/prober.ts';
import { type Spread, spreadOf } from './statistics.ts';
import { type Row, rowTold, rowWithin } from './table.ts';

/** Everything that was measured. */
export type Measured = {
  readonly probe: ProbeCosts;
  readonly sweep: FleetSweep;
  readonly load: readonly LoadTime[];
};

const probeRatioMax = 1.3;
const sweepMsMax = 10_000;
const sweepRssMiBMax = 150;
const loadMsMax = 120;
const appsPerWrite = 100;
const appsPerHerokuCall = 1_000;

/** The rows of the table. A probe and a bundle are held to the median, a sweep to its worst. */
export function rowsOf({ probe, sweep, load }: Measured): Row[] {
  return [
    ...probeRows('http', probe.http),
    ...probeRows('https', probe.https),
    ...sweepRows(sweep),
    ...load.map(loadRow),
  ];
}

function probeRows(scheme: string, { ratio, probeMs, bareMs }: ProbeCost): Row[] {
  return [
    rowWithin(`probe over ${scheme}, CPU: times the bare request`, shown(ratio, 2), {
      value: ratio.median,
      max: probeRatioMax,
      aim: `at most ${probeRatioMax}`,
    }),
    rowTold(
      `probe over ${scheme}, CPU: ms a probe`,
      `${probeMs.median.toFixed(3)}, bare ${bareMs.median.toFixed(3)}`,
    ),
  ];
}

function sweepRows({ apps, origins, settlingSweeps, ...runs }: FleetSweep): Row[] {
  const { sweeps, peakRssBytes } = runs.asDeployed;
  const wallMs = spreadOf(sweeps.map((one) => one.wallMs));
  const cpuMs = spreadOf(sweeps.map((one) => one.cpuMs));
  const most = (name: keyof (typeof sweeps)[number]['traffic']) =>
    Math.max(...sweeps.map(({ traffic }) => traffic[name]));
  const fleet = `sweep of ${apps} healthy apps`;
  const within = (what: string, value: number, max: number) =>
    rowWithin(`${fleet}: ${what}`, String(value), { value, max, aim: `at most ${max}` });
  const rssMiB = mebibytes(peakRssBytes);
  const smallMiB = mebibytes(runs.inSmallHeap.peakRssBytes);
  const smallMs = spreadOf(runs.inSmallHeap.sweeps.map((one) => one.wallMs));
  return [
    rowTold(
      `${fleet}: measured`,
      `${sweeps.length} on ${origins} origins, after ${settlingSweeps} that settled`,
    ),
    rowWithin(`${fleet}: seconds`, shown(inSeconds(wallMs), 2), {
      value: wallMs.max,
      max: sweepMsMax,
      aim: `under ${sweepMsMax / 1_000}`,
    }),
    rowTold(`${fleet}: CPU seconds`, shown(inSeconds(cpuMs), 2)),
    rowWithin(`${fleet}: peak memory, MiB`, rssMiB.toFixed(0), {
      value: rssMiB,
      max: sweepRssMiBMax,
      aim: `under ${sweepRssMiBMax}`,
    }),
    rowTold(
      `${fleet}: in a heap of 64 MiB`,
      `${smallMiB.toFixed(0)} MiB, ${shown(inSeconds(smallMs), 2)} s`,
    ),
    within('items written', most('writes'), Math.ceil(apps / appsPerWrite)),
    rowTold(`${fleet}: items read`, `${most('itemsRead')} in ${most('readRequests')} requests`),
    within('Heroku calls', most('herokuCalls'), Math.ceil(apps / appsPerHerokuCall)),
    rowTold(
      `${fleet}: SQS messages`,
      `${most('messagesSent')}; ${most('queueRequests')} requests in all`,
    ),
  ];
}

function loadRow({ bundle, moreMs }: LoadTime): Row {
  return rowWithin(`load ${bundle}: ms more than an empty process`, shown(moreMs, 0), {
    value: moreMs.median,
    max: loadMsMax,
    aim: `at most ${loadMsMax}`,
  });
}

function mebibytes(bytes: number): number {
  return bytes / 2 ** 20;
}

function inSeconds({ min, median, max }: Spread): Spread {
  return { min: min / 1_000, median: median / 1_000, max: max / 1_000 };
}

function shown({ min, median, max }: Spread, digits: number): string {
  return `${median.toFixed(digits)} (${min.toFixed(digits)} to ${max.toFixed(digits)})`;
}
