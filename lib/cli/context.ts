import type { Clock } from '../adapters/clock.ts';
import type { Environment } from '../adapters/settings.ts';

/** Where a command writes. */
export type Writer = { write(text: string): unknown };

/** What a command is given of the world it runs in, so that a test can give it another one. */
export type CommandContext = {
  readonly environment: Environment;
  readonly clock: Clock;
  /** What was asked for. */
  readonly stdout: Writer;
  /** What went wrong, and what to do next. */
  readonly stderr: Writer;
  /** True: a person reads along, in colour. */
  readonly isTerminal: boolean;
  /** Called once, by the command that ran. No command ends the process itself. */
  setExitCode(code: ExitCode): void;
};

/** What the commands tell their caller by exit status. */
export const exitCodes = { healthy: 0, sick: 1, usage: 2, unknown: 3 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
