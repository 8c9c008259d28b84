// All dynos of one app: how many there should be, which answer requests, and the change from one
// release to the next.

import { Dyno } from './dyno.ts';
import type { DynoChange, DynoWorld, Run } from './dyno-world.ts';

/** What the router can do with a request right now. */
export type Choice =
  | { readonly kind: 'dyno'; readonly dyno: Dyno }
  | { readonly kind: 'booting' }
  | { readonly kind: 'crashed' }
  | { readonly kind: 'no-dynos' };

/** The dynos of one app. */
export class DynoSet {
  /** How many dynos each process type should have. */
  readonly #quantities = new Map<string, number>();
  readonly #world: DynoWorld;
  readonly #waiting = new Set<() => void>();
  #run: Run | null = null;
  #live: readonly Dyno[] = [];
  /** With preboot: web dynos of the release before, which still get the requests. */
  #outgoing: readonly Dyno[] = [];
  #switchTimer: NodeJS.Timeout | null = null;
  readonly #stopping = new Set<Dyno>();
  #isClosed = false;

  constructor(world: DynoWorld) {
    const onChange = (change: DynoChange) => {
      world.onChange(change);
      this.#wake();
    };
    this.#world = { ...world, onChange };
  }

  /**
   * What `GET /dynos` shows: with preboot the new dynos only, although the old ones still answer.
   */
  list(): readonly Dyno[] {
    return this.#live;
  }

  quantity(type: string): number {
    return this.#quantities.get(type) ?? 0;
  }

  /** Puts a release to work. The first code that an app gets starts with one web dyno. */
  switchTo(run: Run, preboot: boolean): void {
    if (this.#isClosed) return;
    if (!this.#run && !this.#quantities.has('web')) this.#quantities.set('web', 1);
    const previous = this.#live;
    const answering = this.#outgoing.length > 0 ? this.#outgoing : previous.filter(isWeb);
    const staying = preboot ? answering : [];
    const leaving = [...previous, ...this.#outgoing].filter((dyno) => !staying.includes(dyno));
    this.#run = run;
    this.#outgoing = staying;
    this.#live = Object.keys(run.slug.processTypes).flatMap((type) => this.#create(run, type, 0));
    this.#planSwitch();
    this.#announce(this.#live);
    const left = Promise.all(leaving.map((dyno) => this.#stop(dyno)));
    const beside = staying.length > 0 ? this.#live.filter(isWeb) : [];
    start(beside);
    const after = this.#live.filter((dyno) => !beside.includes(dyno));
    // The old dynos are gone before the new ones start, as at Heroku without preboot.
    void left.then(() => start(after));
  }

  /** Starts or stops dynos of a type. */
  scale(type: string, quantity: number): void {
    const before = this.#live.filter((dyno) => dyno.type === type);
    this.#quantities.set(type, quantity);
    const leaving = before.slice(quantity);
    this.#live = this.#live.filter((dyno) => !leaving.includes(dyno));
    for (const dyno of leaving) void this.#stop(dyno);
    const added = this.#run ? this.#create(this.#run, type, before.length) : [];
    this.#live = [...this.#live, ...added];
    this.#announce(added);
    start(added);
    if (type === 'web' && quantity === 0) this.#finishSwitch();
    this.#wake();
  }

  /** One of the dynos that answer, at random as Heroku's router does it, or why there is none. */
  choose(): Choice {
    const answering = this.#outgoing.length > 0 ? this.#outgoing : this.#live.filter(isWeb);
    const up = answering.filter((dyno) => dyno.state === 'up');
    const dyno = up[Math.floor(Math.random() * up.length)];
    if (dyno) return { kind: 'dyno', dyno };
    if (answering.length === 0) return { kind: 'no-dynos' };
    const isBooting = answering.some((each) => each.state === 'starting');
    return { kind: isBooting ? 'booting' : 'crashed' };
  }

  /** Resolves at the next change of any dyno, or when the time is up. */
  untilChange(timeoutMs: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, timeoutMs);
      this.#waiting.add(done);
    });
  }

  /** Kills every dyno and starts none any more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#switchTimer) clearTimeout(this.#switchTimer);
    const all = [...this.#live, ...this.#outgoing, ...this.#stopping];
    this.#live = [];
    this.#outgoing = [];
    this.#wake();
    await Promise.all(all.map((dyno) => dyno.kill()));
  }

  #create(run: Run, type: string, have: number): readonly Dyno[] {
    const command = run.slug.processTypes[type];
    const missing = Math.max(0, this.quantity(type) - have);
    if (command === undefined || type === 'release') return [];
    return Array.from({ length: missing }, (_, offset) => {
      return new Dyno({ type, index: have + offset + 1, command, run }, this.#world);
    });
  }

  #planSwitch(): void {
    if (this.#switchTimer) clearTimeout(this.#switchTimer);
    this.#switchTimer = null;
    if (this.#outgoing.length === 0) return;
    const { prebootSwitchMs } = this.#world.spans;
    this.#switchTimer = setTimeout(() => this.#finishSwitch(), prebootSwitchMs);
  }

  /** Heroku switches when the time is up, whether the new dynos are well or not. */
  #finishSwitch(): void {
    const leaving = this.#outgoing;
    this.#outgoing = [];
    this.#planSwitch();
    for (const dyno of leaving) void this.#stop(dyno);
    this.#wake();
  }

  #announce(dynos: readonly Dyno[]): void {
    for (const dyno of dynos) this.#world.onChange({ dyno, before: null, exitStatus: null });
  }

  async #stop(dyno: Dyno): Promise<void> {
    this.#stopping.add(dyno);
    await dyno.stop();
    this.#stopping.delete(dyno);
  }

  #wake(): void {
    for (const done of [...this.#waiting]) done();
  }
}

function isWeb(dyno: Dyno): boolean {
  return dyno.type === 'web';
}

function start(dynos: readonly Dyno[]): void {
  for (const dyno of dynos) void dyno.start();
}
