/** Several apps with the same to tell are told in one message. */
import { createHash } from 'node:crypto';
import type { Alert, Severity } from './alert.ts';
import { limits } from './limits.ts';
import { someOf } from './texts/common.ts';

/** One message: what is sent, and the alerts that are sent with it. */
export type Group = { readonly alert: Alert; readonly members: readonly Alert[] };

/**
 * Alerts of one kind from `limits.groupedAppsMin` apps or more become one, that names them all;
 * every other one is sent by itself. The oldest comes first.
 */
export function groupAlerts(waiting: readonly Alert[]): readonly Group[] {
  const alike = new Map<string, Alert[]>();
  for (const alert of waiting.toSorted((left, right) => left.at - right.at)) {
    // Those that one topic has taken already go to the other one, and to that one only.
    const key = JSON.stringify([alert.kind, alert.sentTo ?? []]);
    alike.set(key, [...(alike.get(key) ?? []), alert]);
  }
  return [...alike.values()]
    .flatMap(inMessages)
    .flatMap((members) =>
      appsOf(members).length < limits.groupedAppsMin ? alone(members) : [together(members)],
    )
    .toSorted((left, right) => left.alert.at - right.alert.at);
}

/** What is left to be sent of one message, given what is left of its members' outboxes. */
export function leftOf({ alert, members }: Group, left: Alert | null): readonly Alert[] {
  if (left === null) return [];
  if (left === alert) return members;
  const { sentTo = [] } = left;
  return members.map((member) => ({ ...member, sentTo }));
}

function inMessages(alerts: readonly Alert[]): readonly (readonly Alert[])[] {
  const count = Math.ceil(alerts.length / limits.groupedAlertsMax);
  return Array.from({ length: count }, (_, index) =>
    alerts.slice(index * limits.groupedAlertsMax, (index + 1) * limits.groupedAlertsMax),
  );
}

function alone(members: readonly Alert[]): readonly Group[] {
  return members.map((alert) => ({ alert, members: [alert] }));
}

function together(members: readonly Alert[]): Group {
  const [first] = members;
  if (first === undefined) throw new Error('a message of no alert');
  const names = appsOf(members);
  const alert: Alert = {
    id: `group.${first.kind}.${digestOf(members)}`,
    kind: first.kind,
    severity: loudest(members),
    app: `${names.length} apps`,
    incident: null,
    at: first.at,
    headline: first.kind.replace(/^app-/, '').replaceAll('-', ' '),
    happened: `The same was found at ${names.length} apps: ${someOf(names)}. One line each:`,
    evidence: members.map(({ app, headline, happened }) => `${app}: ${headline}. ${happened}`),
    done: linesOf(members, ({ done }) => done),
    next: linesOf(members, ({ next, undo }) => [
      ...next,
      ...(undo === null ? [] : [`To undo it: \`${undo}\``]),
    ]),
    undo: null,
    facts: { alerts: members.length, apps: names.length },
    together: members.map(({ id, app, incident, severity }) => ({ id, app, incident, severity })),
    ...(first.sentTo === undefined ? {} : { sentTo: first.sentTo }),
  };
  return { alert, members };
}

/** What is said of all of them is said once; what is one app's own has its name before it. */
function linesOf(
  members: readonly Alert[],
  lines: (alert: Alert) => readonly string[],
): readonly string[] {
  const apps = new Map<string, string[]>();
  for (const alert of members) {
    for (const line of lines(alert)) apps.set(line, [...(apps.get(line) ?? []), alert.app]);
  }
  return [...apps].map(([line, [app, ...others]]) =>
    others.length === 0 && members.length > 1 ? `${app}: ${line}` : line,
  );
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
