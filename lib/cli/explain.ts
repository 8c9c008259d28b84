/** `lastgood explain APP`: why it did what it did, guard by guard, made again by this version. */
import { InvalidArgumentError } from 'commander';
import { explain } from '../core/explain.ts';
import { limits } from '../core/limits.ts';
import { version } from '../core/version.ts';
import { readHistory } from '../reconcile/read-history.ts';
import { type CommandContext, type ExitCode, exitCodes } from './context.ts';
import { type Account, accountLines } from './explain/lines.ts';
import { createPaint } from './paint.ts';
import type { PatientCommand } from './patient-command.ts';
import { unknownApp, withTable } from './remembered.ts';

/** Adds the command to the program. */
export function addExplainCommand(program: PatientCommand, context: CommandContext): void {
  program
    .command('explain')
    .description('why lastgood did what it did, or did nothing: readings, guards, target, alerts')
    .argument('<APP>', 'the name of an app in apps.yml')
    .option('--release <version>', 'only what is about this release: v29', releaseOf)
    .option(
      '--last <count>',
      `the newest so many decisions, ${limits.explainedMax} at most`,
      countOf,
    )
    .option('--config <file>', 'the configuration (default: LASTGOOD_APPS or apps.yml)')
    .option('--json', 'print one JSON object')
    .addHelpText('after', afterHelp)
    .action(async (app: string, options: ExplainOptions, command: PatientCommand) => {
      command.refuse();
      context.setExitCode(await runExplain(app, { options, command }, context));
    });
}

const afterHelp = `
Every decision that changed something is kept for ${limits.historyDaysMax} days with all that it was
made from. It is made again here and compared. Where another version of lastgood made it and
this one has other words, or decides otherwise, that is a note. Without --release and --last the
newest 10 are told.
Read from .lastgood/ beside the configuration, also while lastgood is running; with
LASTGOOD_TABLE from that table on AWS.

Exit status: 0 explained, 1 nothing is kept, or this version of lastgood contradicts itself,
2 usage.

Examples:
  npx lastgood explain shop --release v29
  LASTGOOD_TABLE=lastgood-prod-Table npx lastgood explain shop --last 50 --json`;

/** What commander makes of the options. */
export type ExplainOptions = {
  readonly release?: number;
  readonly last?: number;
  readonly config?: string;
  readonly json?: boolean;
};

/** Carries it out; the answer is the exit status. */
function runExplain(
  app: string,
  { options, command }: { readonly options: ExplainOptions; readonly command: PatientCommand },
  context: CommandContext,
): Promise<ExitCode> {
  const { release = null } = options;
  const last = options.last ?? (release === null ? lastDefault : limits.explainedMax);
  return withTable(options, context, async ({ store, where }, file) => {
    const now = context.clock.now();
    const history = await readHistory(store, app, { now, last, release });
    const { entries, older } = history;
    const unknown = entries.length === 0 ? unknownApp(app, file) : null;
    if (unknown !== null) command.refuse([unknown]);
    const readable = entries.flatMap((entry) => (entry === null ? [] : [entry]));
    const decisions = readable.map(explain);
    const unreadable = entries.length - readable.length;
    const account: Account = { app, release, where, older, unreadable, decisions };
    return tell(account, options.json === true, context);
  });
}

const lastDefault = 10;

function tell(account: Account, json: boolean, context: CommandContext): ExitCode {
  const { decisions, unreadable } = account;
  const different = decisions.filter(({ comparison }) => comparison === 'contradicted');
  const same = decisions.every(({ comparison }) => comparison === 'same');
  if (json) context.stdout.write(`${JSON.stringify({ ...account, version, same })}\n`);
  else context.stdout.write(`${accountLines(account, createPaint(context)).join('\n')}\n`);
  if (different.length > 0) {
    context.stderr.write(
      `lastgood ${version} contradicts itself: ${different.length} of ${decisions.length} ` +
        'decisions that it made come out otherwise on the same evidence.\n',
    );
  }
  if (unreadable > 0) {
    context.stderr.write(
      `${unreadable} decisions are listed and cannot be read: damaged, or written by another ` +
        'version of lastgood.\n',
    );
  }
  const whole = decisions.length > 0 && different.length === 0 && unreadable === 0;
  return whole ? exitCodes.done : exitCodes.failed;
}

function releaseOf(text: string): number {
  const [, version] = /^v?(\d{1,9})$/.exec(text) ?? [];
  if (version === undefined) throw new InvalidArgumentError('expected a release, such as v29');
  return Number(version);
}

function countOf(text: string): number {
  const count = Number(text);
  if (/^\d{1,4}$/.test(text) && count > 0) return Math.min(count, limits.explainedMax);
  throw new InvalidArgumentError('expected a number from 1');
}
