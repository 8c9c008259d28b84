import pMap from 'p-map';
import { limits } from '../../core/limits.ts';
import { type CommandContext, type ExitCode, exitCodes } from '../context.ts';
import { createPaint, type Format } from '../paint.ts';
import type { Outcome, Turn, Work } from './work.ts';

/** What is done for each app, and what once beside them. */
export type Turns = {
  readonly turn: Turn;
  readonly door?: (work: Work) => Promise<Outcome>;
};

/** Does it for every app, each told as soon as it is done; the worst of them is the exit status. */
export async function carryOut(
  { turn, door }: Turns,
  given: { readonly apps: readonly string[]; readonly work: Work; readonly json: boolean },
  context: CommandContext,
): Promise<ExitCode> {
  const { apps, work, json } = given;
  const paint = createPaint(context);
  const tell = (name: string, { status, lines }: Outcome) => {
    if (json) return;
    const format = formats[status];
    const text = lines.map((line) => `${paint(format, name)}  ${line}`).join('\n');
    context.stdout.write(`${text}\n`);
  };
  const atDoor = door === undefined ? null : await door(work);
  if (atDoor !== null) tell(work.url ?? '', atDoor);
  const ofApps = await pMap(
    apps,
    async (app) => {
      const outcome = await turn(work, app);
      tell(app, outcome);
      return { app, status: outcome.status, ...outcome.data };
    },
    { concurrency: limits.subscribedAtOnce },
  );
  const ofDoor = atDoor === null ? [] : [{ status: atDoor.status, ...atDoor.data }];
  if (json) {
    const [whole] = ofDoor;
    const answer = { url: work.url, ...(whole && { door: whole }), apps: ofApps };
    context.stdout.write(`${JSON.stringify(answer)}\n`);
  }
  return exitOf([...ofDoor, ...ofApps].map(({ status }) => status));
}

const formats: Readonly<Record<Outcome['status'], Format>> = {
  done: 'green',
  failed: 'red',
  unknown: 'yellow',
};

function exitOf(statuses: readonly Outcome['status'][]): ExitCode {
  if (statuses.includes('failed')) return exitCodes.failed;
  return statuses.includes('unknown') ? exitCodes.unknown : exitCodes.done;
}
