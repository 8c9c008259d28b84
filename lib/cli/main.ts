/** The command: reads its words, runs what they ask for, and gives the exit status. */
import { CommanderError } from 'commander';
import { ConfigurationError } from '../core/configuration-error.ts';
import { version } from '../core/version.ts';
import { addAlertCommand } from './alert.ts';
import { addCheckCommand } from './check.ts';
import { type ExitCode, exitCodes, type RunContext } from './context.ts';
import { addDrillCommand } from './drill.ts';
import { addExplainCommand } from './explain.ts';
import { PatientCommand } from './patient-command.ts';
import { addPauseCommands } from './pause.ts';
import { addStartCommand } from './start.ts';
import { addValidateCommand } from './validate.ts';
import { addVerifyCommand } from './verify.ts';
import { addWebhooksCommand } from './webhooks.ts';

/** Runs the command with these words (without node and file); the answer is the exit status. */
export async function main(
  words: readonly string[],
  given: Omit<RunContext, 'setExitCode'>,
): Promise<ExitCode> {
  let status: ExitCode = exitCodes.done;
  const setExitCode = (code: ExitCode) => {
    status = code;
  };
  const program = createProgram({ ...given, setExitCode });
  try {
    await program.parseAsync(words, { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? status : exitCodes.usage;
    if (!(error instanceof ConfigurationError)) throw error;
    given.stderr.write(`${error.message}\n`);
    return exitCodes.failed;
  }
}

function createProgram(context: RunContext): PatientCommand {
  const program = new PatientCommand('lastgood')
    .description('Keeps every Heroku app on its last good release: probes, rolls back, and tells.')
    .version(version, '-v, --version')
    .helpCommand(false)
    .showSuggestionAfterError()
    .addHelpText('after', examples)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.stdout.write(text),
      writeErr: (text) => context.stderr.write(text),
    });
  addStartCommand(program, context);
  addDrillCommand(program, context);
  addCheckCommand(program, context);
  addVerifyCommand(program, context);
  addValidateCommand(program, context);
  addExplainCommand(program, context);
  addPauseCommands(program, context);
  addWebhooksCommand(program, context);
  addAlertCommand(program, context);
  return program;
}

const examples = `
Examples:
  npx lastgood start                  watch the apps of ./apps.yml; without one, the drill
  npx lastgood start --once           look at every app once, and end
  npx lastgood drill --once           see broken releases being rolled back, and end
  npx lastgood check shop             ask one app of apps.yml for its health
  npx lastgood verify shop --health /health   after a deploy: good, or rolled back
  npx lastgood explain shop           why it did what it did, or did nothing
  npx lastgood pause shop --for 2h    watch and tell, and roll nothing back
  npx lastgood webhooks add --all     have Heroku tell of releases at once
  npx lastgood alert --test           does an alert get through, and who would hear it
  npx lastgood validate apps.yml      every fault of a configuration, with its line
`;
