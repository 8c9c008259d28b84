import { describe, expect, test } from 'vitest';
import { intent } from '../../lib/core/catalogue/example-cases.ts';
import { failing, fresh } from '../../lib/core/catalogue/example-draft.ts';
import {
  type Draft,
  type Spoken,
  sickSince,
  tell,
  tellAndClose,
  tellIncident,
  withEntry,
  withState,
  withStraggler,
} from '../../lib/core/draft.ts';
import { limits } from '../../lib/core/limits.ts';
import { hour } from './fixtures.ts';

const { now } = fresh;
const base36 = now.toString(36);
const down: Spoken = {
  ...{ kind: 'app-down', severity: 'critical', headline: 'it fails', happened: 'It fails.' },
  ...{ evidence: [], done: [], next: [], undo: null },
};
const hidden = (draft: Draft, at: number) =>
  withState(draft, { hiddenSickness: { at, page: false } });
const lastOf = ({ alerts }: Draft) => alerts.at(-1);

describe('what is told', () => {
  test('has an id of its own, the same whenever the same is decided', () => {
    const twice = tell(tell(fresh, down), down);
    expect(twice.alerts.map(({ id }) => id)).toEqual([
      `my-shop.app-down.${base36}.0`,
      `my-shop.app-down.${base36}.1`,
    ]);
    expect(lastOf(twice)).toMatchObject({ app: 'my-shop', incident: null, at: now, facts: {} });
  });

  test('belongs to the open incident, of which people heard then', () => {
    const told = tell(failing, down);
    expect(lastOf(told)?.incident).toBe(failing.state.incident?.id);
    expect(told.state.incident?.toldAt).toBe(now);
  });

  test('of something else that is open says nothing of the incident', () => {
    const told = tell(failing, { ...down, incident: 'my-shop.checks' });
    expect(lastOf(told)?.incident).toBe('my-shop.checks');
    expect(told.state).toEqual(failing.state);
  });

  test('closes the incident, as the last word of it', () => {
    const told = tellAndClose(failing, down);
    expect(lastOf(told)?.incident).toBe(failing.state.incident?.id);
    expect(told.state.incident).toBeNull();
  });
});

describe('a new incident', () => {
  test('has an id, began with the first sick reading, and is counted', () => {
    const told = tellIncident(fresh, down);
    const openedAt = fresh.state.evidence.sickFirst?.at;
    expect(told.state.incident).toEqual({
      ...{ id: `my-shop.${base36}`, openedAt, toldAt: now, headline: 'it fails', logAskedAt: null },
    });
    expect(told.state.incidents).toEqual([now]);
    expect(lastOf(told)).toMatchObject({ incident: `my-shop.${base36}`, happened: 'It fails.' });
  });

  test('that is open already is told with its new headline, and counted no second time', () => {
    const told = tellIncident(hidden(failing, now - hour), down);
    expect(told.state.incident).toEqual({
      ...failing.state.incident,
      ...{ headline: 'it fails', toldAt: now },
    });
    expect(told.state.incidents).toEqual([]);
    expect(lastOf(told)?.happened).toBe('It fails.');
  });

  test('that a maintenance window has hidden is told with since when it is so', () => {
    const told = tellIncident(hidden(fresh, now - hour), down);
    expect(told.state.incident?.openedAt).toBe(now - hour);
    expect(lastOf(told)?.happened).toMatch(/^It fails\. So it is since 2026-11-23 02:14:05 UTC; /);
  });

  test('leaves those of the last day counted, the newest of them', () => {
    const day = limits.digestMs;
    const count = (incidents: readonly number[]) =>
      tellIncident(withState(fresh, { incidents: [...incidents] }), down).state.incidents;
    expect(count([now - day + 1, now - day])).toEqual([now, now - day + 1]);
    const many = Array.from({ length: limits.incidentsKeptMax }, (_, index) => now - index - 1);
    expect(count(many)).toEqual([now, ...many.slice(0, -1)]);
  });
});

test('a trouble began with its incident, in a window, with its row, or now', () => {
  expect(sickSince(hidden(failing, now - hour))).toBe(failing.state.incident?.openedAt);
  expect(sickSince(hidden(fresh, now - hour))).toBe(now - hour);
  expect(sickSince(fresh)).toBe(fresh.state.evidence.sickFirst?.at);
  const evidence = { ...fresh.state.evidence, sickFirst: null };
  expect(sickSince(withState(fresh, { evidence }))).toBe(now);
});

test('a rollback that is given up may still come, unless it was never sent', () => {
  const { release } = intent;
  const kept = (change: object) => withStraggler(fresh, { ...intent, ...change }).state.straggler;
  expect(kept({ sends: 0, release: null })).toEqual(fresh.state.straggler);
  expect(kept({ sends: 1, release: null })).toMatchObject({ sends: 1, release: null });
  expect(kept({ sends: 0, release })).toMatchObject({ sends: 0, release });
});

test('one entry of the ledger is changed, and no other', () => {
  const { ledger } = withEntry(fresh, 'release-27', { verdict: 'bad' }).state;
  expect(ledger.map(({ version, verdict }) => [version, verdict])).toEqual([
    [29, 'unproven'],
    [27, 'bad'],
  ]);
});
