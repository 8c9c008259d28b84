/** Tells whether our own network works, so that its trouble is not taken for an app's. */
import { limits } from '../core/limits.ts';
import type { Clock } from './clock.ts';
import { createHttpProbe, type HttpProbe } from './http-probe.ts';

/** Asks others when an app could not be reached. */
export type Control = {
  /**
   * True when any of the control URLs answers over HTTP with anything at all: an error page came
   * through the network as well. Asked at most once in `limits.controlSharedMs`. Never throws.
   */
  networkWorks(): Promise<boolean>;
};

/**
 * What a control asks. There is at least one URL, the Platform API's, because nobody asked would
 * mean nothing known. `ca`: PEM certificates trusted in place of Node's own, for tests.
 */
export type ControlOptions = {
  readonly urls: readonly [string, ...string[]];
  readonly clock: Clock;
  readonly ca?: string;
};

/** Creates a control. It keeps nothing open between two questions. */
export function createControl({ urls, clock, ...trust }: ControlOptions): Control {
  const probe = createHttpProbe({ clock, ...trust });
  let shared: { readonly answer: Promise<boolean>; readonly askedAt: number } | null = null;
  return {
    networkWorks: () => {
      const now = clock.now();
      // The monotonic clock may stand still while Lambda is frozen, and an old answer look new.
      if (shared !== null && Math.abs(now - shared.askedAt) < limits.controlSharedMs) {
        return shared.answer;
      }
      shared = { answer: anyAnswers(probe, urls), askedAt: now };
      return shared.answer;
    },
  };
}

/**
 * All at once; the first answer decides, so that one dead URL costs nothing where another lives.
 */
async function anyAnswers(probe: HttpProbe, urls: readonly string[]): Promise<boolean> {
  const answers = urls.map(async (url) => {
    if (!(await answersOverHttp(probe, url))) throw new Error(`${url} did not answer`);
  });
  return Promise.any(answers).then(
    () => true,
    () => false,
  );
}

async function answersOverHttp(probe: HttpProbe, url: string): Promise<boolean> {
  const timeoutMs = limits.controlTimeoutMs;
  const outcome = await probe.probe({ url, headers: {}, timeoutMs, redirects: 0 });
  // Headers too large to read are an answer all the same.
  return outcome.kind === 'answered' || outcome.cause === 'too-large';
}
