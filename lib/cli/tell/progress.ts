import { oneLine } from '../../core/plain-text.ts';
import type { RunContext } from '../context.ts';
import type { Paint } from '../paint.ts';

/** The last line of a terminal while something is waited for. */
export type Progress = {
  /** null: nothing is waited for. */
  show(what: string | null): void;
  /** Takes the line away while something is written above it. */
  around(write: () => void): void;
};

/** Without a terminal there is no such line. */
export function createProgress(context: RunContext, paint: Paint): Progress {
  const { isTerminal, stdout, clock } = context;
  if (!isTerminal) return { show: () => {}, around: (write) => write() };
  let waiting: { what: string; since: number } | null = null;
  let timer: NodeJS.Timeout | undefined;
  let frame = 0;
  const clear = () => stdout.write('\r\u001b[K');
  const draw = () => {
    if (waiting === null) return;
    const seconds = Math.floor((clock.monotonic() - waiting.since) / 1_000);
    const text = oneLine(`${frames[frame % frames.length]} ${waiting.what} · ${seconds} s`);
    stdout.write(`\r\u001b[K${paint('dim', text.slice(0, context.columns() - 1))}`);
  };
  return {
    show: (what) => {
      clearInterval(timer);
      clear();
      waiting = what === null ? null : { what, since: clock.monotonic() };
      if (waiting === null) return;
      draw();
      timer = setInterval(() => {
        frame += 1;
        draw();
      }, frameMs);
      timer.unref();
    },
    around: (write) => {
      if (waiting !== null) clear();
      write();
      draw();
    },
  };
}

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'] as const;
const frameMs = 120;
