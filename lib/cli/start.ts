/** `lastgood start`: watches the apps of a configuration; without one it is the drill. */
import { existsSync } from 'node:fs';
import { InvalidArgumentError } from 'commander';
import { loadConfiguration } from '../adapters/configuration-file.ts';
import { readSettings } from '../adapters/settings.ts';
import { type ExitCode, exitCodes, type RunContext } from './context.ts';
import { type DrillOptions, runDrill } from './drill.ts';
import type { PatientCommand } from './patient-command.ts';
import { sweepApps } from './start/sweep-apps.ts';
import { watchApps } from './start/watch-apps.ts';

/** Adds the command to the program. */
export function addStartCommand(program: PatientCommand, context: RunContext): void {
  program
    .command('start')
    .description('watch the apps of apps.yml; where there is none, play the drill')
    .option('--config <file>', 'the configuration (default: LASTGOOD_APPS or apps.yml)')
    .option('--once', 'look at every app once and end (of the drill: end after the story)')
    .option('--json', 'print one JSON object a line')
    .option('--webhook-port <port>', 'on 127.0.0.1; 0: any that is free', portOf, 0)
    .option('--deploys-port <port>', 'the same for POST /deploys', portOf, 0)
    .addHelpText('after', afterHelp)
    .action(async (options: StartOptions, command: PatientCommand) => {
      command.refuse();
      context.setExitCode(await runStart(options, context));
    });
}

const afterHelp = `
State is kept in .lastgood/ beside the configuration. Ctrl-C ends it in good order.

Exit status: 0 ended by Ctrl-C or SIGTERM, 1 could not be started, 2 usage, 3 broke down;
with --once: 0 all apps are healthy, 1 one is sick, 3 one is not known.

Examples:
  npx lastgood start --config apps.yml
  npx lastgood start --config apps.yml --once --json`;

/** What commander makes of the options. */
export type StartOptions = DrillOptions & {
  readonly config?: string;
  readonly webhookPort: number;
  readonly deploysPort: number;
};

/** Carries it out; the answer is the exit status. Throws a ConfigurationError. */
async function runStart(options: StartOptions, context: RunContext): Promise<ExitCode> {
  const { environment, stderr } = context;
  const settings = readSettings(environment);
  const file = options.config ?? settings.appsPath;
  const isNamed = options.config !== undefined || Boolean(environment['LASTGOOD_APPS']?.trim());
  if (!isNamed && !existsSync(file))
    return runDrill(options, context, `There is no ${file} here. ${drillReason}`);
  const configuration = await loadConfiguration(file, environment);
  const work = { configuration, settings, file, json: options.json === true };
  if (options.once === true) return sweepApps(work, context);
  try {
    const { webhookPort, deploysPort } = options;
    return await watchApps({ ...work, webhookPort, deploysPort }, context);
  } catch (error) {
    if (!isPortTaken(error)) throw error;
    const { port } = error;
    const option = port === options.deploysPort ? '--deploys-port' : '--webhook-port';
    stderr.write(`Port ${port} is taken; give another one by ${option}.\n`);
    return exitCodes.failed;
  }
}

const drillReason = 'To watch your own apps, copy apps.example.yml to it. This is the drill.\n\n';

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError('expected a number from 0 to 65535');
}

/** Node tells which port it was. */
function isPortTaken(error: unknown): error is Error & { readonly port?: number } {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}
