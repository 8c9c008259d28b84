/** Every pause as it was really stored, so that laws need not ask what lastgood made of it. */

/** One pause: from when on it stood in the table, and until when. */
export type StoodPause = {
  /** null: all apps. */
  readonly of: string | null;
  readonly from: number;
  /** It ends by itself, by hand, or as another one takes its place. */
  until: number;
  end: 'by itself' | 'by hand' | 'replaced';
};

export class PauseBook {
  readonly all: StoodPause[] = [];
  /** From when to when nobody could read who has paused what. */
  readonly unreadable: { readonly from: number; until: number }[] = [];
  private readonly now: () => number;

  constructor(now: () => number) {
    this.now = now;
  }

  begun(of: string | null, forMs: number): void {
    this.stop((one) => one.of === of, 'replaced');
    this.all.push({ of, from: this.now(), until: this.now() + forMs, end: 'by itself' });
  }

  /** `of` null: people resume everything. */
  ended(of: string | null): void {
    this.stop((one) => of === null || one.of === of, 'by hand');
  }

  becameUnreadable(): void {
    this.stop(() => true, 'replaced');
    this.unreadable.push({ from: this.now(), until: Number.POSITIVE_INFINITY });
  }

  becameReadable(): void {
    for (const one of this.unreadable) one.until = Math.min(one.until, this.now());
  }

  /** True when something paused the app from one moment on, and still did so at another. */
  stood(name: string, stored: number, still: number): boolean {
    const span = ({ from, until }: { from: number; until: number }) =>
      from <= stored && until > still;
    return this.of(name).some(span) || this.unreadable.some(span);
  }

  /** The pauses that concern an app. */
  of(name: string): readonly StoodPause[] {
    return this.all.filter(({ of }) => of === null || of === name);
  }

  private stop(meant: (one: StoodPause) => boolean, end: StoodPause['end']): void {
    for (const one of this.all) {
      if (one.until <= this.now() || !meant(one)) continue;
      one.until = this.now();
      one.end = end;
    }
  }
}
