import type { RunContext } from '../context.ts';
import { createPaint } from '../paint.ts';
import { jsonTeller } from './json-teller.ts';
import type { Line } from './line.ts';
import { textTeller } from './text-teller.ts';

/** Shows what happens, live. */
export type Teller = {
  /** A new part begins. */
  heading(title: string, text: string): void;
  line(line: Line): void;
  /** Text for a person only; it is given whole, and its lines may hold colours. */
  note(text: string): void;
  /** What is waited for; null: nothing any more. Seen on a terminal only. */
  waiting(what: string | null): void;
};

/** How it is shown. */
export type TellerOptions = {
  readonly json: boolean;
  /** What stands in the first column. */
  readonly time: (at: number) => string;
  /** The names that have to fit into their column. */
  readonly apps: readonly string[];
};

/** One JSON object a line, or lines for a person: in colour and with progress on a terminal. */
export function createTeller(context: RunContext, options: TellerOptions): Teller {
  const { json, time, apps } = options;
  if (json) return jsonTeller(context);
  const appColumns = Math.max(...apps.map(({ length }) => length)) + 2;
  return textTeller(context, { paint: createPaint(context), time, appColumns });
}
