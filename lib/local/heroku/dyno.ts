// One dyno: a process of an app, started, watched, and started again when it crashes.

import { randomUUID } from 'node:crypto';
import { boot } from './boot.ts';
import type { DynoState, DynoWorld, Run } from './dyno-world.ts';
import { dynoEnvironment, type Environment } from './environment.ts';
import { freePort } from './free-port.ts';
import { type ProcessGroup, startProcess } from './process-group.ts';

/** A dyno of the formation. It is created not yet running: call `start`. */
export class Dyno {
  readonly id = randomUUID();
  readonly type: string;
  readonly name: string;
  readonly command: string;
  readonly run: Run;
  readonly createdAt: number;
  readonly #world: DynoWorld;
  #state: DynoState = 'starting';
  #updatedAt: number;
  #port = 0;
  #process: ProcessGroup | null = null;
  #crashes = 0;
  #upSince: number | null = null;
  #restart: NodeJS.Timeout | null = null;
  #isStopped = false;

  constructor(of: { type: string; index: number; command: string; run: Run }, world: DynoWorld) {
    this.type = of.type;
    this.name = `${of.type}.${of.index}`;
    this.command = of.command;
    this.run = of.run;
    this.#world = world;
    this.createdAt = world.now();
    this.#updatedAt = this.createdAt;
  }

  get state(): DynoState {
    return this.#state;
  }

  /** Epoch milliseconds of the last change of state. */
  get updatedAt(): number {
    return this.#updatedAt;
  }

  /** Where a web dyno that is up listens on 127.0.0.1. */
  get port(): number {
    return this.#port;
  }

  /** Process id of the shell; null while nothing runs. */
  get pid(): number | null {
    return this.#process?.pid ?? null;
  }

  async start(): Promise<void> {
    this.#port = await freePort();
    if (this.#isStopped) return;
    this.#become('starting');
    this.#say(`Starting process with command \`${this.command}\``);
    const running = startProcess({
      command: this.command,
      directory: this.run.slug.directory,
      environment: this.#environment(),
      onLine: (line) => this.#world.logs.write('app', this.name, this.#asAtHeroku(line)),
    });
    this.#process = running;
    const ended = new AbortController();
    void running.ended.then((exitStatus) => {
      ended.abort();
      this.#onEnd(exitStatus);
    });
    if (this.type === 'web') await this.#bootWeb(running, ended.signal);
    else this.#up();
  }

  /** Ends the dyno for good: SIGTERM, and SIGKILL after the grace. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    if (this.#restart) clearTimeout(this.#restart);
    if (this.#process) {
      this.#say('Stopping all processes with SIGTERM');
      await this.#process.stop(this.#world.spans.stopGraceMs);
    }
    this.#become('down');
  }

  /** Ends the dyno at once, for the end of everything. */
  async kill(): Promise<void> {
    this.#isStopped = true;
    if (this.#restart) clearTimeout(this.#restart);
    this.#process?.kill();
    await this.#process?.ended;
  }

  async #bootWeb(running: ProcessGroup, ended: AbortSignal): Promise<void> {
    const { bootTimeoutMs } = this.#world.spans;
    const outcome = await boot(this.#port, bootTimeoutMs, ended);
    if (this.#isStopped) return;
    switch (outcome) {
      case 'listening':
        return this.#up();
      case 'too-slow': {
        const seconds = bootTimeoutMs / 1_000;
        const message = `Web process failed to bind to $PORT within ${seconds} seconds of launch`;
        this.#say(`Error R10 (Boot timeout) -> ${message}`);
        this.#say('Stopping process with SIGKILL');
        return running.kill();
      }
      case 'ended':
        return;
      default:
        return outcome satisfies never;
    }
  }

  #up(): void {
    this.#upSince = this.#world.now();
    this.#become('up');
  }

  #onEnd(exitStatus: number): void {
    this.#process = null;
    this.#say(`Process exited with status ${exitStatus}`);
    if (this.#isStopped) return;
    const { settledMs, restartDelaysMs } = this.#world.spans;
    const wasSettled = this.#upSince !== null && this.#world.now() - this.#upSince >= settledMs;
    if (wasSettled) this.#crashes = 0;
    this.#upSince = null;
    this.#become('crashed', exitStatus);
    const delayMs = restartDelaysMs[this.#crashes] ?? restartDelaysMs.at(-1) ?? 0;
    this.#crashes += 1;
    this.#restart = setTimeout(() => void this.start(), delayMs);
  }

  #become(state: DynoState, exitStatus: number | null = null): void {
    const before = this.#state;
    if (before === state) return;
    this.#state = state;
    this.#updatedAt = this.#world.now();
    this.#say(`State changed from ${before} to ${state}`);
    this.#world.onChange({ dyno: this, before, exitStatus });
  }

  /** Code lies in /app at Heroku, and here in a directory whose name says nothing. */
  #asAtHeroku(line: string): string {
    return line.replaceAll(this.run.slug.directory, '/app');
  }

  #say(message: string): void {
    this.#world.logs.write('heroku', this.name, message);
  }

  #environment(): Environment {
    const { release, slug } = this.run;
    const vars = { ...this.#world.environment, ...release.configVars };
    return { ...dynoEnvironment(vars, this.name, slug.directory), PORT: String(this.#port) };
  }
}
