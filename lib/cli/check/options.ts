/** The options of `lastgood check`: the keys of apps.yml that a probe has, on the command line. */
import { parseJsonPath } from '../../core/json-path.ts';
import type { PatientCommand } from '../patient-command.ts';

/** What commander makes of the options; undefined where one was not given. */
export type CheckOptions = {
  readonly checkstring?: string;
  readonly status?: string;
  readonly contains?: readonly string[];
  readonly lacks?: readonly string[];
  readonly matches?: string;
  readonly expectJson?: readonly string[];
  readonly within?: string;
  readonly timeout?: string;
  readonly redirects?: string;
  readonly certificate?: string;
  readonly header?: readonly string[];
  readonly config?: string;
  readonly json?: boolean;
};

/** Adds the options to a command. */
export function addCheckOptions(command: PatientCommand): PatientCommand {
  return addExpectationOptions(command)
    .option('--timeout <duration>', 'one deadline for the whole probe')
    .option('--certificate <duration>', 'a warning when the certificate expires sooner')
    .option('--config <file>', 'where APP is looked up (default: LASTGOOD_APPS or apps.yml)')
    .option('--json', 'print one JSON object');
}

/** Those that say what is sent and what has to come back. */
export function addExpectationOptions(command: PatientCommand): PatientCommand {
  return command
    .option('--checkstring <text>', 'the whole body, white space trimmed, equals it')
    .option('--status <codes>', 'what passes: 200, 2xx, 200-299 or 200,204')
    .option('--contains <text>', 'is in the raw body (repeatable)', collect)
    .option('--lacks <text>', 'is not in the raw body (repeatable)', collect)
    .option('--matches <expression>', 'a regular expression (RE2) found in the raw body')
    .option('--expect-json <path=value>', 'stands in the JSON body (repeatable)', collect)
    .option('--within <duration>', 'slower is degraded, not sick')
    .option('--redirects <count>', 'how many are followed, on the same host only')
    .option('--header <name:value>', `sent along (repeatable); \${env:NAME} is filled in`, collect);
}

/** The options as keys of apps.yml, which says itself what is wrong with their values. */
export type OptionKeys = {
  readonly keys: Readonly<Record<string, unknown>>;
  /** Of options that are no key and value; they are left out of the keys. */
  readonly faults: readonly string[];
};

/** Turns options into keys of an app; only those that were given. */
export function optionKeys(options: CheckOptions): OptionKeys {
  const headers = (options.header ?? []).map(readHeader);
  const json = (options.expectJson ?? []).map(readExpectation);
  const faults = [...headers, ...json].filter((entry) => typeof entry === 'string');
  const keys = {
    ...copied(options, ['checkstring', 'contains', 'lacks', 'matches']),
    ...copied(options, ['within', 'timeout', 'certificate']),
    ...(options.status === undefined ? {} : { status: readStatus(options.status) }),
    ...(options.redirects === undefined ? {} : { redirects: readCount(options.redirects) }),
    ...(headers.length === 0 ? {} : { headers: Object.fromEntries(headers.filter(isPair)) }),
    ...(json.length === 0 ? {} : { json: Object.fromEntries(json.filter(isPair)) }),
  };
  return { keys, faults };
}

/** The option by which a key of apps.yml is given. */
export function optionOf(key: string): string {
  if (key === 'headers') return '--header';
  if (key === 'json') return '--expect-json';
  return key === 'health' ? 'the URL' : `--${key}`;
}

type Pair = readonly [string, unknown];

function isPair(entry: Pair | string): entry is Pair {
  return typeof entry !== 'string';
}

function collect(text: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), text];
}

function copied(options: CheckOptions, names: readonly (keyof CheckOptions)[]): object {
  const given = names.filter((name) => options[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name, options[name]]));
}

function readStatus(written: string): unknown {
  const codes = written.split(',').map((part) => readCount(part.trim()));
  return codes.length === 1 ? codes[0] : codes;
}

/** What is no number stays text, so that the configuration can say what it expected. */
function readCount(written: string): number | string {
  return /^\d{1,9}$/.test(written) ? Number(written) : written;
}

/** The value is not repeated in a fault: it can be a secret. */
function readHeader(written: string): Pair | string {
  const [, name, value] = /^([^:\s]+):\s*(.*)$/s.exec(written) ?? [];
  if (name === undefined || value === undefined) {
    return "--header: expected a name, a colon and a value; write --header 'name: value'";
  }
  return [name, value];
}

function readExpectation(written: string): Pair | string {
  const [, path, value] = /^((?:\["(?:[^"\\]|\\.)*"\]|[^=])+)=(.*)$/s.exec(written) ?? [];
  if (path === undefined || value === undefined || parseJsonPath(path) === null) {
    return `--expect-json: expected path=value, came ${written}; write --expect-json db.state=up`;
  }
  return [path, readValue(value)];
}

/** `true`, `null`, numbers and quoted text are what JSON says they are; the rest is text. */
function readValue(written: string): unknown {
  if (!/^(true|false|null|-?\d.*|".*")$/s.test(written)) return written;
  try {
    return JSON.parse(written);
  } catch {
    return written;
  }
}
