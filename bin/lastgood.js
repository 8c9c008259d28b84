#!/usr/bin/env node
// Starts the command: of the npm package, its one file; of a checkout, its sources, on a Node that
// runs TypeScript: this one, or the pinned one of npm ci.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const self = fileURLToPath(import.meta.url);
const executable = process.platform === 'win32' ? 'node.exe' : 'node';
const pinned = fileURLToPath(new URL(`../node_modules/node/bin/${executable}`, import.meta.url));
const isCheckout = existsSync(new URL('../lib/cli/launch.ts', import.meta.url));
/** What the package's one file is built for. */
const nodeMajorMin = 22;
/** Needed by no Node 24; whoever has it was handed over to, and hands over no further. */
const stripTypes = '--experimental-strip-types';

// Node's own status of a crash is 1, which `lastgood verify` means as "bad and rolled back".
process.on('uncaughtException', (error) => {
  process.stderr.write(`lastgood itself failed: ${error?.stack ?? error}\n`);
  if (/ENOSPC|No space left on device/.test(`${error?.code} ${error?.message}`)) {
    process.stderr.write(
      'The disk is full: make room and start it again; nothing runs until then.\n',
    );
  }
  process.exit(3);
});

if (!isCheckout) await startPackage();
else if (process.features.typescript) {
  const { launch } = await import('../lib/cli/launch.ts');
  await launch();
} else if (existsSync(pinned) && !process.execArgv.includes(stripTypes)) {
  handOver();
} else {
  refuse('Node 24', 'Run `npm ci` in its directory, which brings one, or install Node 24.');
}

async function startPackage() {
  if (Number.parseInt(process.versions.node, 10) < nodeMajorMin) {
    return refuse(`Node ${nodeMajorMin} or newer`, 'Install Node 24.');
  }
  const { launch } = await import('../dist/lastgood.cjs');
  return launch();
}

/** Usage, as the command itself tells it: 1 would read as a verdict of `lastgood verify`. */
function refuse(needed, advice) {
  process.stderr.write(
    `lastgood needs ${needed}, and this is Node ${process.versions.node}.\n${advice}\n`,
  );
  process.exitCode = 2;
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
    process.exitCode = 2;
  });
  child.once('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0);
  });
}
