// The release phase: the `release` line of a Procfile, run to its end in a dyno of its own.

import type { AppWorld, SmallApp } from './app.ts';
import { dynoEnvironment } from './environment.ts';
import type { LedgerEntry } from './ledger.ts';
import { startProcess } from './process-group.ts';
import type { Slug } from './slug.ts';

/** A release whose code has a release command. */
export type ReleaseCommand = {
  readonly release: LedgerEntry;
  readonly slug: Slug;
  readonly command: string;
};

/**
 * Runs the command with the release's own code and config vars. True: it ended with status 0 in
 * time.
 */
export async function runReleaseCommand(
  app: SmallApp,
  { release, slug, command }: ReleaseCommand,
  { settings }: AppWorld,
): Promise<boolean> {
  const dyno = `release.${release.version}`;
  const lines: string[] = [];
  const vars = { ...settings.environment, ...release.configVars };
  app.logs.write('heroku', dyno, `Starting process with command \`${command}\``);
  const process = startProcess({
    command,
    directory: slug.directory,
    environment: dynoEnvironment(vars, dyno, slug.directory),
    onLine: (line) => {
      lines.push(line);
      app.logs.write('app', dyno, line);
    },
  });
  app.outputs.set(release.id, { lines, process });
  const timer = setTimeout(process.kill, settings.spans.releasePhaseMs);
  const exitStatus = await process.ended;
  clearTimeout(timer);
  app.logs.write('heroku', dyno, `Process exited with status ${exitStatus}`);
  return exitStatus === 0;
}
