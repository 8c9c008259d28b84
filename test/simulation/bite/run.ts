/** The command `npm run simulate:bite`: every planted fault has to be noticed. */
import { parseArgs } from 'node:util';
import { actingFaults } from './acting-faults.ts';
import { bite } from './bite.ts';
import { tellingFaults } from './telling-faults.ts';

const { values } = parseArgs({
  options: {
    worlds: { type: 'string', default: '6000' },
    seed: { type: 'string', default: '7' },
    only: { type: 'string', default: '' },
  },
});

const effort = { seed: Number(values.seed), worlds: Number(values.worlds) };
const all = [...actingFaults, ...tellingFaults];
const faults = all.filter(({ name }) => name.includes(values.only));
let missed = 0;
for (const fault of faults) {
  const { found, caught } = await bite(fault, effort);
  if (!caught) missed += 1;
  const law = found === null ? 'nothing' : `${found.violation.invariant} in world ${found.world}`;
  console.log(`${caught ? 'caught' : 'MISSED'}  ${fault.name}: ${law}`);
}
console.log(`${faults.length - missed} of ${faults.length} planted faults caught`);
process.exitCode = missed === 0 ? 0 : 1;
