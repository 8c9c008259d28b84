/** `lastgood pause` and `lastgood resume`: people keep lastgood's hands off, never for ever. */
import { hostname, userInfo } from 'node:os';
import { InvalidArgumentError } from 'commander';
import { formatDuration, parseDuration } from '../core/duration.ts';
import { limits } from '../core/limits.ts';
import { isStanding, type Pause, pauseLine, withoutPause, withPause } from '../core/pause.ts';
import { safeLine } from '../core/safe-line.ts';
import { changePauses } from '../reconcile/pauses.ts';
import { type CommandContext, type ExitCode, exitCodes } from './context.ts';
import type { PatientCommand } from './patient-command.ts';
import { unknownHere, withTable } from './remembered.ts';

/** Adds both commands to the program. */
export function addPauseCommands(program: PatientCommand, context: CommandContext): void {
  addCommon(program.command('pause'), 'watch and tell, and roll nothing back for a while')
    .option('--for <duration>', 'so long, 7 days at most (default: 2h)', durationOf)
    .option('--why <text>', 'what everybody is to read in the alerts')
    .addHelpText('after', afterPause)
    .action(async (app: string | undefined, options: PauseOptions, command: PatientCommand) => {
      command.refuse(faultsOf(app, options, context));
      context.setExitCode(await runPause(app, options, context));
    });
  addCommon(program.command('resume'), 'end a pause before its time; --all ends every one')
    .addHelpText('after', afterResume)
    .action(async (app: string | undefined, options: PauseOptions, command: PatientCommand) => {
      command.refuse(faultsOf(app, options, context));
      context.setExitCode(await runResume(app, options, context));
    });
}

function addCommon(command: PatientCommand, description: string): PatientCommand {
  return command
    .description(description)
    .argument('[APP]', 'the name of an app in apps.yml')
    .option('--all', 'all apps')
    .option('--by <name>', 'who you are (default: user@host)')
    .option('--config <file>', 'the configuration (default: LASTGOOD_APPS or apps.yml)')
    .option('--json', 'print one JSON object');
}

const where = `
It is written to .lastgood/ beside the configuration, also while lastgood is running there; with
LASTGOOD_TABLE to that table on AWS. It counts from the next look on.

Exit status: 0 done, 1 could not be done, 2 usage.`;

const afterPause = `
A paused app is watched, judged and told of as ever; nothing is rolled back. An alert says when a
pause begins, each day that it stands, and when it is over. A new pause replaces an older one.
${where}

Examples:
  npx lastgood pause shop --for 90m --why "big migration"
  npx lastgood pause --all`;

const afterResume = `${where}

Examples:
  npx lastgood resume shop
  npx lastgood resume --all`;

/** What commander makes of the options. */
export type PauseOptions = {
  readonly all?: boolean;
  readonly for?: number;
  readonly why?: string;
  readonly by?: string;
  readonly config?: string;
  readonly json?: boolean;
};

/** Pauses; the answer is the exit status. */
function runPause(
  app: string | undefined,
  options: PauseOptions,
  context: CommandContext,
): Promise<ExitCode> {
  return withPauses(options, context, async (change, now) => {
    const pause: Pause = {
      app: app ?? null,
      by: whoIs(options),
      why: options.why === undefined ? null : safeLine(options.why, limits.pauseWordsMax),
      at: now,
      until: now + (options.for ?? limits.pauseMs),
      ended: null,
    };
    await change((before) => withPause(before, pause));
    const lasts = formatDuration(pause.until - now);
    const text = `${nameOf(app)}: ${pauseLine(pause)}. It ends by itself in ${lasts}.`;
    return { json: { paused: pause }, text };
  });
}

/** Ends pauses; the answer is the exit status. */
function runResume(
  app: string | undefined,
  options: PauseOptions,
  context: CommandContext,
): Promise<ExitCode> {
  return withPauses(options, context, async (change, now) => {
    const ended = { at: now, by: whoIs(options) };
    const { before, after } = await change((all) => withoutPause(all, app ?? null, ended));
    const resumed = after.filter((one, at) => one !== before[at]);
    const standing = after.filter((one) => one.app === null && isStanding(one, now));
    const first =
      resumed.length === 0
        ? `${nameOf(app)}: no pause stood; nothing was changed.`
        : `${resumed.map((one) => nameOf(one.app ?? undefined)).join(', ')}: resumed.`;
    const rest = standing.map((one) => ` Still, ${pauseLine(one)}; see resume --all.`);
    return { json: { resumed, standing }, text: [first, ...rest].join('') };
  });
}

/** One app is meant, of those that there are, or all of them. */
function faultsOf(
  app: string | undefined,
  options: PauseOptions,
  context: CommandContext,
): readonly string[] {
  const one = app === undefined ? [] : [app];
  const named = (options.all === true) === (app !== undefined);
  const both = 'Name one app, or say --all: npx lastgood pause shop';
  return [...(named ? [both] : []), ...unknownHere(one, options, context)];
}

type Change = (
  change: (before: readonly Pause[]) => readonly Pause[],
) => ReturnType<typeof changePauses>;
type Answer = { readonly json: object; readonly text: string };

/** Opens the table, and changes what it holds of pauses. */
async function withPauses(
  options: PauseOptions,
  context: CommandContext,
  work: (change: Change, now: number) => Promise<Answer>,
): Promise<ExitCode> {
  const { json = false } = options;
  return withTable(options, context, async ({ store }) => {
    const now = context.clock.now();
    const answer = await work((change) => changePauses(store, now, change), now);
    context.stdout.write(`${json ? JSON.stringify(answer.json) : answer.text}\n`);
    return exitCodes.done;
  });
}

function whoIs({ by }: PauseOptions): string {
  return safeLine(by ?? `${userInfo().username}@${hostname()}`, limits.pauseWordsMax);
}

function nameOf(app: string | undefined): string {
  return app ?? 'all apps';
}

function durationOf(text: string): number {
  const durationMs = parseDuration(text);
  if (durationMs !== null && durationMs > 0 && durationMs <= limits.pauseMsMax) return durationMs;
  throw new InvalidArgumentError('expected a duration such as 90m or 2h, 7d at most');
}
