/** The configuration: apps.yml as text becomes what is watched and how, or all of its faults. */
import * as v from 'valibot';
import type { App, Configuration } from './app.ts';
import { readYaml } from './configuration/document.ts';
import type { Variables } from './configuration/environment.ts';
import { type Complaint, type Fault, inOrder, type Path } from './configuration/fault.ts';
import { fleetMisfits } from './configuration/fit.ts';
import { complaintsOf } from './configuration/issues.ts';
import { type Keys, readApp } from './configuration/read-app.ts';
import { fileSchema } from './configuration/schema.ts';
import { unknownKeys } from './configuration/unknown-keys.ts';
import { limits } from './limits.ts';

export { type Fault, formatFault } from './configuration/fault.ts';

/** A configuration with every default filled in, or every fault of the file in its order. */
export type ConfigurationResult =
  | { readonly ok: true; readonly configuration: Configuration }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/**
 * Reads the text of apps.yml. `file` is its name in the faults, `variables` the environment from
 * which `${env:NAME}` in headers is taken. It never throws: whatever is wrong is a fault with its
 * line, and all faults are told in one go.
 */
export function parseConfiguration(
  text: string,
  file: string,
  variables: Variables,
): ConfigurationResult {
  if (Buffer.byteLength(text) > limits.configurationBytesMax) {
    return refused(file, `expected at most ${limits.configurationBytesMax} bytes; split the apps`);
  }
  const yaml = readYaml(text, file);
  if (!yaml.ok) return yaml;
  if (!isMap(yaml.value)) {
    return refused(file, 'expected a map with the key apps; apps.example.yml shows one');
  }
  const { configuration, complaints } = readFile(yaml.value, variables);
  const all = [...yaml.complaints, ...complaints];
  if (all.length > 0 || configuration === null) {
    return { ok: false, faults: inOrder(all.map(yaml.locate)) };
  }
  return { ok: true, configuration };
}

type Reading = {
  /** null only with a complaint. */
  readonly configuration: Configuration | null;
  readonly complaints: readonly Complaint[];
};

function readFile(keys: Keys, variables: Variables): Reading {
  const parsed = v.safeParse(fileSchema, keys, { abortPipeEarly: true });
  const inMaps = unknownKeys(keys);
  const ofValues = complaintsOf(parsed.issues).filter(({ path }) => !isWithin(path, inMaps));
  const complaints = [...inMaps, ...ofValues];
  const cadence = readCadence(keys);
  complaints.push(...fleetComplaints(keys, cadence));
  const { apps, complaints: ofApps } = readApps(keys, variables, cadence);
  complaints.push(...ofApps);
  if (!parsed.success || cadence === null) return { configuration: null, complaints };
  const { limits: bounds, remind, blind, control, platformStatus, digest } = parsed.output;
  const configuration: Configuration = {
    cadence,
    limits: {
      cooldownMs: bounds.cooldown,
      perAppADay: bounds.perAppADay,
      fleetAnHour: bounds.fleetAnHour,
      fleetAtOnce: bounds.fleetAtOnce,
    },
    remindMs: remind,
    blindMs: blind,
    control,
    platformStatus,
    digest,
    apps,
  };
  return { configuration, complaints };
}

/** Of what has been refused as a whole, or is not known at all, the parts are no matter. */
function isWithin(path: Path, refused: readonly Complaint[]): boolean {
  return refused.some((whole) => whole.path.every((part, depth) => part === path[depth]));
}

function readApps(
  keys: Keys,
  variables: Variables,
  cadence: Configuration['cadence'] | null,
): { readonly apps: readonly App[]; readonly complaints: readonly Complaint[] } {
  const complaints: Complaint[] = [];
  const apps: App[] = [];
  const defaults = mapOf(keys['defaults']);
  complaints.push(...sharedAddresses(defaults));
  const written = Object.entries(mapOf(keys['apps']));
  for (const [name, own] of written) {
    if (own !== null && !isMap(own)) continue;
    const read = readApp(name, own ?? {}, { defaults, variables, cadence });
    complaints.push(...read.complaints);
    if (read.app !== null) apps.push(read.app);
  }
  if (written.length === 0 && isMap(keys['apps'])) {
    const message = 'expected at least one app, came none: nothing would be watched';
    complaints.push({ path: ['apps'], about: 'key', message });
  }
  return { apps, complaints };
}

function readCadence(keys: Keys): Configuration['cadence'] | null {
  const { success, output } = v.safeParse(fileSchema.entries.cadence, keys['cadence']);
  return success ? { sweepMs: output.sweep, watchMs: output.watch } : null;
}

function fleetComplaints(keys: Keys, cadence: Configuration['cadence'] | null): Complaint[] {
  const blind = v.safeParse(fileSchema.entries.blind, keys['blind']);
  if (cadence === null) return [];
  return fleetMisfits(cadence, blind.success ? blind.output : null).map(({ key, message }) => ({
    path: [key],
    about: 'key',
    message,
  }));
}

/** With one whole URL for all apps, one app's answer would be taken for everybody's. */
function sharedAddresses(defaults: Keys): Complaint[] {
  return ['health', 'version']
    .filter((key) => isWholeUrl(defaults[key]))
    .map((key) => ({
      path: ['defaults', key],
      about: 'value',
      message: 'expected a path, because a whole URL would be the same one for every app',
    }));
}

function isWholeUrl(value: unknown): boolean {
  return typeof value === 'string' && !value.startsWith('/');
}

function refused(file: string, message: string): ConfigurationResult {
  return { ok: false, faults: [{ file, line: 1, column: 1, path: '', message }] };
}

function isMap(value: unknown): value is Keys {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What is no map has been complained of. */
function mapOf(value: unknown): Keys {
  return isMap(value) ? value : {};
}
