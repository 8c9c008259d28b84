/** The last stack trace in what an app printed: of Node, Python, Ruby, Java, Go or PHP. */

/** The lines from the error to the last frame, and the line that says it all. */
export type Trace = { readonly summary: string; readonly lines: readonly string[] };

/** null: nothing like a trace is there. `printed`: what one process wrote, oldest first. */
export function lastTrace(printed: readonly string[]): Trace | null {
  const last = printed.findLastIndex((line) => isFrame(line));
  if (last === -1) return null;
  const top = headOf(printed, last);
  const end = endOf(printed, last);
  // Python says what it was after the frames, all others before them.
  const isPython = printed[top]?.startsWith('Traceback') === true;
  const after = isPython ? printed[end] : undefined;
  const lines = printed.slice(top, after === undefined ? end : end + 1);
  const summary = after ?? lines.find((line) => isHeader(line)) ?? lines[0] ?? '';
  return { summary: summary.trim(), lines: lines.filter((line) => line.trim() !== '') };
}

/** True of one call of a trace. */
export function isFrame(line: string): boolean {
  return frames.some((frame) => frame.test(line));
}

const frames = [
  // Node and Java; Python; Ruby; Go; PHP.
  /^\s+at \S/,
  /^\s+File ".{1,300}", line \d+/,
  /^\s+from \S{1,300}:\d+:in /,
  /^\s+\S{1,300}\.go:\d+/,
  /^#\d+ \S{1,300}\(\d+\):/,
];

/** The first line of what belongs to the frames above `last`. */
function headOf(printed: readonly string[], last: number): number {
  let top = last;
  while (top > 0 && belongs(printed[top] ?? '')) top -= 1;
  // A message may have lines of its own between its first one and the frames.
  for (let above = top; above >= Math.max(0, top - messageLines); above -= 1) {
    if (isHeader(printed[above] ?? '')) return above;
  }
  return top;
}

const messageLines = 8;

function endOf(printed: readonly string[], last: number): number {
  let end = last + 1;
  while (end < printed.length && /^\s+\S/.test(printed[end] ?? '')) end += 1;
  return end;
}

/** A frame, its code, an empty line, or a call of Go's. */
function belongs(line: string): boolean {
  return /^(\s|$|#\d+ |Caused by: |goroutine \d|created by |[\w./*]{1,200}\(.*\)$)/.test(line);
}

function isHeader(line: string): boolean {
  return headers.some((header) => header.test(line));
}

const headers = [
  /^(Traceback|panic:|fatal error:|Exception in thread|(PHP )?Fatal error)/,
  /(^|[\s(.:])\w{0,80}(Error|Exception)\b/,
];
