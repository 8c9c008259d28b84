/** `lastgood drill`: the whole way on this machine, with two broken releases. */
import { needEmulators } from '../local/cloud/emulators.ts';
import { type Drill, playDrill } from '../local/drill.ts';
import { type ExitCode, exitCodes, type RunContext } from './context.ts';
import { createDrillTeller } from './drill/drill-teller.ts';
import { showIntroduction } from './drill/introduction.ts';
import { showOutcome, showStopped } from './drill/outcome.ts';
import type { PatientCommand } from './patient-command.ts';
import { untilStopped } from './until-stopped.ts';

/** Adds the command to the program. */
export function addDrillCommand(program: PatientCommand, context: RunContext): void {
  program
    .command('drill')
    .description('see it work: two broken releases on a small Heroku on this machine')
    .option('--once', 'end after the story; exit status 0 only if all of it came true')
    .option('--json', 'print one JSON object a line')
    .addHelpText(
      'after',
      '\nExit status: 0 all came true (or Ctrl-C after the story), 1 something did not, ' +
        '2 usage, 130 Ctrl-C before the end.\n\nExample:\n  npx lastgood drill --once',
    )
    .action(async (options: DrillOptions) => {
      context.setExitCode(await runDrill(options, context));
    });
}

/** What commander makes of the options. */
export type DrillOptions = { readonly once?: boolean; readonly json?: boolean };

/** Carries it out; the answer is the exit status. `why` is said first. */
export async function runDrill(
  { once = false, json = false }: DrillOptions,
  context: RunContext,
  why = '',
): Promise<ExitCode> {
  const stop = context.stopSignal();
  const { teller, hear } = createDrillTeller(context, json);
  await needEmulators().catch((error: unknown) => {
    context.stderr.write(why);
    throw error;
  });
  showIntroduction(teller, context, why);
  const drill = await playDrill(hear, stop);
  try {
    if (drill.ending === 'stopped') {
      await drill.close();
      showStopped(teller, context);
      return exitCodes.interrupted;
    }
    showOutcome(drill, { teller, context, once });
    if (!once) await untilStopped(context, teller, stop);
    return statusOf(drill);
  } finally {
    await drill.close();
  }
}

function statusOf({ cameTrue }: Drill): ExitCode {
  return cameTrue ? exitCodes.done : exitCodes.failed;
}
