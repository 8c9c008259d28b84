/** Every alert that was ever stored, and whether SNS took it before it left its outbox. */
import type { Item } from '../../../lib/adapters/dynamodb.ts';
import type { Break, StoredAlert } from './records.ts';

export class AlertBook {
  readonly known = new Map<string, StoredAlert>();
  readonly accepted = new Set<string>();
  private readonly break: Break;

  constructor(breakLaw: Break) {
    this.break = breakLaw;
  }

  /** Takes in a write. Answers the alerts that are new with it. */
  note(before: Item | null, item: Item): readonly StoredAlert[] {
    if (item.outbox === (before?.outbox ?? '[]')) return [];
    const had = JSON.parse(before?.outbox ?? '[]') as StoredAlert[];
    const has = JSON.parse(item.outbox) as StoredAlert[];
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
    for (const { id, at } of this.known.values()) {
      if (at < until && !this.accepted.has(id))
        this.break('L4', `the alert ${id} was never delivered`);
    }
  }
}

function timeIn(rest: string): number {
  return Number.parseInt(rest.split('.')[0] ?? '', 36);
}
