/** S6 and S9 where a rollback is decided: once per culprit, and within every bound. */
import type { Simulation } from '../simulation.ts';
import type { Break, Claim } from './records.ts';

/** Invocations' clocks differ, and a claim is stored some seconds after it was decided. */
const slackMs = 120_000;
const hourMs = 3_600_000;

type Planned = {
  readonly name: string;
  readonly claim: Claim;
  readonly simulation: Simulation;
};

export function checkPlan(planned: Planned, breakLaw: Break): void {
  const { name, claim, simulation } = planned;
  const { limits } = simulation.story;
  const record = simulation.oracle.record(name);
  const all = record.claims.filter(({ plan }) => plan);
  const before = all.filter(({ at }) => at > record.forgottenAt);
  const { culprit } = claim.intent;
  if (all.some(({ intent }) => intent.culprit.id === culprit.id)) {
    breakLaw('S6', `${name}: v${culprit.version} is to be rolled back a second time`);
  }
  const newest = before.at(-1);
  if (newest !== undefined && claim.at - newest.at < limits.cooldownMs - slackMs) {
    breakLaw('S9', `${name}: two rollbacks within ${Math.round(claim.at - newest.at)} ms`);
  }
  const today = before.filter(({ at }) => claim.at - at < 24 * hourMs - slackMs).length + 1;
  if (today > limits.perAppADay) breakLaw('S9', `${name}: ${today} rollbacks in a day`);
  checkFleet(planned, breakLaw);
}

function checkFleet({ name, claim, simulation }: Planned, breakLaw: Break): void {
  const { limits } = simulation.story;
  const { apps } = simulation.oracle;
  const inFlight = [...apps.keys()].filter(
    (other) => other === name || isInFlight(simulation, other),
  );
  if (inFlight.length > limits.fleetAtOnce) {
    breakLaw('S9', `rollbacks under way at once: ${inFlight.join(', ')}`);
  }
  const lastHour = [...apps.values()]
    .flatMap(({ claims }) => claims)
    .filter(({ at }) => at > simulation.oracle.damage.fleetForgottenAt)
    .filter(({ plan, at }) => plan && claim.at - at < hourMs - slackMs).length;
  if (lastHour + 1 > limits.fleetAnHour) {
    breakLaw('S9', `${lastHour + 1} rollbacks in an hour across the fleet`);
  }
}

function isInFlight(simulation: Simulation, name: string): boolean {
  const { oracle } = simulation;
  const { state, claims } = oracle.record(name);
  const situation = state?.situation.name;
  if ((claims.at(-1)?.at ?? 0) < oracle.damage.fleetForgottenAt) return false;
  return situation === 'rolling-back' || situation === 'verifying';
}
