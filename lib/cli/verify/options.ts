/** The options of `lastgood verify`: the deploy action's four, and what makes them precise. */
import { InvalidArgumentError, Option } from 'commander';
import { formatDuration, parseDuration, writeDuration } from '../../core/duration.ts';
import { limits } from '../../core/limits.ts';
import {
  addExpectationOptions,
  type CheckOptions,
  type OptionKeys,
  optionKeys,
  optionOf,
} from '../check/options.ts';
import type { PatientCommand } from '../patient-command.ts';

/** What commander makes of the options; undefined where one was not given. */
export type VerifyOptions = Omit<CheckOptions, 'timeout' | 'certificate'> & {
  readonly healthcheck?: string;
  readonly delay?: string;
  readonly rollback?: 'auto' | 'off';
  readonly versionEndpoint?: string;
  readonly watch?: string;
  readonly probeTimeout?: string;
  readonly baseline?: string;
  readonly note?: boolean;
  readonly release?: number;
  readonly commit?: string;
  readonly timeout: number;
  readonly via?: string;
};

/** Adds the options to the command. */
export function addVerifyOptions(command: PatientCommand): PatientCommand {
  return addExpectationOptions(
    command
      .option('--health, --healthcheck <path|url>', 'what is probed, after and before the deploy')
      .option('--delay <seconds|duration>', 'the warm-up: seen and not scored (default: as needed)')
      .option('--rollback <true|false>', 'roll a sick release back (default: true)', rollbackOf)
      .option('--version-endpoint <path|url>', 'must change when a deploy brings other code')
      .option('--watch <duration>', watchHelp)
      .option('--probe-timeout <duration>', 'one deadline for a whole probe (default: 10s)')
      .option('--baseline <file>', 'the release before the deploy, as --note has written it')
      .option('--note', 'before the deploy: write --baseline, and end')
      .option('--release <version>', 'the new release is this one: v29', releaseOf)
      .option('--commit <sha>', 'the new release is the one of this commit', commitOf)
      .addOption(timeoutOption())
      .option('--config <file>', "the app's entry in an apps.yml, instead of --health and others")
      .option('--via <url>', 'ask a deployed lastgood, which has seen the app before')
      .option('--json', 'print one JSON object a line'),
  );
}

const watchDefault = writeDuration(limits.verifyWatchMs);
const watchHelp = `the close look after the warm-up (default: ${watchDefault})`;

/** One for each command: it notes what is wrong with a value. */
function timeoutOption(): Option {
  return new Option('--timeout <duration>', 'for the new release to come and to get its verdict')
    .argParser(timeoutOf)
    .default(limits.verifyMs, writeDuration(limits.verifyMs));
}

/** The options as keys of apps.yml; only those that were given. */
export function verifyKeys(options: VerifyOptions): OptionKeys {
  const { healthcheck, delay, rollback, versionEndpoint, watch, probeTimeout, config } = options;
  const { timeout: _timeout, ...expectations } = options;
  const read = optionKeys(expectations);
  const ownWatch = config === undefined ? `${limits.verifyWatchMs}ms` : undefined;
  const given = Object.entries({
    health: healthcheck,
    version: versionEndpoint,
    rollback,
    warmup: delay === undefined ? undefined : delayOf(delay),
    watch: watch ?? ownWatch,
    timeout: probeTimeout,
  }).filter(([, value]) => value !== undefined);
  return { keys: { ...read.keys, ...Object.fromEntries(given) }, faults: read.faults };
}

/** The option by which a key of apps.yml is given to this command. */
export function verifyOptionOf(key: string): string {
  const own: Readonly<Record<string, string>> = {
    health: '--health',
    warmup: '--delay',
    version: '--version-endpoint',
    timeout: '--probe-timeout',
  };
  return own[key] ?? optionOf(key);
}

/** Which options cannot stand together, all of them at once; none: they can. */
export function contradictions(options: VerifyOptions): readonly string[] {
  const { via, note, baseline, release, commit, healthcheck, config } = options;
  const faults: string[] = [];
  if (note === true && baseline === undefined) {
    faults.push('--note: --baseline FILE is missing, to which it writes');
  }
  if (note === true && (release !== undefined || commit !== undefined)) {
    faults.push('--note is for the release that runs now; leave out --release and --commit');
  }
  if (via === undefined && healthcheck === undefined && config === undefined) {
    faults.push('--health: give the path or URL to probe, or --config with an apps.yml');
  }
  if (via === undefined) return faults;
  const { keys } = verifyKeys({ ...options, config: '' });
  const own = [
    ...Object.keys(keys).map(verifyOptionOf),
    ...(baseline === undefined ? [] : ['--baseline']),
  ];
  if (note === true) own.push('--note');
  if (config !== undefined) own.push('--config');
  if (own.length > 0) {
    faults.push(`--via: that lastgood's own apps.yml says how; leave out ${own.join(', ')}`);
  }
  return faults;
}

/** The deploy action counts in seconds; with a unit it is a duration like any other. */
function delayOf(text: string): string {
  return /^\d+(\.\d+)?$/.test(text) ? `${text}s` : text;
}

/** Strict: what is neither one nor the other must never switch a rollback on. */
function rollbackOf(text: string): 'auto' | 'off' {
  if (/^true$/i.test(text)) return 'auto';
  if (/^false$/i.test(text)) return 'off';
  throw new InvalidArgumentError('Expected true or false.');
}

function releaseOf(text: string): number {
  const version = /^v?(\d{1,9})$/.exec(text)?.[1];
  if (version !== undefined) return Number(version);
  throw new InvalidArgumentError('Expected a release such as v29.');
}

function commitOf(text: string): string {
  if (/^[0-9a-f]{7,40}$/i.test(text)) return text.toLowerCase();
  throw new InvalidArgumentError('Expected a commit: 7 to 40 of 0-9 and a-f.');
}

function timeoutOf(text: string): number {
  const ms = parseDuration(text);
  if (ms !== null && ms > 0 && ms <= limits.verifyMsMax) return ms;
  const max = formatDuration(limits.verifyMsMax);
  throw new InvalidArgumentError(`Expected a duration such as 20m, at most ${max}.`);
}
