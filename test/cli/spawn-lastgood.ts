/** The command as a user starts it: a child process of its own, of which every line is seen. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import * as v from 'valibot';

const launcher = resolve(import.meta.dirname, '../../bin/lastgood.js');

/** Node keeps what it compiles here, so that a command starts in half the time. */
const compiled = resolve(import.meta.dirname, '../../node_modules/.cache/node-compile-cache');

/** One line of `--json`. */
const Line = v.looseObject({
  at: v.pipe(v.string(), v.isoTimestamp()),
  app: v.nullable(v.string()),
  part: v.string(),
  text: v.string(),
});
export type Line = v.InferOutput<typeof Line>;

export type Started = {
  readonly child: ChildProcess;
  /** What came on standard output and standard error so far, line by line. */
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
  /** The first line of `--json`, also of those that came before, that passes. */
  until(passes: (line: Line) => boolean): Promise<Line>;
  /** Resolves when a line with this in it came, or it ended. */
  untilText(fragment: string): Promise<void>;
  /** Resolves once it has ended and all that it wrote has been read. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: string | null }>;
};

export type StartOptions = {
  /** Beside PATH and HOME, all that the command finds in its environment. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Options of Node itself. */
  readonly nodeOptions?: readonly string[];
};

/** Starts `lastgood` with these words. Whoever starts it ends it. */
export function spawnLastgood(words: readonly string[], options: StartOptions = {}): Started {
  const { environment = {}, cwd, nodeOptions = [] } = options;
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [...nodeOptions, launcher, ...words], {
    cwd,
    env: { PATH, HOME, NODE_COMPILE_CACHE: compiled, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stdout = linesOf(child.stdout);
  const stderr = linesOf(child.stderr);
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal }));
  return {
    child,
    stdout: stdout.all,
    stderr: stderr.all,
    ended,
    until: async (passes) => {
      const text = await stdout.until((line) => passes(parse(line)), ended);
      if (text !== null) return parse(text);
      throw new Error(`it ended before that line came:\n${stderr.all.join('\n')}`);
    },
    untilText: async (fragment) => {
      await stdout.until((line) => line.includes(fragment), ended);
    },
  };
}

/** Reads one line of `--json`. */
export function parse(text: string): Line {
  return v.parse(v.pipe(v.string(), v.parseJson(), Line), text);
}

function linesOf(stream: Readable) {
  const all: string[] = [];
  const waiting: (() => void)[] = [];
  createInterface({ input: stream }).on('line', (line) => {
    all.push(line);
    for (const wake of waiting.splice(0)) wake();
  });
  return {
    all,
    /** The first line that passes; null: it ended without one. */
    until: async (passes: (line: string) => boolean, ended: Promise<unknown>) => {
      let isOver = false;
      const over = ended.then(() => {
        isOver = true;
      });
      for (let seen = 0; ; ) {
        const found = all.slice(seen).find(passes);
        if (found !== undefined) return found;
        if (isOver && seen === all.length) return null;
        seen = all.length;
        await Promise.race([over, new Promise<void>((wake) => waiting.push(wake))]);
      }
    },
  };
}
