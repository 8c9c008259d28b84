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

/** What a command that goes on until it is stopped is given beside. */
export type RunContext = CommandContext & {
  /**
   * Aborted when somebody wants it to end: Ctrl-C, or SIGTERM of whoever started it. From the first
   * call on these ask and no longer end the process by themselves.
   */
  stopSignal(): AbortSignal;
  /** The terminal's width right now, in columns. */
  columns(): number;
};

/**
 * What the commands tell their caller by exit status. `done`: it ended as it should, Ctrl-C on
 * something that runs until then included; `failed`: what was asked for did not come true or could
 * not be started; `notRolledBack`: a deploy is bad and its release, or what is left of it, is
 * live; `interrupted`: Ctrl-C before the end, as a shell tells it (128 + SIGINT).
 */
export const exitCodes = {
  done: 0,
  healthy: 0,
  failed: 1,
  sick: 1,
  usage: 2,
  unknown: 3,
  good: 0,
  rolledBack: 1,
  notRolledBack: 4,
  interrupted: 130,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
