import { styleText } from 'node:util';
import type { CommandContext } from './context.ts';

/** Puts a text in a colour or in bold. */
export type Paint = (format: Format, text: string) => string;
export type Format = 'bold' | 'cyan' | 'dim' | 'green' | 'magenta' | 'red' | 'yellow';

/** Colour on a terminal only, and not where NO_COLOR is set (https://no-color.org). */
export function createPaint({ isTerminal, environment }: CommandContext): Paint {
  if (!isTerminal || environment['NO_COLOR']) return (_format, text) => text;
  return (format, text) => styleText(format, text, { validateStream: false });
}
