import { EventEmitter } from 'node:events';
import type { DynoState } from './dyno-world.ts';
import type { LedgerEntry } from './ledger.ts';

/** What happens in a small Heroku, for those who narrate it or wait for it. */
export type HerokuEvents = {
  /** A release came to be, or changed its state. */
  readonly release: {
    readonly app: string;
    readonly action: 'create' | 'update';
    readonly release: LedgerEntry;
  };
  /** A rollback was accepted: `release` is the new one, `target` the one that it goes back to. */
  readonly rollback: {
    readonly app: string;
    readonly release: LedgerEntry;
    readonly target: LedgerEntry;
  };
  /** A dyno came to be (`before` is null) or changed its state. */
  readonly dyno: {
    readonly app: string;
    readonly name: string;
    readonly state: DynoState;
    readonly before: DynoState | null;
    readonly releaseVersion: number;
    readonly exitStatus: number | null;
  };
  /** A line was added to an app's log. */
  readonly log: { readonly app: string; readonly line: string };
  /** The API answered; `status` is null when a fault kept the answer back. */
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly status: number | null;
    readonly accept: string;
    readonly range: string;
  };
  /** A webhook's receiver was asked; `status` is null when it could not be reached. */
  readonly delivery: {
    readonly app: string;
    readonly webhookId: string;
    readonly eventId: string;
    readonly attempt: number;
    readonly status: number | null;
  };
};

/** The name of an event. */
export type HerokuEvent = keyof HerokuEvents;

/** Tells listeners what happens. */
export class Events {
  readonly #emitter = new EventEmitter().setMaxListeners(0);

  emit<Name extends HerokuEvent>(name: Name, event: HerokuEvents[Name]): void {
    this.#emitter.emit(name, event);
  }

  /** Calls the listener for every further event; the answer ends that. */
  on<Name extends HerokuEvent>(name: Name, listener: (event: HerokuEvents[Name]) => void) {
    this.#emitter.on(name, listener);
    return () => {
      this.#emitter.off(name, listener);
    };
  }

  /** Resolves with the first further event that passes. */
  until<Name extends HerokuEvent>(
    name: Name,
    passes: (event: HerokuEvents[Name]) => boolean = () => true,
  ): Promise<HerokuEvents[Name]> {
    return new Promise((resolve) => {
      const off = this.on(name, (event) => {
        if (!passes(event)) return;
        off();
        resolve(event);
      });
    });
  }
}
