/** What must be true of every stored change of an app: S12, S18, L1, L2, L5 and L6. */
import { limits } from '../../../lib/core/limits.ts';
import type { State } from '../../../lib/core/state.ts';
import { testApp } from '../../core/fixtures.ts';
import type { Simulation } from '../simulation.ts';
import type { AppRecord, Break, StoredAlert } from './records.ts';
import { checkVersion } from './version-law.ts';

export type Turn = {
  readonly name: string;
  readonly record: AppRecord;
  readonly was: State | null;
  readonly state: State;
  readonly added: readonly StoredAlert[];
  readonly simulation: Simulation;
};

/** What of a change can be judged without knowing what really was. */
type Said = Pick<Turn, 'name' | 'was' | 'state' | 'added'>;

const loud = ['held', 'down', 'escalated', 'rolling-back', 'verifying', 'rolled-back'];

export function checkTurn(turn: Turn, breakLaw: Break): void {
  checkVerdicts(turn, breakLaw);
  checkSaid(turn, breakLaw);
  checkIncident(turn, breakLaw);
  checkVersion(turn, breakLaw);
  checkFresh(turn, breakLaw);
}

/** L7: whatever the situation was, a new release is waited for and watched for itself. */
function checkFresh({ name, was, state }: Turn, breakLaw: Break): void {
  if (was === null || was.currentId === null || was.currentId === state.currentId) return;
  const { name: situation } = state.situation;
  const fresh = ['warmup', 'watching', 'verifying', 'unarmed'].includes(situation);
  const entry = state.ledger.find(({ id }) => id === state.currentId);
  // A rollback of ours that came over somebody's release is theirs to undo.
  const raced = situation === 'escalated' && entry?.kind === 'rollback';
  if (!fresh && !raced) breakLaw('L7', `${name}: a new release is met ${state.situation.name}`);
}

/** S12 and L6: good is what was really seen good. S18: bad stays bad. */
function checkVerdicts({ name, record, was, state, simulation }: Turn, breakLaw: Break): void {
  for (const { id, version, verdict, kind } of state.ledger) {
    const before = was?.ledger.find((entry) => entry.id === id)?.verdict;
    if (before === 'bad' && verdict !== 'bad') breakLaw('S18', `${name}: v${version} bad no more`);
    if (verdict !== 'good' || before === 'good') continue;
    const seen = record.kept.filter(
      ({ truth }) => truth.health === 'healthy' && truth.servedBy?.id === id,
    ).length;
    const { recovered } = testApp(simulation.heroku.app(name).plan.policy);
    const least = kind === 'rollback' ? recovered : limits.provenReadingsMin * 0.9;
    if (seen >= least) record.proven.add(id);
    else breakLaw('S12', `${name}: v${version} is good after ${seen} healthy readings of its own`);
  }
}

/** L1 and L5: whatever is serious is said in the write that makes it so. */
export function checkSaid({ name, was, state, added }: Said, breakLaw: Break): void {
  const from = was?.situation.name ?? 'new';
  const to = state.situation.name;
  if (from !== to && loud.includes(to) && added.length === 0) {
    breakLaw('L1', `${name}: ${from} -> ${to} in silence`);
  }
  const why = added.some(({ kind }) => kind === 'rollback-held' || kind === 'would-roll-back');
  if (from !== to && to === 'held' && !why) breakLaw('L5', `${name}: held, and nobody is told why`);
  const started = added.some(({ kind }) => kind === 'rollback-started');
  if (to === 'rolling-back' && from !== to && !started)
    breakLaw('L1', `${name}: rolls back silently`);
  const worked = added.some(({ kind }) => kind === 'rolled-back');
  if (worked && to !== 'rolled-back') breakLaw('L6', `${name}: said to be rolled back, is ${to}`);
  const current = state.ledger.find(({ id }) => id === state.currentId);
  if (worked && current?.verdict !== 'good') {
    breakLaw('L6', `${name}: said to be rolled back to what is ${current?.verdict}`);
  }
}

/** L2: an incident is closed by an alert that resolves it. */
export function checkIncident({ name, was, state, added }: Said, breakLaw: Break): void {
  const open = was?.incident ?? null;
  if (open === null || state.incident?.id === open.id) return;
  const closing = added.some(
    ({ incident, severity }) => incident === open.id && severity === 'resolved',
  );
  if (!closing) breakLaw('L2', `${name}: the incident ${open.id} ended in silence`);
}
