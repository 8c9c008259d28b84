import { expect, test } from 'vitest';
import { exampleCause } from '../../lib/core/catalogue/example-cases.ts';
import { failing } from '../../lib/core/catalogue/example-draft.ts';
import { tellCause } from '../../lib/core/tell-cause.ts';

test('what the log tells is one alert of the open incident, and decides nothing', () => {
  const { app, configuration, checkHash, state, facts, now } = failing;
  const told = tellCause({ app, configuration, checkHash, state, facts, now }, exampleCause);
  expect(told.alerts).toMatchObject([
    { kind: 'cause-found', incident: failing.state.incident?.id, at: now },
  ]);
  expect([told.effect, told.report]).toEqual([null, null]);
  const incident = { ...state.incident, toldAt: now };
  expect(told.state).toEqual({ ...state, incident });
});
