/** The action's own steps, run with bash as the runner does: inputs filled in, files beside. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import * as v from 'valibot';
import { parse } from 'yaml';
import { npmEnvironment } from '../npm-environment.ts';

export const root = resolve(import.meta.dirname, '../..');

const shape = v.object({
  inputs: v.record(
    v.string(),
    v.object({
      description: v.string(),
      default: v.optional(v.string()),
      required: v.optional(v.boolean()),
    }),
  ),
  outputs: v.record(v.string(), v.object({ description: v.string(), value: v.string() })),
  runs: v.object({
    using: v.literal('composite'),
    steps: v.array(
      v.strictObject({
        name: v.string(),
        id: v.optional(v.string()),
        shell: v.literal('bash'),
        env: v.optional(v.record(v.string(), v.string()), {}),
        run: v.string(),
      }),
    ),
  }),
});

/** action.yml as the runner understands it. */
export async function readAction(): Promise<v.InferOutput<typeof shape>> {
  return v.parse(shape, parse(await readFile(join(root, 'action.yml'), 'utf8')));
}

/** How the steps ended: the first that fails ends it. */
export type Ended = {
  readonly code: number | null;
  readonly text: string;
  readonly output: string;
};

/** What a step of a workflow gives the action, and where. */
export type Given = {
  readonly inputs: Readonly<Record<string, string>>;
  /** The job's own environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** The job's temporary directory. */
  readonly directory: string;
  /** Where the action was checked out. */
  readonly actionPath?: string;
};

/** Runs the action's steps one after the other. */
export async function runAction(given: Given): Promise<Ended> {
  const action = await readAction();
  const defaults = Object.entries(action.inputs).map(([name, input]) => [
    name,
    input.default ?? '',
  ]);
  const inputs = { ...Object.fromEntries(defaults), ...given.inputs };
  const outputFile = join(given.directory, 'output');
  await writeFile(outputFile, '');
  let text = '';
  for (const step of action.runs.steps) {
    const own = Object.entries(step.env).map(([name, value]) => [name, fill(value, inputs, given)]);
    const ended = await bash(step.run, {
      ...npmEnvironment(),
      PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
      GITHUB_ACTIONS: 'true',
      GITHUB_ACTION_PATH: given.actionPath ?? root,
      GITHUB_OUTPUT: outputFile,
      GITHUB_STEP_SUMMARY: join(given.directory, 'summary'),
      RUNNER_TEMP: given.directory,
      ...given.environment,
      ...Object.fromEntries(own),
    });
    text += ended.text;
    if (ended.code !== 0) return { code: ended.code, text, output: await output(outputFile) };
  }
  return { code: 0, text, output: await output(outputFile) };
}

const output = (file: string) => readFile(file, 'utf8');

/** `${{ inputs.a || env.B }}`, the only expressions that the action has. */
function fill(value: string, inputs: Record<string, string>, { environment }: Given): string {
  const [, expression] = /^\$\{\{ (.*) \}\}$/.exec(value) ?? [];
  if (expression === undefined) return value;
  const values = expression.split(' || ').map((part) => {
    const [, where, name = ''] = /^(inputs|env)\.(\w+)$/.exec(part) ?? [];
    if (where === undefined) throw new Error(`an expression that is not known here: ${part}`);
    const found = where === 'inputs' ? inputs[name] : (environment[name] ?? '');
    if (found === undefined) throw new Error(`there is no input ${name}`);
    return found;
  });
  return values.find((one) => one !== '') ?? '';
}

/** As the runner starts it (docs.github.com: `shell: bash`). */
async function bash(script: string, env: Readonly<Record<string, string>>) {
  const options = ['--noprofile', '--norc', '-e', '-o', 'pipefail', '-c', script];
  const child = spawn('bash', options, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
  }
  const [code] = await once(child, 'close');
  return { code: code as number | null, text };
}
