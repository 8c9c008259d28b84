/** The answers that a look got before, and the calls that wait for one. */
import type { Item } from '../../lib/adapters/dynamodb.ts';
import type { Answered } from './small-world.ts';

/** A call that waits for its answer. */
export type Call =
  | { readonly kind: 'load'; readonly key: string }
  | { readonly kind: 'loadMany'; readonly keys: readonly string[] }
  | { readonly kind: 'save'; readonly item: Item; readonly expected: number }
  | { readonly kind: 'releases' | 'app' | 'dynos' | 'formation' | 'preboot' }
  | { readonly kind: 'rollback'; readonly target: string };

/** An answer that is a failure is thrown. */
export class Failure {
  readonly error: Error;

  constructor(error: Error) {
    this.error = error;
  }
}

type Waiting = { readonly call: Call; readonly settle: (answer: unknown) => void };

/** Plays a look to where its answers end. */
export class Script {
  now: number;
  published: string[] = [];
  private waiting: Waiting[] = [];
  private readonly answered: readonly Answered[];

  constructor(answered: readonly Answered[], startedAt: number) {
    this.answered = answered;
    this.now = startedAt;
  }

  get calls(): readonly Call[] {
    return this.waiting.map(({ call }) => call);
  }

  ask<T>(call: Call): Promise<T> {
    return new Promise((resolve, reject) => {
      const settle = (answer: unknown) =>
        answer instanceof Failure ? reject(answer.error) : resolve(answer as T);
      this.waiting.push({ call, settle });
    });
  }

  /** Gives every answer that there is, batch by batch. */
  async playOut(): Promise<void> {
    await allThatCanGoOn();
    for (const { at, answers } of this.answered) {
      const batch = this.waiting;
      if (batch.length !== answers.length) throw new Error('the look is not what it was');
      this.waiting = [];
      this.published = [];
      this.now = at;
      for (const [index, { settle }] of batch.entries()) settle(answers[index]);
      await allThatCanGoOn();
    }
  }
}

/** A macrotask comes after all microtasks. */
function allThatCanGoOn(): Promise<void> {
  return new Promise((done) => setImmediate(done));
}
