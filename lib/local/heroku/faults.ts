// Switches that make the small Heroku misbehave as the real one can.

/** Which API calls a fault falls on; absent means any. */
export type FaultMatch = {
  readonly method?: string;
  /** Matched on the path without its query. */
  readonly path?: RegExp;
  /** How many calls it falls on, 1 when absent; Infinity until `clear`. */
  readonly times?: number;
};

/** What happens to an API call. */
export type ApiFault =
  | { readonly kind: 'status'; readonly status: 401 | 403 | 429 | 500 | 503 }
  /** No answer ever comes. */
  | { readonly kind: 'hang' }
  /** The connection is cut before anything is done. */
  | { readonly kind: 'drop' }
  /** The work is done, and then the connection is cut: accepted, but the response is lost. */
  | { readonly kind: 'lose-response' }
  /** The work is done, and the answer's body is not JSON. */
  | { readonly kind: 'garble' }
  /** The work is done after a wait. */
  | { readonly kind: 'slow'; readonly delayMs: number };

/** What happens to webhook deliveries: none is sent, or each is sent twice. */
export type WebhookFault = 'none' | 'dropped' | 'doubled';

type Planned = { readonly fault: ApiFault; readonly match: FaultMatch; left: number };

/** What faults need of the platform to act on routers. */
export type RouterSwitch = (app: string, isOn: boolean) => Promise<void>;

/**
 * The switches of one small Heroku. Faults fall on matching calls in the order in which they were
 * set.
 */
export class Faults {
  readonly #switchRouter: RouterSwitch;
  #planned: Planned[] = [];
  #webhooks: WebhookFault = 'none';

  constructor(switchRouter: RouterSwitch) {
    this.#switchRouter = switchRouter;
  }

  /** The next matching calls are answered with this status and nothing is done. */
  answer(status: 401 | 403 | 429 | 500 | 503, match: FaultMatch = {}): void {
    this.#plan({ kind: 'status', status }, match);
  }

  /** The next matching calls never get an answer, and nothing is done. */
  hang(match: FaultMatch = {}): void {
    this.#plan({ kind: 'hang' }, match);
  }

  /** The next matching calls have their connection cut, and nothing is done. */
  drop(match: FaultMatch = {}): void {
    this.#plan({ kind: 'drop' }, match);
  }

  /** The next matching calls are carried out, and their connection is cut instead of an answer. */
  loseResponse(match: FaultMatch = {}): void {
    this.#plan({ kind: 'lose-response' }, match);
  }

  /** The next matching calls are carried out and answered with HTML under their usual status. */
  garble(match: FaultMatch = {}): void {
    this.#plan({ kind: 'garble' }, match);
  }

  /** The next matching calls are carried out and answered after a wait. */
  slow(delayMs: number, match: FaultMatch = {}): void {
    this.#plan({ kind: 'slow', delayMs }, match);
  }

  /** Connections to the app's URL are refused. */
  stopRouter(app: string): Promise<void> {
    return this.#switchRouter(app, false);
  }

  /** The app's URL answers again. */
  startRouter(app: string): Promise<void> {
    return this.#switchRouter(app, true);
  }

  /** What happens to every webhook delivery from now on. */
  setWebhooks(fault: WebhookFault): void {
    this.#webhooks = fault;
  }

  get webhooks(): WebhookFault {
    return this.#webhooks;
  }

  /** Takes back every fault but stopped routers. */
  clear(): void {
    this.#planned = [];
    this.#webhooks = 'none';
  }

  /** The fault that falls on this call, if any; it is used up by that. */
  take(method: string, path: string): ApiFault | null {
    const planned = this.#planned.find(({ match }) => {
      const isMethod = match.method === undefined || match.method === method;
      return isMethod && (match.path === undefined || match.path.test(path));
    });
    if (!planned) return null;
    planned.left -= 1;
    if (planned.left <= 0) this.#planned = this.#planned.filter((other) => other !== planned);
    return planned.fault;
  }

  #plan(fault: ApiFault, match: FaultMatch): void {
    this.#planned.push({ fault, match, left: match.times ?? 1 });
  }
}
