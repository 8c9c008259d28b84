/** What must happen sooner or later, and be said, as questions about a played film. */
import { alertMessage } from '../../../lib/core/alert-message.ts';
import { limits } from '../../../lib/core/limits.ts';
import { eachFrame, type Law } from './walk.ts';

const loud = ['held', 'down', 'escalated', 'rolling-back', 'verifying', 'rolled-back'];

/** L1: whatever is serious is said in the decision that makes it so. */
export const noSilentTurnLaw: Law = (played) =>
  eachFrame(played, ({ before, after, alerts }) => {
    const to = after.situation.name;
    const turned = to !== before.situation.name && loud.includes(to);
    return turned && alerts.length === 0 ? `${before.situation.name} to ${to} in silence` : null;
  });

/** L2: an incident ends with an alert that resolves it. */
export const loudEndLaw: Law = (played) =>
  eachFrame(played, ({ before, after, alerts }) => {
    const ended = before.incident;
    if (ended === null || after.incident?.id === ended.id) return null;
    const closing = alerts.find(({ incident, severity }) => {
      return incident === ended.id && severity === 'resolved';
    });
    return closing === undefined ? `the incident ${ended.id} ended in silence` : null;
  });

/** L3: nothing waits for ever, and what waits for people is repeated to them. */
export const noEternalWaitLaw: Law = (played) =>
  eachFrame(played, ({ after, at, verdict, maintenance }) => {
    if (verdict === null) return null;
    const { situation, incident } = after;
    const { remindMs } = played.film.configuration;
    const forgotten = incident !== null && at - incident.toldAt >= remindMs && !maintenance;
    if (forgotten) return `nobody was reminded of ${incident.id}`;
    switch (situation.name) {
      case 'warmup':
        return at >= situation.until ? 'a warm-up beyond its end' : null;
      case 'watching':
      case 'verifying':
        return at >= situation.deadline ? `${situation.name} beyond its deadline` : null;
      case 'rolling-back': {
        const { plannedAt, release } = situation.intent;
        const most =
          release === null ? limits.rollbackSlowMs + limits.resendAfterMs : limits.pendingMsMax;
        return at - plannedAt > most ? 'a rollback beyond its deadline' : null;
      }
      case 'held':
      case 'down':
      case 'escalated':
        return incident === null ? `${situation.name} without an incident` : null;
      case 'unarmed':
        return situation.told && incident === null ? 'unarmed, and nobody is reminded' : null;
      case 'steady':
      case 'rolled-back':
        return null;
      default:
        return situation satisfies never;
    }
  });

/** Every alert has its own id. */
export const uniqueAlertsLaw: Law = (played) => {
  const ids = played.film.said.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  return twice === undefined ? null : `the id ${twice} was given twice`;
};

/** Every alert can be read. */
export const readableAlertsLaw: Law = (played) => {
  for (const alert of played.film.said) {
    const { email, sms, subject, json } = alertMessage(alert);
    const text = [email, sms, subject, json].join('\n');
    const flaw = /undefined|\bNaN\b|\[object|Infinity|v\?|vnull|\bnull\b(?=[^,}\]])/.exec(text);
    if (flaw !== null) return `${alert.kind} says "${flaw[0]}": ${text}`;
    const { headline, happened, done, kind } = alert;
    if (headline === '' || happened === '' || done.length === 0) return `${kind} is not complete`;
    if (alert.severity === 'critical' && alert.next.length === 0) return `${kind}: what next?`;
  }
  return null;
};

/** A healthy app of which all is known costs no write. */
export const quietLaw: Law = (played) =>
  eachFrame(played, ({ before, after, verdict, alerts, effect, current }) => {
    const steady = before.situation.name === 'steady' || before.situation.name === 'rolled-back';
    const { evidence } = before;
    const settled =
      evidence.healthyInARow === played.film.app.recovered &&
      evidence.unknownSince === null &&
      before.pending === null &&
      !before.maintenance &&
      before.currentId === current?.id &&
      before.releasedAt === current.createdAt &&
      Object.keys(before.conditions).length === 0;
    const disarmed = before.checkHash !== after.checkHash;
    if (!steady || !settled || verdict !== 'healthy' || disarmed) return null;
    const same = JSON.stringify(before) === JSON.stringify(after);
    return same && alerts.length === 0 && effect === null ? null : 'a quiet look was no quiet one';
  });
