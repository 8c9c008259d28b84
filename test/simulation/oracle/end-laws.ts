/** What must have come about once nothing fails any more: L2, L3, L5, L7, and S8's race. */
import { limits } from '../../../lib/core/limits.ts';
import { wholeFleet } from '../../../lib/core/monitor.ts';
import type { State } from '../../../lib/core/state.ts';
import type { ModelApp } from '../models/heroku-model.ts';
import { inWindow } from '../models/router-model.ts';
import type { Simulation } from '../simulation.ts';
import { checkTakenUp } from './pause-laws.ts';
import type { AppRecord, Break } from './records.ts';

type Ended = {
  readonly name: string;
  readonly record: AppRecord;
  readonly simulation: Simulation;
  readonly calmSince: number;
};

export function checkEnd(ended: Ended, breakLaw: Break): void {
  const { record, name, simulation } = ended;
  const app = simulation.heroku.app(name);
  if (record.state === null) {
    breakLaw('L7', `${name} was never looked at`);
    return;
  }
  const whole = { ...ended, app, state: record.state };
  checkNoticed(whole, breakLaw);
  checkMissed(whole, breakLaw);
  checkHealth(whole, breakLaw);
  checkWaits(whole, breakLaw);
  checkRaces(whole, breakLaw);
  checkPlain(whole, breakLaw);
  checkGitHub(whole, breakLaw);
  checkTakenUp(whole, ended, breakLaw);
}

type Whole = Ended & { readonly app: ModelApp; readonly state: State };

/** L7: what runs is known. */
function checkNoticed({ name, app, state, calmSince }: Whole, breakLaw: Break): void {
  if (app.currentSince > calmSince || app.gone !== null) return;
  if (state.currentId !== app.current.id) {
    breakLaw('L7', `${name}: v${app.current.version} runs, ${state.currentId} is known`);
  }
}

/** L5: that there is no such app any more has been told, of it alone or of several in one. */
function checkMissed({ name, app, simulation }: Whole, breakLaw: Break): void {
  const { now, story, oracle } = simulation;
  if (app.gone === null || now - app.gone.at < 4 * story.sweepMs) return;
  const told = [...oracle.alerts.known.values()].some(
    (alert) => alert.kind === 'app-missing' && (alert.app === name || alert.app === wholeFleet),
  );
  if (!told) breakLaw('L5', `${name} is ${app.gone.how}, and nobody was told`);
}

/** L5 and L2: who is well is not called sick for ever, and who is sick has been cried out. */
function checkHealth({ name, app, state, record, simulation, calmSince }: Whole, breakLaw: Break) {
  // Until the last old dyno is gone nobody can say which release answers.
  if (app.currentSince + app.plan.rollMs > calmSince || app.maintenance) return;
  const { now } = simulation;
  if (inWindow(app.plan, now, now - calmSince)) return;
  const late = record.probes.filter(({ at }) => at > calmSince);
  if (late.length < 6) return;
  const { situation, incident } = state;
  if (late.every(({ health }) => health === 'healthy')) {
    const calm = ['steady', 'watching', 'rolled-back'].includes(situation.name);
    const waits = app.releases.some(
      // A person's rollback to the same release is taken for the one that was asked for.
      ({ status, description }) => status === 'pending' && description.startsWith('Rollback to'),
    );
    // What became of a call cannot be read of an app that is gone; L3 has its end.
    const unread = app.gone !== null && deadlineOf(situation) !== null;
    const open = !calm && !waits && !unread;
    if (open) breakLaw('L2', `${name} is well, and still ${situation.name}`);
  }
  if (!late.every(({ health }) => health === 'sick')) return;
  const { known, accepted } = simulation.oracle.alerts;
  const cried = [...known.values()].some(
    ({ id, incident: of, severity, kind }) =>
      of === incident?.id &&
      (severity === 'critical' || kind === 'check-never-passed') &&
      accepted.has(id),
  );
  if (!cried || incident === null) {
    breakLaw(
      'L5',
      `${name} is sick (${situation.name}), told: ${cried}, incident: ${incident?.id}`,
    );
  }
}

/** L3 and L2: every wait has its end, and what waits for people is repeated to them. */
function checkWaits({ name, app, state, simulation }: Whole, breakLaw: Break): void {
  const { now, story } = simulation;
  const { situation, incident } = state;
  const slackMs = 3 * story.sweepMs;
  const silentMs = incident === null ? 0 : now - incident.toldAt;
  // Heroku's own maintenance mode mutes nothing.
  const mute = inWindow(app.plan, now, story.remindMs + slackMs);
  if (silentMs > story.remindMs + slackMs && !mute) {
    breakLaw('L2', `${name}: nobody was reminded of ${incident?.id}`);
  }
  const end = deadlineOf(situation);
  if (end !== null && now > end + slackMs)
    breakLaw('L3', `${name}: ${situation.name} beyond its end`);
}

function deadlineOf(situation: State['situation']): number | null {
  switch (situation.name) {
    case 'warmup':
      return situation.until;
    case 'watching':
    case 'verifying':
      return situation.deadline;
    case 'rolling-back': {
      const { plannedAt, release } = situation.intent;
      const most = release === null ? limits.rollbackSlowMs : limits.pendingMsMax;
      return plannedAt + most + limits.resendAfterMs;
    }
    case 'unarmed':
    case 'steady':
    case 'down':
    case 'held':
    case 'rolled-back':
    case 'escalated':
      return null;
    default:
      return situation satisfies never;
  }
}

/** S8: a rollback that came over somebody's release is told as a race. */
function checkRaces({ name, record, simulation }: Whole, breakLaw: Break): void {
  for (const { at, claim, raced, made } of record.posts) {
    // Whose memory was lost after the claim cannot know that there was a call.
    if (claim.at < record.forgottenAt) continue;
    const told = simulation.oracle.alerts.wasTold(name, 'rollback-raced', at - 10_000);
    const settled = made !== null && made.status !== 'pending';
    if (raced && settled && !told) breakLaw('S8', `${name}: v${made?.version} raced, and silently`);
  }
}

/** L5: a bad release of a proven app, with nothing in the way, is rolled back. */
function checkPlain({ name, app, state, record, simulation }: Whole, breakLaw: Break): void {
  const broken = app.releases.some(({ code }) => code.quality !== 'good');
  if (!simulation.story.plain || !broken) return;
  const made = record.posts.some((post) => post.made !== null);
  // Two claims whose answers were lost are all that is tried; people have been called then.
  const calledPeople = !made && state.situation.name === 'escalated' && state.incident !== null;
  if (!calledPeople && (!made || app.current.made !== 'lastgood')) {
    breakLaw('L5', `${name}: nothing was in the way, and v${app.current.version} still runs`);
  }
}

/** Only what GitHub has taken is remembered as told to it. */
function checkGitHub({ name, state, simulation }: Whole, breakLaw: Break): void {
  for (const { version, commit, reported } of state.ledger) {
    if (reported === null) continue;
    const said = `${commit} ${reported.state}: ${reported.description}`;
    if (!simulation.atGitHub.has(said))
      breakLaw('told', `${name} v${version}: "${said}" never was`);
  }
}
