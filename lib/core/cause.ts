/** What in an app's log tells why it fails: Heroku's codes, how it ended, what it printed. */
import * as v from 'valibot';
import { isWeb, type LogLine, linesUnder, parseLog } from './cause/log-lines.ts';
import { isFrame, lastTrace, type Trace } from './cause/stack-trace.ts';
import { limits } from './limits.ts';
import { safeLine } from './safe-line.ts';

/** What was found; every text is safe to keep and to send. */
export const causeShape = v.object({
  /** The line that says it all: the app's own, or null. */
  summary: v.nullable(v.string()),
  /** Heroku's error codes, the most frequent one first. */
  codes: v.array(
    v.object({ code: v.string(), times: v.number(), lastAt: v.number(), line: v.string() }),
  ),
  /** How the newest web process was started; null: the log does not say. */
  command: v.nullable(v.string()),
  /** How it ended; null: it did not. */
  ended: v.nullable(v.string()),
  /** The dyno of the lines that follow; null: there are none. */
  dyno: v.nullable(v.string()),
  /** The app's last stack trace, or its last lines that speak of an error. */
  printed: v.array(v.string()),
});
export type Cause = v.InferOutput<typeof causeShape>;

/** Whose fault is looked for: of one release (null: of any), in the lines since a time. */
export type Suspect = { readonly version: number | null; readonly since: number };

/** null: nothing in the log tells anything. */
export function findCause(log: string, suspect: Suspect): Cause | null {
  const lines = linesUnder(parseLog(log), suspect);
  const web = fromStart(lines.filter(isWeb));
  const codes = codesIn([...lines.filter(({ process }) => process === 'router'), ...web]);
  const { dyno, summary, printed } = printedIn(web.filter(({ source }) => source === 'app'));
  const platform = web.filter(({ source }) => source === 'heroku').map(({ text }) => text);
  const command = platform.findLast((text) => text.startsWith(starting)) ?? null;
  const ended = platform.findLast((text) => /^Process exited with status [1-9]/.test(text)) ?? null;
  if (codes.length === 0 && ended === null && printed.length === 0) return null;
  const started = command === null ? null : clean(command.slice(starting.length));
  return { summary, codes, command: started, ended: ended && clean(ended), dyno, printed };
}

const starting = 'Starting process with command ';

/** What dynos of the release before said while they ended is none of this one's. */
function fromStart(web: readonly LogLine[]): readonly LogLine[] {
  return web.filter((line, index) => {
    const first = web.findIndex(
      (other) => other.process === line.process && other.text.startsWith(starting),
    );
    return index >= first;
  });
}

/** Counted by code: of the router, `code=H12`; of a dyno, `Error R14 (Memory quota exceeded)`. */
function codesIn(lines: readonly LogLine[]): Cause['codes'] {
  const found = new Map<string, Cause['codes'][number]>();
  for (const { at, process, source, text } of lines) {
    const code = source === 'heroku' ? codeOf(process, text) : undefined;
    if (code === undefined) continue;
    const times = (found.get(code)?.times ?? 0) + 1;
    found.set(code, { code, times, lastAt: at, line: clean(text) });
  }
  const sorted = [...found.values()].sort((left, right) => right.times - left.times);
  return sorted.slice(0, limits.causeCodesMax);
}

function codeOf(process: string, text: string): string | undefined {
  return process === 'router'
    ? /\bcode=([A-Z]\d{2})\b/.exec(text)?.[1]
    : /^Error ([A-Z]\d{2}) \(/.exec(text)?.[1];
}

/** Of the dyno whose trace is the newest; where there is none, of the one whose error is. */
function printedIn(own: readonly LogLine[]): Pick<Cause, 'dyno' | 'summary' | 'printed'> {
  const traced = own.findLast(({ text }) => isFrame(text));
  const dyno = (traced ?? own.findLast(({ text }) => troubled.test(text)))?.process;
  if (dyno === undefined) return { dyno: null, summary: null, printed: [] };
  const lines = own.filter(({ process }) => process === dyno).map(({ text }) => text);
  const trace = lastTrace(lines) ?? errorsIn(lines);
  return { dyno, summary: clean(trace.summary), printed: shortened(trace.lines).map(clean) };
}

/** Where nothing is a trace: `sh: 1: nod: not found` tells as much. */
function errorsIn(lines: readonly string[]): Trace {
  const errors = lines.filter((line) => troubled.test(line)).slice(-limits.causeErrorLinesMax);
  return { summary: errors.at(-1) ?? '', lines: errors };
}

const troubled = new RegExp(
  [
    '\\b(error|exception|fatal|panic|critical|failed|refused|denied|killed)\\b',
    "\\b(cannot|can't|could not|not found|no such|out of memory)\\b",
    '\\bE(ADDR|CONN|ACCES|NOENT|PIPE|PERM|TIMEDOUT)',
  ].join('|'),
  'i',
);

/** The beginning says what it was and where, the end what else is known of it. */
function shortened(lines: readonly string[]): readonly string[] {
  const { causeFirstLines, causeLastLines } = limits;
  const over = lines.length - causeFirstLines - causeLastLines;
  if (over <= 0) return lines;
  const cut = `(${over} lines left out)`;
  return [...lines.slice(0, causeFirstLines), cut, ...lines.slice(-causeLastLines)];
}

function clean(text: string): string {
  return safeLine(text, limits.causeLineCharactersMax);
}
