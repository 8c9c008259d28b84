/** An app at a small Heroku, and `lastgood verify` for it, in this process. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import type { RunContext } from '../../../lib/cli/context.ts';
import { main } from '../../../lib/cli/main.ts';
import { shop, sourceOf } from '../../../lib/local/drill/apps.ts';
import {
  type SmallHeroku,
  type SmallHerokuOptions,
  type Source,
  startSmallHeroku,
} from '../../../lib/local/heroku/small-heroku.ts';
import { fakeTerminal } from '../fake-terminal.ts';

export { shop, sourceOf, wrongAnswer } from '../../../lib/local/drill/apps.ts';

/** A course of seconds is one of real processes, which a busy machine makes many times longer. */
vi.setConfig({ testTimeout: 90_000 });

/** Opens the small Heroku, and must never be seen in what is written. */
export const token = 'HRKU-0123456789abcdef';

/** The keys of production with durations that let a whole course end in a few seconds. */
export const quick = {
  health: '/health',
  checkstring: 'ok',
  // An answer that a busy machine keeps waiting is not late, and two are no row by accident.
  timeout: '2s',
  sustained: '{ failures: 2, for: 500ms }',
  watch: '2s',
  verify: '500ms',
} as const;

/** Keys of the app in apps.yml. */
type Keys = Readonly<Record<string, string | null>>;

/** How one run ended. */
export type Run = { readonly code: number; readonly stdout: string; readonly stderr: string };

export type Stage = {
  readonly heroku: SmallHeroku;
  readonly directory: string;
  readonly config: string;
  /** A path in the stage's directory. */
  file(name: string): string;
  read(name: string): Promise<string>;
  /** apps.yml with these keys of the app over the quick ones; null leaves one out. */
  configure(keys?: Keys): Promise<void>;
  /** Deploys and waits until the web dynos of that release are up. */
  deploy(source: Source): Promise<void>;
  /** A release that answers what the check asks for. */
  deployGood(version: string): Promise<void>;
  /** `lastgood verify shop --config …` with these words. */
  verify(words?: readonly string[], changes?: Changes): Promise<Run>;
  /** The same without `--config`. */
  verifyBare(words: readonly string[], changes?: Changes): Promise<Run>;
};

/** What is different about one run. */
export type Changes = {
  readonly environment?: Readonly<Record<string, string>>;
  readonly context?: Partial<RunContext>;
  /** Called once, when this text was written. */
  readonly when?: { readonly text: string; readonly act: () => unknown };
};

/** Starts it with one good release, v3. */
export async function stage(options: SmallHerokuOptions = {}): Promise<Stage> {
  const heroku = await startSmallHeroku({ token, stopGraceMs: 1_000, ...options });
  onTestFinished(heroku.close);
  await heroku.createApp(shop);
  const directory = await mkdtemp(join(tmpdir(), 'lastgood-verify-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  const config = join(directory, 'apps.yml');
  const verifyBare: Stage['verifyBare'] = (words, changes = {}) => {
    const { environment = {}, context = {}, when } = changes;
    const given = { HEROKU_API_KEY: token, HEROKU_API_URL: heroku.apiUrl, ...environment };
    return run(['verify', shop, ...words], { environment: given, ...context }, when);
  };
  const made: Stage = {
    heroku,
    directory,
    config,
    file: (name) => join(directory, name),
    read: (name) => readFile(join(directory, name), 'utf8'),
    configure: (keys = {}) => writeFile(config, apps({ ...quick, ...keys })),
    deploy: async (source) => {
      await heroku.deploy(shop, source);
      await heroku.untilWeb(shop, 'up');
    },
    deployGood: (version) => made.deploy(sourceOf(shop, { version })),
    verify: (words = [], changes) => verifyBare(['--config', config, ...words], changes),
    verifyBare,
  };
  await made.configure();
  await made.deployGood('shop 1.0');
  return made;
}

function apps(keys: Keys): string {
  const lines = Object.entries(keys).map(([key, value]) =>
    value === null ? '' : `    ${key}: ${value}\n`,
  );
  const head = 'cadence: { sweep: 2s, watch: 100ms }\nplatformStatus: off\napps:\n';
  return `${head}  ${shop}:\n${lines.join('')}`;
}

/** The command in this process, with all that it wrote. */
export async function run(
  words: readonly string[],
  context: Partial<RunContext>,
  when?: Changes['when'],
): Promise<Run> {
  const { context: terminal, written } = fakeTerminal();
  const never = new AbortController().signal;
  let acted = false;
  const stdout = {
    write: (text: string) => {
      terminal.stdout.write(text);
      if (when === undefined || acted || !text.includes(when.text)) return;
      acted = true;
      void when.act();
    },
  };
  const code = await main(words, {
    ...terminal,
    stdout,
    stopSignal: () => never,
    columns: () => 10_000,
    ...context,
  });
  return { code, ...written };
}

/** The ledger as descriptions, newest last, without the two that every app begins with. */
export function ledgerOf({ heroku }: Stage): readonly string[] {
  return heroku
    .releases(shop)
    .slice(2)
    .map(({ version, description, status }) => `v${version} ${description} ${status}`);
}
