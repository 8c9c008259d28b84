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
  readonly counts = new Map<string, number>();

  count(topic: ReachTopic, name: string, times = 1): void {
    const key = `${topic} ${name}`;
    this.counts.set(key, (this.counts.get(key) ?? 0) + times);
  }

  add(other: Iterable<readonly [string, number]>): void {
    for (const [key, times] of other) this.counts.set(key, (this.counts.get(key) ?? 0) + times);
  }

  of(topic: ReachTopic, name: string): number {
    return this.counts.get(`${topic} ${name}`) ?? 0;
  }
}
