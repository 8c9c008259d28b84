/** `lastgood check URL|APP`: one probe through the whole product path. */
import { createControl } from '../adapters/control.ts';
import { createHttpProbe } from '../adapters/http-probe.ts';
import { readSettings, type Settings } from '../adapters/settings.ts';
import { ConfigurationError } from '../core/configuration-error.ts';
import { asUnknown, judge } from '../core/judge.ts';
import type { Reading } from '../core/reading.ts';
import { addCheckOptions, type CheckOptions, optionKeys } from './check/options.ts';
import { reportJson, reportText } from './check/report.ts';
import { findSubject, readApp, type Subject } from './check/subject.ts';
import { type CommandContext, type ExitCode, exitCodes } from './context.ts';
import { createPaint } from './paint.ts';
import type { PatientCommand } from './patient-command.ts';

/** Adds the command to the program. */
export function addCheckCommand(program: PatientCommand, context: CommandContext): void {
  const command = program
    .command('check')
    .description('probe a URL or an app once: phases, what was expected, what came')
    .argument('<URL|APP>', 'a whole URL, or the name of an app in apps.yml')
    .addHelpText('after', afterHelp);
  addCheckOptions(command)
    .judges(() => optionKeys(command.opts()).faults)
    .action(async (target: string, options: CheckOptions) => {
      context.setExitCode(await runCheck(target, { options, command }, context));
    });
}

const afterHelp = `
A path as health stands on the app's own address, which only Heroku knows: that needs
HEROKU_API_KEY. A whole URL needs nothing.

Exit status: 0 healthy, 1 sick, 2 usage, 3 unknown.

Examples:
  npx lastgood check shop
  npx lastgood check https://shop.example.com/health --checkstring ok --json`;

/** Carries it out; the answer is the exit status. */
async function runCheck(
  target: string,
  { options, command }: { readonly options: CheckOptions; readonly command: PatientCommand },
  context: CommandContext,
): Promise<ExitCode> {
  const settings = settingsOf(context);
  if (settings instanceof ConfigurationError) return complain(context, 'usage', settings.message);
  const { keys } = optionKeys(options);
  const file = options.config ?? settings.appsPath;
  const read = await readApp({ target, keys, file }, context);
  command.refuse(read.ok ? [] : read.messages);
  if (!read.ok) return exitCodes.usage;
  const subject = await findSubject({ target, settings }, read.configuration, context);
  if (subject.kind === 'usage') command.refuse(subject.messages);
  if (subject.kind !== 'known') return complain(context, subject.kind, ...subject.messages);
  const { app, check } = subject;
  const reading = await takeReading(subject, settings, context);
  const report = { app, check, reading };
  context.stdout.write(
    options.json === true ? reportJson(report) : reportText(report, createPaint(context)),
  );
  return exitCodes[reading.verdict];
}

/** One probe, judged; where the trouble can be ours alone, others are asked as well. */
async function takeReading(
  { url, check, control }: Extract<Subject, { kind: 'known' }>,
  { herokuApiUrl }: Settings,
  { clock }: CommandContext,
): Promise<Reading> {
  const { headers, timeoutMs, redirects } = check;
  const at = clock.now();
  const outcome = await createHttpProbe({ clock }).probe({ url, headers, timeoutMs, redirects });
  const reading = judge(check, outcome, at);
  if (outcome.kind === 'answered' || !outcome.canBeOurs) return reading;
  const networkWorks = await createControl({
    urls: [herokuApiUrl, ...control],
    clock,
  }).networkWorks();
  return networkWorks ? reading : asUnknown(reading, 'nobody else answered either');
}

function settingsOf({ environment }: CommandContext): Settings | ConfigurationError {
  try {
    return readSettings(environment);
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
}

function complain(
  { stderr }: CommandContext,
  code: 'usage' | 'unknown',
  ...messages: readonly string[]
): ExitCode {
  for (const message of messages) stderr.write(`${message}\n`);
  return exitCodes[code];
}
