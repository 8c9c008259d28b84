/** `lastgood validate [FILE]`: what a configuration watches, or every fault of it. */
import { readConfigurationText } from '../adapters/configuration-file.ts';
import { readSettings } from '../adapters/settings.ts';
import { formatFault, parseConfiguration } from '../core/configuration.ts';
import { ConfigurationError } from '../core/configuration-error.ts';
import { type CommandContext, type ExitCode, exitCodes } from './context.ts';
import { counted } from './counted.ts';
import { createPaint } from './paint.ts';
import type { PatientCommand } from './patient-command.ts';
import { describeApps } from './validate/describe-app.ts';

/** Adds the command to the program. */
export function addValidateCommand(program: PatientCommand, context: CommandContext): void {
  program
    .command('validate')
    .description('check a configuration: every fault with its line, or what is watched')
    .argument('[FILE]', 'the configuration (default: LASTGOOD_APPS or apps.yml)')
    .option('--json', 'print one JSON object')
    .addHelpText('after', afterHelp)
    .action(async (file: string | undefined, options: ValidateOptions) => {
      context.setExitCode(await runValidate(file, options, context));
    });
}

const afterHelp = `
Exit status: 0 all good, 1 faults, 2 usage, or a file that cannot be read.

Examples:
  npx lastgood validate
  npx lastgood validate staging.yml --json`;

/** What commander makes of the options. */
export type ValidateOptions = { readonly json?: boolean };

/** Carries it out; the answer is the exit status. */
async function runValidate(
  given: string | undefined,
  { json = false }: ValidateOptions,
  context: CommandContext,
): Promise<ExitCode> {
  try {
    const file = given ?? readSettings(context.environment).appsPath;
    const text = await readConfigurationText(file);
    return report({ file, text, json }, context);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    if (json) writeJson(context, { ok: false, message: error.message });
    else context.stderr.write(`${error.message}\n`);
    return exitCodes.usage;
  }
}

type Subject = { readonly file: string; readonly text: string; readonly json: boolean };

function report({ file, text, json }: Subject, context: CommandContext): ExitCode {
  const result = parseConfiguration(text, file, context.environment);
  if (json) writeJson(context, { file, ...result });
  else if (result.ok) {
    const { apps } = result.configuration;
    const title = `${file}: ${counted(apps.length, 'app')}, all good`;
    const lines = [createPaint(context)('green', title), ...describeApps(apps)];
    context.stdout.write(`${lines.join('\n')}\n`);
  } else {
    const lines = result.faults.map(formatFault);
    const title = `${file}: ${counted(lines.length, 'fault')}; mend what each line says`;
    context.stderr.write(`${[...lines, createPaint(context)('red', title)].join('\n')}\n`);
  }
  return result.ok ? exitCodes.healthy : exitCodes.sick;
}

function writeJson({ stdout }: CommandContext, value: object): void {
  stdout.write(`${JSON.stringify(value)}\n`);
}
