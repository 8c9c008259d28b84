/** Every alert that was ever stored, and whether SNS took it before it left its outbox. */
import type { Item } from '../../../lib/adapters/dynamodb.ts';
import type { Simulation } from '../simulation.ts';
import type { Break, StoredAlert } from './records.ts';
import { WaitingLaw } from './waiting-law.ts';

export class AlertBook {
  readonly known = new Map<string, StoredAlert>();
  readonly accepted = new Set<string>();
  /** Apps whose waiting alerts were damaged, until they have been sent raw. */
  private readonly raw = new Set<string>();
  private readonly break: Break;
  private readonly simulation: Simulation;
  private readonly waiting: WaitingLaw;

  constructor(breakLaw: Break, simulation: Simulation) {
    this.break = breakLaw;
    this.simulation = simulation;
    this.waiting = new WaitingLaw(simulation, breakLaw);
  }

  /** SNS has accepted a message with these alerts in it. */
  taken(ids: readonly string[]): void {
    const alerts = ids.flatMap((id) => this.known.get(id) ?? []);
    const first = alerts.filter(({ id }) => !this.accepted.has(id));
    for (const id of ids) this.accepted.add(id);
    this.waiting.taken(first, ids.length);
    for (const id of ids) this.takenRaw(/^(.+)\.alert-unreadable\./.exec(id)?.[1] ?? '');
  }

  /** SNS has not taken a message with these alerts in it. */
  refused(ids: readonly string[]): void {
    this.waiting.refused(ids);
  }

  /** What could not be read has gone out as it was. */
  private takenRaw(app: string): void {
    if (this.raw.delete(app)) this.simulation.reach.count('alert', 'alert-unreadable');
  }

  /** Nobody can read what waits in an item any more: it has to go out raw. */
  damaged(item: Item): void {
    for (const { id } of readable(item)) this.accepted.add(id);
    this.waiting.damaged(item.key);
    this.raw.add(item.key.replace(/^app#/, ''));
  }

  /** Takes in a write. Answers the alerts that are new with it. */
  note(before: Item | null, item: Item): readonly StoredAlert[] {
    if (item.outbox === (before?.outbox ?? '[]')) return [];
    const had = before === null ? [] : readable(before);
    const has = readable(item);
    const ids = new Set(has.map(({ id }) => id));
    for (const { id } of had) {
      if (!ids.has(id) && !this.accepted.has(id)) {
        this.break('L4', `the alert ${id} left its outbox, and SNS never took it`);
      }
    }
    const hadIds = new Set(had.map(({ id }) => id));
    const added = has.filter(({ id }) => !hadIds.has(id));
    for (const alert of added) {
      if (this.known.has(alert.id)) this.break('L4', `the alert ${alert.id} is stored anew`);
      this.known.set(alert.id, alert);
      this.waiting.stored(alert, item.key);
    }
    return added;
  }

  /**
   * Whether such an alert of an app was stored since then, or sent: what a look could not store,
   * because another one was faster, it sends all the same.
   */
  wasTold(app: string, kind: string, since: number): boolean {
    const stored = [...this.known.values()].some(
      (alert) => alert.app === app && alert.kind === kind && alert.at >= since,
    );
    // An id is the app, the kind, and when in base 36.
    const start = `${app}.${kind}.`;
    const sent = (id: string) => id.startsWith(start) && timeIn(id.slice(start.length)) >= since;
    return stored || [...this.accepted].some(sent);
  }

  /** Once nothing fails any more, everything that was stored has been sent. */
  checkDelivered(until: number): void {
    for (const app of this.raw) this.break('L4', `damaged alerts of ${app} were never sent raw`);
    for (const { id, at } of this.known.values()) {
      if (at < until && !this.accepted.has(id))
        this.break('L4', `the alert ${id} was never delivered`);
    }
  }
}

function timeIn(rest: string): number {
  return Number.parseInt(rest.split('.')[0] ?? '', 36);
}

/** Every item is asked twice: for what it has, and when it is written over for what it had. */
function readable(item: Item): readonly StoredAlert[] {
  const alerts = read.get(item) ?? alertsIn(item.outbox);
  read.set(item, alerts);
  return alerts;
}

const read = new WeakMap<Item, readonly StoredAlert[]>();

/** What a story has damaged holds nothing. */
function alertsIn(outbox: string): readonly StoredAlert[] {
  if (outbox === '[]') return [];
  try {
    return JSON.parse(outbox) as StoredAlert[];
  } catch {
    return [];
  }
}
