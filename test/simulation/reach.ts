/** How often a run came to each situation, transition, guard, fault, moment and alert. */

export const topics = [
  'situation',
  'transition',
  'guard',
  'fault',
  'moment',
  'alert',
  'deed',
  'cause',
] as const;
export type ReachTopic = (typeof topics)[number];

export class Reach {
  private readonly byTopic = new Map<ReachTopic, Map<string, number>>();

  /** By topic and name, as in `alert app-down`. */
  get counts(): ReadonlyMap<string, number> {
    return new Map(
      [...this.byTopic].flatMap(([topic, names]) =>
        [...names].map(([name, times]) => [`${topic} ${name}`, times] as const),
      ),
    );
  }

  /** Nothing is asked for as often as this, so that no text is put together here. */
  count(topic: ReachTopic, name: string): void {
    const names = this.byTopic.get(topic) ?? new Map<string, number>();
    this.byTopic.set(topic, names);
    names.set(name, (names.get(name) ?? 0) + 1);
  }
}
