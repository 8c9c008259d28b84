/** GitHub Actions: annotations, a job summary, and outputs that later steps read. */
import { appendFile } from 'node:fs/promises';
import type { CommandContext } from '../context.ts';
import type { Safe } from './safe-output.ts';

/** How loud an annotation is. */
export type Level = 'error' | 'warning' | 'notice';

/** What GitHub is told; outside of its runner none of it does anything. */
export type GitHub = {
  annotate(level: Level, title: string, message: string): void;
  /** Markdown, added to the job's summary. */
  summarize(markdown: string): Promise<void>;
  /** Names of letters and dashes; values of one line. */
  output(values: Readonly<Record<string, string>>): Promise<void>;
};

/**
 * Annotations are lines on standard output, and so are left out under `--json`. The files are those
 * that the runner names in GITHUB_STEP_SUMMARY and GITHUB_OUTPUT; one that cannot be written is
 * said and fails nothing.
 */
export function createGitHub(
  context: CommandContext,
  options: { readonly json: boolean; readonly safe: Safe },
): GitHub {
  const { environment, stdout, stderr } = context;
  const isRunner = environment['GITHUB_ACTIONS'] === 'true';
  const append = async (name: string, text: string): Promise<void> => {
    const file = environment[name];
    if (!isRunner || file === undefined || file === '') return;
    try {
      await appendFile(file, options.safe(text));
    } catch (error) {
      stderr.write(`${name} (${file}) could not be written: ${String(error)}\n`);
    }
  };
  return {
    annotate: (level, title, message) => {
      if (isRunner && !options.json) stdout.write(annotation(level, title, message));
    },
    summarize: (markdown) => append('GITHUB_STEP_SUMMARY', `${markdown}\n`),
    output: (values) => {
      const lines = Object.entries(values).map(([name, value]) => `${name}=${oneLine(value)}\n`);
      return append('GITHUB_OUTPUT', lines.join(''));
    },
  };
}

/** GitHub's workflow command, escaped as its own toolkit does (actions/toolkit: command.ts). */
export function annotation(level: Level, title: string, message: string): string {
  return `::${level} title=${escapeProperty(title)}::${escapeData(message)}\n`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** A text as a block of Markdown in which nothing of it means anything. */
export function fenced(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}

function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, ' ');
}
