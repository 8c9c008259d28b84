import type { Dyno } from './dyno.ts';
import type { Environment } from './environment.ts';
import type { LedgerEntry } from './ledger.ts';
import type { Logs } from './logs.ts';
import type { Spans } from './options.ts';
import type { Slug } from './slug.ts';

/** What is running: a release with the code that it points at. */
export type Run = { readonly release: LedgerEntry; readonly slug: Slug };

/** `down` is the end of a dyno that was stopped on purpose. */
export type DynoState = 'starting' | 'up' | 'crashed' | 'down';

/** One change of one dyno. `before` is null when the dyno has just joined the formation. */
export type DynoChange = {
  readonly dyno: Dyno;
  readonly before: DynoState | null;
  readonly exitStatus: number | null;
};

/** What a dyno needs of its surroundings. */
export type DynoWorld = {
  readonly spans: Spans;
  readonly now: () => number;
  readonly logs: Logs;
  readonly environment: Environment;
  readonly onChange: (change: DynoChange) => void;
};
