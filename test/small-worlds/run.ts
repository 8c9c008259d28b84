/** The command `npm run simulate:small`: every small world up to a depth, on all cores. */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { plots } from './plots.ts';
import { pathLines, rowOf, titleRow, totalRow } from './report.ts';
import { walk } from './walk.ts';

const { values } = parseArgs({
  options: {
    // So many moves more than the plots say; --deeper=-2 is two fewer.
    deeper: { type: 'string', default: '0' },
    only: { type: 'string', default: '' },
    threads: { type: 'string', default: String(availableParallelism()) },
    json: { type: 'boolean', default: false },
  },
});

if (!/^-?\d{1,2}$/.test(values.deeper)) {
  throw new Error(`--deeper takes a whole number, not "${values.deeper}"`);
}
if (!/^[1-9]\d?$/.test(values.threads)) {
  throw new Error(`--threads takes a number from 1 to 99, not "${values.threads}"`);
}
const deeper = Number(values.deeper);
const walks = plots.flatMap(({ name }, index) =>
  name.includes(values.only) ? [{ index, deeper }] : [],
);
if (walks.length === 0) throw new Error(`no plot has "${values.only}" in its name`);
const threads = Math.min(Number(values.threads), walks.length);
const beganAt = performance.now();
if (!values.json) console.log(titleRow);
const all = await walk(walks, threads, (explored) => {
  if (!values.json) console.log(rowOf(explored));
});
const found = all.find((one) => one.found !== null)?.found ?? null;
if (values.json) console.log(JSON.stringify({ found }));
else {
  const { user, system } = process.cpuUsage();
  const ms = performance.now() - beganAt;
  console.log(totalRow(all, { ms, cpuMs: (user + system) / 1_000, threads }));
}
if (found !== null && !values.json) console.log(pathLines(found).join('\n'));
process.exitCode = found === null ? 0 : 1;
