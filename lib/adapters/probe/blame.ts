/** What is said of a failed request, and whose trouble it can be. */
import type { Phases, ProbeOutcome } from '../../core/reading.ts';
import type { Phase } from './stopwatch.ts';

/** The part of a failed outcome that tells why. */
export type Failure = Pick<
  Extract<ProbeOutcome, { kind: 'failed' }>,
  'cause' | 'message' | 'canBeOurs'
>;

/** Where and when a request failed. */
export type Scene = {
  readonly url: URL;
  readonly phase: Phase | null;
  readonly phases: Phases;
  readonly timeoutMs: number;
  /** True: the app's side had already answered this probe with a redirect. */
  readonly redirected: boolean;
};

/** The app's side was reached: whatever it is, it is not our network alone. */
export function theirs(cause: Failure['cause'], message: string): Failure {
  return { cause, message, canBeOurs: false };
}

/** Nothing of the app's side was reached, unless it had answered before with a redirect. */
export function beforeContact(cause: Failure['cause'], message: string, scene: Scene): Failure {
  return { cause, message, canBeOurs: !scene.redirected };
}

/** Host and port, as somebody looks for them in a firewall. */
export function authority(url: URL): string {
  return `${url.hostname}:${url.port || (url.protocol === 'https:' ? 443 : 80)}`;
}
