import type { CommandContext } from '../context.ts';
import type { Teller } from './teller.ts';

/** One JSON object a line: `at`, `app`, `part`, `text`, and what more there is to it. */
export function jsonTeller({ stdout, clock }: CommandContext): Teller {
  const write = (at: number, keys: object) =>
    stdout.write(`${JSON.stringify({ at: new Date(at).toISOString(), ...keys })}\n`);
  return {
    heading: (title, detail) =>
      write(clock.now(), { app: null, part: 'scene', text: title, detail }),
    line: ({ at, app, part, text, data }) => write(at, { app, part, text, ...data }),
    note: () => {},
    waiting: () => {},
  };
}
