/** `lastgood verify --note`: what is to be known of an app before it is deployed to. */
import { noteBaseline } from '../../local/verify/note-baseline.ts';
import { type ExitCode, exitCodes, type RunContext } from '../context.ts';
import type { Tone } from '../tell/line.ts';
import type { Teller } from '../tell/teller.ts';
import { writeBaseline } from './baseline-file.ts';
import { appOf, lineOf, type OneAppWork, type Telling, worldOf } from './scene.ts';

/** Notes release and health before the deploy. */
export async function noteHere(
  work: OneAppWork,
  context: RunContext,
  { teller, github }: Telling,
): Promise<ExitCode> {
  const { app: name, options } = work;
  // What the looks decide is the way to see the health, and says nothing by itself.
  const sees: Teller = {
    ...teller,
    line: (line) => {
      if (line.part !== 'decides') teller.line(line);
    },
  };
  const world = worldOf(work, context, { teller: sees, onAlert: () => {} });
  const signal = context.stopSignal();
  teller.waiting(`the health of ${name} before the deploy`);
  const noted = await noteBaseline(world, appOf(work), { timeoutMs: options.timeout, signal });
  teller.waiting(null);
  if (signal.aborted) {
    const text = 'stopped: nothing was noted, and nothing is changed';
    teller.line(lineOf(work, context, { part: 'end', text, tone: 'warn' }));
    return exitCodes.interrupted;
  }
  if (!noted.ok) {
    const { message, advice } = noted.trouble;
    const text = `nothing was noted: ${message}; ${advice}`;
    teller.line(lineOf(work, context, { part: 'fault', text, tone: 'bad' }));
    github.annotate('error', `${name}: nothing was noted`, text);
    return exitCodes.unknown;
  }
  const { health, release, came } = noted.value;
  const file = options.baseline ?? '';
  await writeBaseline(file, noted.value);
  const what = `v${release.version} runs and is ${health} (${came}), as ${file} says now`;
  const text = `${what}${consequences[health] ?? ''}`;
  const tone: Tone = health === 'healthy' ? 'good' : 'warn';
  const data = { health, release: release.version, file };
  teller.line({ ...lineOf(work, context, { part: 'end', text, tone }), data });
  if (health !== 'healthy') github.annotate('warning', `${name} before the deploy`, text);
  return exitCodes.done;
}

const consequences: Readonly<Record<string, string>> = {
  sick: '; what is released now cannot be blamed for that, and is not rolled back',
  unknown: '; what is released now cannot be blamed, and is not rolled back',
};
