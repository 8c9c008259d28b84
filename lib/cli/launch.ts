/** The command's own entry: gives it this process, and ends it in good order at Ctrl-C. */
import { systemClock } from '../adapters/clock.ts';
import { processEnvironment } from '../adapters/settings.ts';
import { exitCodes } from './context.ts';
import { main } from './main.ts';

/** Runs the command with the words of this process; its exit status is the command's. */
export async function launch(): Promise<void> {
  const { stdout, stderr, argv } = process;
  const environment = processEnvironment();
  const stopping = new AbortController();
  stdout.once('error', (error) => {
    stopping.abort();
    // Where nobody reads along any more, as with `| head`, that is as it was meant.
    if (!('code' in error) || error.code === 'EPIPE') return;
    stderr.write(`What was told could not be written to standard output (${error.code}).\n`);
  });
  stdout.on('error', () => {});
  let listens = false;
  process.exitCode = await main(argv.slice(2), {
    environment,
    clock: systemClock,
    stdout,
    stderr,
    isTerminal: stdout.isTTY === true && environment['TERM'] !== 'dumb',
    columns: () => stdout.columns ?? columnsDefault,
    stopSignal: () => {
      if (!listens) listenForSignals(stopping);
      listens = true;
      return stopping.signal;
    },
  });
}

/** Without a terminal nobody cuts lines, and no line is broken for the sake of a width. */
const columnsDefault = 10_000;
/** One Ctrl-C can arrive twice: from the terminal, and from npm or our launcher passing it on. */
const sameMs = 500;

/** The first signal asks to end in good order, a second one ends at once. */
function listenForSignals(stopping: AbortController): void {
  let askedAt: number | null = null;
  const ask = () => {
    const now = systemClock.monotonic();
    if (askedAt !== null && now - askedAt > sameMs) process.exit(exitCodes.interrupted);
    askedAt ??= now;
    stopping.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, ask);
  // Whoever started us through the launcher is gone.
  process.once('disconnect', ask);
  process.channel?.unref();
}
