/** Several apps with the same to tell are told in one message. */
import { createHash } from 'node:crypto';
import type { Alert, Severity, Together } from './alert.ts';
import { limits } from './limits.ts';
import { someOf } from './texts/common.ts';
import { groupDone, groupHappened, groupHeadline, groupLine } from './texts/grouped.ts';

/** One message: what is sent, and the alerts that are sent with it. */
export type Group = { readonly alert: Alert; readonly members: readonly Alert[] };

/**
 * Alerts of one kind from `limits.groupedAppsMin` apps or more become one, that names them all;
 * every other one is sent by itself. The oldest comes first, and of one app nothing comes before
 * what is older: a message that says that all is well never before the trouble that it ends.
 */
export function groupAlerts(waiting: readonly Alert[]): readonly Group[] {
  const messages: Alert[][] = [];
  const alike = new Map<string, number>();
  const newest = new Map<string, number>();
  for (const alert of waiting.toSorted((left, right) => left.at - right.at)) {
    // Those that one topic has taken already go to the other one, and to that one only.
    const key = JSON.stringify([alert.kind, alert.sentTo ?? []]);
    const open = alike.get(key) ?? -1;
    const joins = open >= (newest.get(alert.app) ?? 0) && hasRoom(messages[open]);
    const place = joins ? open : messages.length;
    messages[place] = joins ? [...(messages[place] ?? []), alert] : [alert];
    alike.set(key, place);
    newest.set(alert.app, place);
  }
  return messages.flatMap((members) =>
    appsOf(members).length < limits.groupedAppsMin ? alone(members) : [together(members)],
  );
}

/** What is left to be sent of one message, given what is left of its members' outboxes. */
export function leftOf({ alert, members }: Group, left: Alert | null): readonly Alert[] {
  if (left === null) return [];
  if (left === alert) return members;
  const { sentTo = [] } = left;
  return members.map((member) => ({ ...member, sentTo }));
}

function hasRoom(members: readonly Alert[] | undefined): boolean {
  return members !== undefined && members.length < limits.groupedAlertsMax;
}

function alone(members: readonly Alert[]): readonly Group[] {
  return members.map((alert) => ({ alert, members: [alert] }));
}

function together(members: readonly Alert[]): Group {
  const [first] = members;
  if (first === undefined) throw new Error('a message of no alert');
  const names = appsOf(members);
  const done = groupDone(first.kind);
  const alert: Alert = {
    id: `group.${first.kind}.${digestOf(members)}`,
    kind: first.kind,
    severity: loudest(members),
    app: `${names.length} apps`,
    incident: null,
    at: first.at,
    headline: `${groupHeadline(first.kind)} (${someOf(names)})`,
    happened: groupHappened(first.kind, names.length),
    evidence: members.map(groupLine),
    done: done === null ? linesOf(members, (one) => one.done) : [done],
    next: linesOf(members, ({ next, undo }) => [
      ...next,
      ...(undo === null ? [] : [`To undo it: \`${undo}\``]),
    ]),
    undo: null,
    facts: { alerts: members.length, apps: names.length },
    together: members.map(partOf),
    ...(first.sentTo === undefined ? {} : { sentTo: first.sentTo }),
  };
  return { alert, members };
}

/** What machines get of each. */
function partOf({ id, app, incident, severity, facts }: Alert): Together {
  const { release } = facts;
  const part = { id, app, incident, severity };
  return typeof release === 'number' ? { ...part, release } : part;
}

/** What is said of all of them is said once; what only some have has their names before it. */
function linesOf(
  members: readonly Alert[],
  lines: (alert: Alert) => readonly string[],
): readonly string[] {
  const apps = new Map<string, string[]>();
  for (const alert of members) {
    for (const line of lines(alert)) apps.set(line, [...(apps.get(line) ?? []), alert.app]);
  }
  const all = appsOf(members).length;
  return [...apps].map(([line, names]) => {
    const some = [...new Set(names)];
    return some.length < all ? `${someOf(some)}: ${line}` : line;
  });
}

function appsOf(alerts: readonly Alert[]): readonly string[] {
  return [...new Set(alerts.map(({ app }) => app))];
}

function loudest(alerts: readonly Alert[]): Severity {
  const byLoudness = ['critical', 'warning', 'resolved', 'info'] as const;
  return byLoudness.find((loud) => alerts.some(({ severity }) => severity === loud)) ?? 'info';
}

/** The same alerts are the same message, whenever it is sent. */
function digestOf(alerts: readonly Alert[]): string {
  const ids = alerts.map(({ id }) => id).toSorted();
  return createHash('sha256').update(JSON.stringify(ids)).digest('hex').slice(0, 16);
}
