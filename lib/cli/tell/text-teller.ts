import { wrap } from '../../core/plain-text.ts';
import type { RunContext } from '../context.ts';
import type { Format, Paint } from '../paint.ts';
import type { Line, Part, Tone } from './line.ts';
import { createProgress } from './progress.ts';
import type { Teller } from './teller.ts';

/** Lines in columns: when, about what, whose doing, what. On a terminal with a line of progress. */
export function textTeller(context: RunContext, look: Look): Teller {
  const { paint } = look;
  const progress = createProgress(context, paint);
  const write = (text: string) => progress.around(() => context.stdout.write(`${text}\n`));
  return {
    heading: (title, text) => write(`\n${paint('bold', title)}\n${paint('dim', text)}`),
    line: (line) => write(rendered(line, context, look)),
    note: write,
    waiting: progress.show,
  };
}

/** How lines look. */
export type Look = {
  readonly paint: Paint;
  readonly time: (at: number) => string;
  readonly appColumns: number;
};

const partColumns = 9;
/** Narrower columns of text cannot be read. */
const textColumnsMin = 40;

function rendered(line: Line, { columns }: RunContext, look: Look): string {
  const { paint, time, appColumns } = look;
  const { app, part, text, tone } = line;
  const when = time(line.at);
  const indent = ' '.repeat(when.length + 2 + appColumns + partColumns);
  const width = Math.max(columns(), indent.length + textColumnsMin);
  const wrapped = wrap(text, width, indent);
  const format = formats[tone];
  return [
    paint('dim', `${when}  `),
    (app ?? '').padEnd(appColumns),
    paint(partFormats[part], part.padEnd(partColumns)),
    format === null ? wrapped : paint(format, wrapped),
  ].join('');
}

const formats: Readonly<Record<Tone, Format | null>> = {
  good: 'green',
  bad: 'red',
  warn: 'yellow',
  plain: null,
  quiet: 'dim',
};

const partFormats: Readonly<Record<Part, Format>> = {
  plan: 'dim',
  heroku: 'magenta',
  sees: 'cyan',
  decides: 'bold',
  does: 'bold',
  says: 'yellow',
  check: 'dim',
  fault: 'red',
  end: 'bold',
};
