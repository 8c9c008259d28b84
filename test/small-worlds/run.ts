/** The command `npm run simulate:small`: every small world up to a depth, on one core. */
import { parseArgs } from 'node:util';
import { type Explored, explore } from './explore.ts';
import { plots } from './plots.ts';
import { pathLines, rowOf, titleRow, totalRow } from './report.ts';

const { values } = parseArgs({
  options: {
    // So many moves more than the plots say; --deeper=-2 is two fewer.
    deeper: { type: 'string', default: '0' },
    only: { type: 'string', default: '' },
    json: { type: 'boolean', default: false },
  },
});

if (!/^-?\d{1,2}$/.test(values.deeper)) {
  throw new Error(`--deeper takes a whole number, not "${values.deeper}"`);
}
const deeper = Number(values.deeper);
const chosen = plots.filter(({ name }) => name.includes(values.only));
if (chosen.length === 0) throw new Error(`no plot has "${values.only}" in its name`);
const beganAt = performance.now();
const all: Explored[] = [];
if (!values.json) console.log(titleRow);
for (const plot of chosen) {
  const explored = await explore(plot, plot.depth + deeper);
  all.push(explored);
  if (!values.json) console.log(rowOf(explored));
  if (explored.found !== null) break;
}
const found = all.find((one) => one.found !== null)?.found ?? null;
if (values.json) console.log(JSON.stringify({ found }));
else console.log(totalRow(all, performance.now() - beganAt));
if (found !== null && !values.json) console.log(pathLines(found).join('\n'));
process.exitCode = found === null ? 0 : 1;
