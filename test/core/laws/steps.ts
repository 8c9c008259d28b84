/** What can happen in a random film: releases, troubles, and looks at all of it. */
import fc from 'fast-check';
import { hour, minute, second } from '../film.ts';

/** What becomes of a rollback's call once it is sent. */
export type Fate =
  | 'accepted'
  | 'accepted-pending'
  | 'lost'
  | 'done-but-lost'
  | 'late'
  | 'raced'
  | 'overtaken'
  | 'refused'
  | 'no-room'
  | 'worker-died';

/** How another app is: well, sick whenever this one is (just released or not), or sick for days. */
export type Neighbour = 'well' | 'as-sick' | 'as-sick-released' | 'sick-for-days';

export type Step =
  | { readonly do: 'looks'; readonly count: number; readonly everyMs: number }
  | { readonly do: 'blip'; readonly verdict: 'healthy' | 'sick' | 'unknown' }
  | { readonly do: 'deploy'; readonly sick: boolean; readonly plans?: readonly string[] }
  | { readonly do: 'redeploy'; readonly back: number }
  | { readonly do: 'config'; readonly sick: boolean }
  | { readonly do: 'add-on' }
  | { readonly do: 'human-rollback'; readonly back: number }
  | { readonly do: 'pending' }
  | { readonly do: 'pending-ends'; readonly status: 'succeeded' | 'failed' }
  | { readonly do: 'dependency'; readonly down: boolean }
  | { readonly do: 'blind'; readonly on: boolean }
  | { readonly do: 'no-contact'; readonly on: boolean }
  | { readonly do: 'heroku'; readonly trouble: 'none' | 'passing' | 'final' }
  | { readonly do: 'maintenance'; readonly on: boolean }
  | { readonly do: 'platform'; readonly red: boolean }
  | { readonly do: 'fleet'; readonly full: boolean }
  | { readonly do: 'dynos'; readonly state: 'up' | 'starting' | 'crashed' | 'unseen' }
  | { readonly do: 'neighbour'; readonly is: Neighbour }
  | { readonly do: 'sweeps'; readonly stop: boolean }
  | { readonly do: 'lag'; readonly on: boolean }
  | { readonly do: 'scale'; readonly web: number }
  | { readonly do: 'ineligible'; readonly back: number }
  | { readonly do: 'new-check' }
  | { readonly do: 'fate'; readonly fate: Fate };

const fates: readonly Fate[] = [
  'accepted',
  'accepted-pending',
  'lost',
  'done-but-lost',
  'late',
  'raced',
  'overtaken',
  'refused',
  'no-room',
  'worker-died',
];

const looks = fc.record({
  do: fc.constant('looks' as const),
  count: fc.integer({ min: 1, max: 14 }),
  everyMs: fc.constantFrom(second, 5 * second, 5 * second, 20 * second, minute, 5 * minute),
});
const longWait = fc.record({
  do: fc.constant('looks' as const),
  count: fc.integer({ min: 1, max: 4 }),
  everyMs: fc.constantFrom(1, 20 * minute, hour, 7 * hour),
});
const back = fc.integer({ min: 1, max: 4 });

const release: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: step('deploy', { sick: fc.boolean() }) },
  { weight: 1, arbitrary: step('deploy', { sick: fc.boolean(), plans: fc.constant(['redis']) }) },
  { weight: 2, arbitrary: step('redeploy', { back }) },
  { weight: 3, arbitrary: step('config', { sick: fc.boolean() }) },
  { weight: 1, arbitrary: step('add-on', {}) },
  { weight: 2, arbitrary: step('human-rollback', { back }) },
  { weight: 2, arbitrary: step('pending', {}) },
  {
    weight: 2,
    arbitrary: step('pending-ends', { status: fc.constantFrom('succeeded', 'failed') }),
  },
);

const trouble: fc.Arbitrary<Step> = fc.oneof(
  step('blip', { verdict: fc.constantFrom('healthy', 'sick', 'unknown') }),
  step('dependency', { down: fc.boolean() }),
  step('dependency', { down: fc.boolean() }),
  step('dependency', { down: fc.boolean() }),
  step('blind', { on: fc.boolean() }),
  step('no-contact', { on: fc.boolean() }),
  step('heroku', { trouble: fc.constantFrom('none', 'none', 'passing', 'final') }),
  step('maintenance', { on: fc.boolean() }),
  step('platform', { red: fc.boolean() }),
  step('fleet', { full: fc.boolean() }),
  step('dynos', { state: fc.constantFrom('up', 'up', 'starting', 'crashed', 'unseen') }),
  step('lag', { on: fc.boolean() }),
  step('lag', { on: fc.boolean() }),
  step('scale', { web: fc.constantFrom(0, 1, 1) }),
  step('ineligible', { back }),
  step('new-check', {}),
);

const fate: fc.Arbitrary<Step> = step('fate', { fate: fc.constantFrom(...fates) });

const fleet: fc.Arbitrary<Step> = fc.oneof(
  step('neighbour', {
    is: fc.constantFrom('well', 'as-sick', 'as-sick-released', 'sick-for-days'),
  }),
  step('sweeps', { stop: fc.boolean() }),
);

/** A whole film: many looks, and between them whatever can happen. */
export const films: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    { weight: 9, arbitrary: looks },
    { weight: 1, arbitrary: longWait },
    { weight: 4, arbitrary: release },
    { weight: 3, arbitrary: trouble },
    { weight: 3, arbitrary: fate },
    { weight: 2, arbitrary: fleet },
  ),
  { minLength: 4, maxLength: 40 },
);

/** One kind of step with its arbitrary details. */
function step<Kind extends Step['do']>(
  kind: Kind,
  details: Record<string, fc.Arbitrary<unknown>>,
): fc.Arbitrary<Extract<Step, { do: Kind }>> {
  const record = fc.record({ do: fc.constant(kind), ...details });
  return record as unknown as fc.Arbitrary<Extract<Step, { do: Kind }>>;
}
