import { dirname, join, resolve } from 'node:path';
import type { Settings } from '../../adapters/settings.ts';
import type { Configuration } from '../../core/app.ts';
import type { RunContext } from '../context.ts';
import { createTeller, type Teller } from '../tell/teller.ts';

/** What is to be watched, and how it is told. */
export type Work = {
  readonly configuration: Configuration;
  readonly settings: Settings;
  readonly file: string;
  readonly json: boolean;
};

/** Where state is kept: beside the configuration, so that two of them never share it. */
export function directoryOf({ file }: Work): string {
  return directoryBeside(file);
}

/** The same, by the configuration's file. */
export function directoryBeside(file: string): string {
  return join(dirname(resolve(file)), '.lastgood');
}

/** A teller with the time of day in its first column. */
export function createWorkTeller({ configuration, json }: Work, context: RunContext): Teller {
  const time = (at: number) => new Date(at).toTimeString().slice(0, 8);
  return createTeller(context, { json, time, apps: configuration.apps.map(({ name }) => name) });
}
