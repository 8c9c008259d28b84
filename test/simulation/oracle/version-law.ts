/** L1: a version endpoint that does not tell of a new release is told of, and no other one is. */
import type { LedgerEntry } from '../../../lib/core/state.ts';
import type { ModelApp } from '../models/heroku-model.ts';
import type { VersionPlan } from '../story/story.ts';
import type { Break } from './records.ts';
import type { Turn } from './turn-laws.ts';

/** Asked when a deploy is found good. Whoever did not answer in time counts as unread. */
export function checkVersion(turn: Turn, breakLaw: Break): void {
  const { name, was, state, added, simulation } = turn;
  const app = simulation.heroku.app(name);
  const { version } = app.plan;
  if (version === null || !added.some(({ kind }) => kind === 'release-good')) return;
  const entry = state.ledger.find(({ id }) => id === was?.currentId);
  if (entry?.kind !== 'deploy') return;
  const before = state.ledger.find((other) => other.version < entry.version);
  const said = added.map(({ kind }) => kind).filter((kind) => kind.startsWith('version-'));
  const may = mayBeSaid(version, entry, before, app);
  const told = said.length === 0 ? may.includes('nothing') : said.every((one) => may.includes(one));
  const what = `${name}: v${entry.version}, whose endpoint is "${version}"`;
  if (!told) breakLaw('L1', `${what}: told ${said.join() || 'nothing'}, not ${may.join(' or ')}`);
}

function mayBeSaid(
  version: VersionPlan,
  entry: LedgerEntry,
  before: LedgerEntry | undefined,
  app: ModelApp,
): readonly string[] {
  switch (version) {
    case 'unread':
      return ['version-unread'];
    case 'named':
      return sameCode(app, entry, before)
        ? ['nothing', 'version-unchanged', 'version-unread']
        : ['nothing', 'version-unread'];
    case 'unchanged':
      return before?.versionBody == null
        ? ['nothing', 'version-unread']
        : ['version-unchanged', 'version-unread'];
    case 'other':
      return entry.commit === null
        ? ['nothing', 'version-unchanged', 'version-unread']
        : ['version-mismatch', 'version-unread'];
    default:
      return version satisfies never;
  }
}

function sameCode(
  { releases }: ModelApp,
  entry: LedgerEntry,
  before: LedgerEntry | undefined,
): boolean {
  const codes = [entry, before].map((one) => releases.find(({ id }) => id === one?.id)?.code.id);
  return codes[0] === codes[1];
}
