#!/usr/bin/env node
// Starts the command on a Node that runs TypeScript: this one, or the pinned one of npm ci.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const self = fileURLToPath(import.meta.url);
const executable = process.platform === 'win32' ? 'node.exe' : 'node';
const pinned = fileURLToPath(new URL(`../node_modules/node/bin/${executable}`, import.meta.url));
/** Needed by no Node 24; whoever has it was handed over to, and hands over no further. */
const stripTypes = '--experimental-strip-types';

if (process.features.typescript) {
  const { launch } = await import('../lib/cli/launch.ts');
  await launch();
} else if (existsSync(pinned) && !process.execArgv.includes(stripTypes)) {
  handOver();
} else {
  process.stderr.write(
    `lastgood needs Node 24, and this is Node ${process.versions.node}.\n` +
      'Run `npm ci` in its directory, which brings one, or install Node 24.\n',
  );
  process.exitCode = 1;
}

/** Runs the same words on the pinned Node; signals go there, and its exit status comes back. */
function handOver() {
  // The channel ends with this process, however it ends, and by that the other one notices.
  const stdio = ['inherit', 'inherit', 'inherit', 'ipc'];
  const child = spawn(pinned, [stripTypes, self, ...process.argv.slice(2)], { stdio });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal));
  }
  child.once('error', (error) => {
    process.stderr.write(`${pinned} could not be started: ${error.message}\nRun npm ci again.\n`);
    process.exitCode = 1;
  });
  child.once('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0);
  });
}
