/** What a command is given in a test, and what it wrote. */
import { systemClock } from '../../lib/adapters/clock.ts';
import type { CommandContext, ExitCode } from '../../lib/cli/context.ts';

export type FakeTerminal = {
  readonly context: CommandContext;
  readonly written: { stdout: string; stderr: string };
  exitCode: ExitCode | null;
};

/** A context that keeps what is written. */
export function fakeTerminal(changes: Partial<CommandContext> = {}): FakeTerminal {
  const written = { stdout: '', stderr: '' };
  const writer = (stream: keyof typeof written) => ({
    write: (text: string) => {
      written[stream] += text;
    },
  });
  const terminal: FakeTerminal = {
    written,
    exitCode: null,
    context: {
      environment: {},
      clock: systemClock,
      stdout: writer('stdout'),
      stderr: writer('stderr'),
      isTerminal: false,
      setExitCode: (code) => {
        terminal.exitCode = code;
      },
      ...changes,
    },
  };
  return terminal;
}
