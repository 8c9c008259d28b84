/** The file in which the release before a deploy is noted, and read again after it. */
import { readFile, writeFile } from 'node:fs/promises';
import { ConfigurationError } from '../../core/configuration-error.ts';
import { limits } from '../../core/limits.ts';
import {
  type Baseline,
  baselineText,
  type Expected,
  parseBaseline,
} from '../../core/verify/baseline.ts';

/** Reads it. Throws a ConfigurationError: to go on without it would be to guess. */
export async function readBaseline(file: string, expected: Expected): Promise<Baseline> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw refused(file, `it cannot be read (${codeOf(error)}); ${howToNote}`);
  });
  if (text.length > limits.baselineBytesMax) throw refused(file, 'it is too large to be one');
  const baseline = parseBaseline(text, expected);
  if (typeof baseline === 'string') throw refused(file, baseline);
  return baseline;
}

/** Writes it. Throws a ConfigurationError when that cannot be done. */
export async function writeBaseline(file: string, baseline: Baseline): Promise<void> {
  await writeFile(file, baselineText(baseline)).catch((error: unknown) => {
    throw refused(file, `it cannot be written (${codeOf(error)}); give another path`);
  });
}

const howToNote =
  'write it before the deploy with --note, or leave --baseline out and nobody has seen the ' +
  'release before healthy';

function refused(file: string, why: string): ConfigurationError {
  return new ConfigurationError('--baseline', [`${file}: ${why}`]);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
