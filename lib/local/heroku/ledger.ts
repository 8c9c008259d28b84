// The release ledger of one app: append-only, numbered from 1, one entry current at a time.

import { randomUUID } from 'node:crypto';
import type { Environment } from './environment.ts';

/** One release as stored. Entries are values: a change replaces the entry. */
export type LedgerEntry = {
  readonly id: string;
  readonly version: number;
  readonly status: 'pending' | 'succeeded' | 'failed' | 'expired';
  /** True for the one release that is live. Not always the newest. */
  readonly current: boolean;
  readonly description: string;
  /** null: a release without code. */
  readonly slugId: string | null;
  readonly configVars: Environment;
  readonly addonPlanNames: readonly string[];
  readonly userEmail: string;
  /** Where the release command's output can be read; null: none ran. */
  readonly outputStreamUrl: string | null;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly updatedAt: number;
};

/** What a new release is made of; the ledger adds the rest. */
export type ReleaseDraft = Pick<
  LedgerEntry,
  'description' | 'slugId' | 'configVars' | 'addonPlanNames' | 'userEmail'
>;

/** Releases that never expire, however old (Heroku changelog 3395). */
const keptReleases = 20;

/** Heroku's rule: code-less, pending, failed and expired releases cannot be rolled back to. */
export function isEligibleForRollback(entry: LedgerEntry): boolean {
  return entry.status === 'succeeded' && entry.slugId !== null;
}

/** The ledger. Nothing in it is serialised: several releases may be pending at once. */
export class Ledger {
  #entries: readonly LedgerEntry[] = [];
  readonly #now: () => number;
  readonly #retentionMs: number;

  constructor(now: () => number, retentionMs: number) {
    this.#now = now;
    this.#retentionMs = retentionMs;
  }

  /** Appends a pending release. */
  add(draft: ReleaseDraft): LedgerEntry {
    const at = this.#now();
    const entry: LedgerEntry = {
      ...draft,
      id: randomUUID(),
      version: this.#entries.length + 1,
      status: 'pending',
      current: false,
      outputStreamUrl: null,
      createdAt: at,
      updatedAt: at,
    };
    this.#entries = [...this.#entries, entry];
    return entry;
  }

  /**
   * Makes the release current: whichever release comes to its end last is live, whatever its
   * number.
   */
  succeed(version: number): LedgerEntry {
    this.#entries = this.#entries.map((entry) =>
      entry.current ? { ...entry, current: false } : entry,
    );
    return this.#change(version, { status: 'succeeded', current: true });
  }

  /** The release command failed: what was current stays current. */
  fail(version: number): LedgerEntry {
    return this.#change(version, { status: 'failed' });
  }

  /** Takes the release's code away, as Heroku's retention does. */
  expire(version: number): LedgerEntry {
    return this.#change(version, { status: 'expired' });
  }

  setOutputStreamUrl(version: number, outputStreamUrl: string): LedgerEntry {
    return this.#change(version, { outputStreamUrl });
  }

  /** All releases, oldest first. */
  entries(): readonly LedgerEntry[] {
    const oldestKept = this.#entries.length - keptReleases;
    const bornBefore = this.#now() - this.#retentionMs;
    this.#entries = this.#entries.map((entry) => {
      const isOld = entry.version <= oldestKept && entry.createdAt < bornBefore;
      if (!isOld || entry.current || entry.status !== 'succeeded') return entry;
      return { ...entry, status: 'expired' };
    });
    return this.#entries;
  }

  /** By id or by version number, the two identities that Heroku takes in a path. */
  find(identity: string): LedgerEntry | null {
    const found = this.entries().find(
      (entry) => entry.id === identity || String(entry.version) === identity,
    );
    return found ?? null;
  }

  current(): LedgerEntry | null {
    return this.entries().find((entry) => entry.current) ?? null;
  }

  #change(version: number, change: Partial<LedgerEntry>): LedgerEntry {
    const before = this.#entries[version - 1];
    if (!before) throw new Error(`There is no release v${version}.`);
    const after = { ...before, ...change, updatedAt: this.#now() };
    this.#entries = this.#entries.with(version - 1, after);
    return after;
  }
}
