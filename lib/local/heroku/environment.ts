import { delimiter, dirname } from 'node:path';

/** Environment variables of a process. */
export type Environment = Readonly<Record<string, string>>;

/**
 * What a dyno finds in its environment: config vars, and the little that every shell needs. Nothing
 * of this process's own environment, so that an app that works here does not work because of it.
 * `node` is the one that runs the small Heroku.
 */
export function dynoEnvironment(configVars: Environment, dyno: string, home: string): Environment {
  const path = [dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'].join(delimiter);
  return { PATH: path, HOME: home, LANG: 'C.UTF-8', DYNO: dyno, ...configVars };
}
