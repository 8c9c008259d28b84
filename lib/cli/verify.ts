/** `lastgood verify APP`: is the release that was just deployed a good one; if not, undo it. */
import { ConfigurationError } from '../core/configuration-error.ts';
import { type ExitCode, exitCodes, type RunContext, type Writer } from './context.ts';
import type { PatientCommand } from './patient-command.ts';
import { createGitHub } from './verify/github.ts';
import { noteHere } from './verify/note-here.ts';
import { addVerifyOptions, type VerifyOptions } from './verify/options.ts';
import { exitCodeOf, resultLine, tellGitHub } from './verify/result.ts';
import { createSafe } from './verify/safe-output.ts';
import { verifyHere } from './verify/verify-here.ts';
import { verifyVia } from './verify/verify-via.ts';
import { optionFaults, readWork, tellerOf } from './verify/work.ts';

/** Adds the command to the program. */
export function addVerifyCommand(program: PatientCommand, context: RunContext): void {
  const command = program
    .command('verify')
    .description('after a deploy: watch the new release, and roll it back if it stays sick')
    .argument('<APP>', "the Heroku app's name");
  addVerifyOptions(command)
    .addHelpText('after', afterHelp)
    .judges(() => optionFaults(command.opts()))
    .action(async (app: string, options: VerifyOptions) => {
      context.setExitCode(await runVerify(app, { options, command }, context));
    });
}

const afterHelp = `
Needs HEROKU_API_KEY and no AWS. It waits until the new release is current, looks at it closely,
rolls it back once when it stays sick, and verifies that. With --baseline, noted before the deploy,
it goes back to what was seen healthy then; without one to the release that was current before,
and says that nobody saw that one healthy. A newer release or rollback of somebody's ends it.
Of GitHub Actions it uses annotations, the job summary, and the outputs verdict, release and
rolled-back-to. With --via the token is read from LASTGOOD_DEPLOY_TOKEN.

Exit status: 0 good (with --note: noted), 1 bad and rolled back, 4 bad and not rolled back (a
release that failed in its release command included), 3 no verdict, 2 usage, 130 stopped.

Examples:
  npx lastgood verify shop --health /health --checkstring ok --baseline before.json --note
  git push heroku main
  npx lastgood verify shop --health /health --checkstring ok --baseline before.json
  npx lastgood verify shop --via https://….lambda-url.eu-west-1.on.aws --commit "$GITHUB_SHA"`;

/**
 * Carries it out; the answer is the exit status. Nothing leaves it as an exception: the status of a
 * crash would read as "bad and rolled back".
 */
async function runVerify(
  app: string,
  { options, command }: { readonly options: VerifyOptions; readonly command: PatientCommand },
  given: RunContext,
): Promise<ExitCode> {
  const safe = createSafe(given.environment);
  const through = (writer: Writer) => ({ write: (text: string) => writer.write(safe(text)) });
  const context = { ...given, stdout: through(given.stdout), stderr: through(given.stderr) };
  const github = createGitHub(context, { json: options.json === true, safe });
  try {
    const faults = command.faults();
    const { work, configuration } = await readWork(app, { options, faults }, context);
    const teller = tellerOf(work, context);
    const telling = { teller, github };
    const { via } = options;
    if (configuration !== null && options.note === true) {
      return await noteHere({ ...work, configuration }, context, telling);
    }
    const result =
      configuration === null
        ? await verifyVia({ ...work, via: via ?? '' }, context, telling)
        : await verifyHere({ ...work, configuration }, context, telling);
    teller.line(resultLine(result, context.clock.now()));
    await tellGitHub(result, github);
    return exitCodeOf(result);
  } catch (error) {
    const ours = error instanceof ConfigurationError;
    const advised = () => `${(error as ConfigurationError).message}\n${command.advice}`;
    const message = ours ? advised() : `lastgood itself failed: ${detailOf(error)}`;
    context.stderr.write(`${message}\n`);
    github.annotate('error', `${app}: not verified`, message);
    return ours ? exitCodes.usage : exitCodes.unknown;
  }
}

function detailOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
