/** Faults in what is sent, when, and in which order. */
import { type PlantedFault, plant } from './fault.ts';

export const sendingFaults: readonly PlantedFault[] = [
  plant(
    'an alert leaves its outbox although SNS refused it',
    ['L4'],
    'lib/reconcile/publish.ts',
    'if (published.ok) return true;',
    'if (published.ok || published.canRetry) return true;',
  ),
  plant(
    'an alert waits for a sweep for as long as none comes',
    ['L4'],
    'lib/core/shared-occasion.ts',
    'waitsUntil: now + limits.groupWaitMs',
    'waitsUntil: now + 100 * limits.groupWaitMs',
  ),
  plant(
    'nobody stays to send what waits',
    ['L4'],
    'lib/watch.ts',
    "return { kind: look.waits ? 'rest' : 'leave', look };",
    "return { kind: 'leave', look };",
  ),
  plant(
    'word of what somebody takes back waits for other releases',
    ['L4'],
    'lib/reconcile/find-shared.ts',
    "if (runsRollback(state)) all.delete('released');",
    '',
  ),
  plant(
    'what is new goes with what is alike, before what is older',
    ['L4'],
    'lib/core/group-alerts.ts',
    'const joins = open >= (newest.get(alert.app) ?? 0) && hasRoom(messages[open]);',
    'const joins = open >= 0 && hasRoom(messages[open]);',
  ),
  plant(
    'alerts that cannot be read any more are thrown away',
    ['L4'],
    'lib/core/outbox.ts',
    "return text === '' ? [] : [text];",
    'return [];',
  ),
];
