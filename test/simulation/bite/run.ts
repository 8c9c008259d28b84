/** The command `npm run simulate:bite`: every planted fault has to be noticed. */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import pMap from 'p-map';
import { type Bitten, bite } from './bite.ts';
import { plantedFaults } from './faults.ts';

const { values } = parseArgs({
  options: {
    worlds: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '7' },
    only: { type: 'string', default: '' },
  },
});

const effort = { seed: Number(values.seed), worlds: Number(values.worlds) };
const faults = plantedFaults.filter(({ name }) => name.includes(values.only));
const beganAt = performance.now();
const bitten = await pMap(faults, biteAloud, { concurrency: availableParallelism() });
const caught = bitten.filter((one) => one.caught).length;
const seconds = ((performance.now() - beganAt) / 1000).toFixed(0);
const used = bitten.reduce((sum, { cpuMs }) => sum + cpuMs, 0);
const spent = `${seconds} s, and ${secondsOf(used)} of processor time`;
console.log(`${caught} of ${faults.length} planted faults caught, in ${spent}`);
process.exitCode = caught === faults.length ? 0 : 1;

async function biteAloud(fault: (typeof faults)[number]): Promise<Bitten> {
  const one = await bite(fault, effort);
  const law = one.found === null ? 'nothing' : lawOf(one.found);
  const verdict = one.caught ? 'caught' : 'MISSED';
  console.log(`${verdict}  ${fault.name}: ${law}, after ${secondsOf(one.cpuMs)}`);
  return one;
}

function secondsOf(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function lawOf({ violation, world }: NonNullable<Bitten['found']>): string {
  return `${violation.invariant} in world ${world}`;
}
