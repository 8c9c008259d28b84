import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { actingFaults } from '../simulation/bite/acting-faults.ts';
import { inPlantedCopy } from '../simulation/bite/bite.ts';
import { guardFaults } from '../simulation/bite/guard-faults.ts';
import { tellingFaults } from '../simulation/bite/telling-faults.ts';
import { explore, type Found } from './explore.ts';
import { plots } from './plots.ts';
import { pathLines } from './report.ts';

/** The whole is `npm run simulate:small`; this is what every test run walks of it. */
const fewerMoves = 4;

test.each(plots)(
  'every small world breaks no law: $name',
  async (plot) => {
    const { found, states, resolved } = await explore(plot, plot.depth - fewerMoves);
    expect(found === null ? [] : pathLines(found)).toEqual([]);
    expect(states).toBeGreaterThan(100);
    expect(resolved).toBeGreaterThan(20);
  },
  60_000,
);

const planted = [...guardFaults, ...actingFaults, ...tellingFaults];

test.each([
  ['a loser acts all the same', 'suspected', 'S15', /POSTs a rollback/],
  ['no fresh read before the POST is heeded', 'suspected, deploy-good', 'S8', /POSTs a rollback/],
  ['the guard "once" is deleted', 'refused', 'S6', /nobody looks/],
  ['a rollback counts as done once it is current', 'accepted', 'S12', /writes app#shop/],
  ['an old read of Heroku makes a bad release a new one', 'accepted', 'S18', /writes app#shop/],
] as const)(
  'a planted fault is found, with the shortest way to it: %s',
  async (name, only, law, lastMove) => {
    const fault = planted.find((one) => one.name === name);
    if (fault === undefined) throw new Error(`there is no fault called ${name}`);
    const found = await inPlantedCopy(fault, (directory) => walkIn(directory, only));
    if (found === null) throw new Error('nothing was found');
    const lines = pathLines(found);
    expect(fault.laws).toContain(found.invariant);
    expect(found.invariant).toBe(law);
    expect(lines[2]).toMatch(/^ {3}0 {2}v[12] is/);
    expect(lines.at(-1)).toMatch(lastMove);
    console.log(lines.join('\n'));
  },
  120_000,
);

function walkIn(directory: string, only: string): Promise<Found | null> {
  const script = join(directory, 'test/small-worlds/run.ts');
  return new Promise((done, fail) => {
    execFile(process.execPath, [script, '--json', '--only', only], (_error, out, complaints) => {
      try {
        done((JSON.parse(out) as { found: Found | null }).found);
      } catch (error) {
        fail(new Error(`the walk broke: ${complaints}`, { cause: error }));
      }
    });
  });
}
