/** `lastgood verify --via URL`: asks a lastgood that has watched the app all along. */
import { createDeploys, type Deploy, type DeployAnswer } from '../../adapters/deploys.ts';
import type { Settings } from '../../adapters/settings.ts';
import { ConfigurationError } from '../../core/configuration-error.ts';
import { limits } from '../../core/limits.ts';
import type { Secret } from '../../core/secret.ts';
import { platformApiUrl, Refusal } from '../../core/setting.ts';
import type { RunContext } from '../context.ts';
import type { Result } from './result.ts';
import { lineOf, type Telling } from './scene.ts';
import type { Work } from './work.ts';

/** Announces the deploy and asks until there is a verdict. Throws a ConfigurationError. */
export async function verifyVia(
  work: Work & { readonly via: string },
  context: RunContext,
  { teller }: Telling,
): Promise<Result> {
  const { app, options } = work;
  const signal = context.stopSignal();
  const deploys = createDeploys({ url: addressOf(work.via), token: tokenOf(work), signal });
  const until = { deadline: context.clock.monotonic() + options.timeout, work, context, teller };
  const told = { app, commit: options.commit ?? null, version: options.release ?? null };
  let deploy = await patiently(until, () => deploys.announce(told));
  let said = '';
  while (deploy !== null && !deploy.final && !isOver(until)) {
    const news = `${deploy.verdict}: ${deploy.reasons.join('; ')}`;
    if (news !== said) {
      teller.line(lineOf(work, context, { part: 'sees', text: news, tone: 'plain' }));
    }
    said = news;
    teller.waiting(news);
    const { id } = deploy;
    const leftSeconds = Math.ceil((until.deadline - context.clock.monotonic()) / 1_000);
    const waitSeconds = Math.max(0, Math.min(limits.longPollSeconds, leftSeconds));
    const beganAt = context.clock.monotonic();
    const asked = await patiently(until, () => deploys.ask(id, waitSeconds));
    deploy = asked ?? deploy;
    // One that does not hold its answer back must not be asked without a pause.
    const restMs = deploy.final ? 0 : limits.deployRetryMs - (context.clock.monotonic() - beganAt);
    await context.clock.sleep(Math.max(0, restMs), signal);
  }
  teller.waiting(null);
  return resultOf(work, deploy, signal.aborted);
}

type Patience = {
  readonly deadline: number;
  readonly work: Work;
  readonly context: RunContext;
  readonly teller: Telling['teller'];
};

/** Asks again after what can pass by itself, at growing distances; null: the time is up. */
async function patiently(
  patience: Patience,
  ask: () => Promise<DeployAnswer>,
): Promise<Deploy | null> {
  const { work, context, teller, deadline } = patience;
  let waitMs: number = limits.deployRetryMs;
  for (;;) {
    const answer = await ask();
    if (context.stopSignal().aborted) return answer.ok ? answer.deploy : null;
    if (answer.ok) return answer.deploy;
    if (!answer.canRetry) throw new ConfigurationError('--via', [answer.reason]);
    teller.line(lineOf(work, context, { part: 'fault', text: answer.reason, tone: 'warn' }));
    const leftMs = deadline - context.clock.monotonic();
    await context.clock.sleep(Math.min(waitMs, Math.max(0, leftMs)), context.stopSignal());
    if (isOver(patience)) return null;
    waitMs = Math.min(waitMs * 2, limits.deployRetryMsMax);
  }
}

function isOver({ deadline, context }: Patience): boolean {
  return context.stopSignal().aborted || context.clock.monotonic() >= deadline;
}

function resultOf(
  { app, via }: Work & { readonly via: string },
  deploy: Deploy | null,
  aborted: boolean,
): Result {
  if (deploy === null) {
    const reasons = [`${via} could not be asked`];
    const nothing = { release: null, rolledBackTo: null, alerts: [] };
    return { app, verdict: 'pending', reasons, interrupted: aborted, ...nothing };
  }
  const { verdict, reasons, release, final } = deploy;
  const rolledBackTo = deploy.rolledBackTo?.version ?? null;
  const interrupted = aborted && !final;
  return { app, verdict, reasons, release, rolledBackTo, interrupted, alerts: [] };
}

/** What is wrong with the address and with the token that goes there. */
export function viaFaults(via: string, settings: Settings | null): readonly string[] {
  const address = platformApiUrl(via) instanceof Refusal ? [`--via: ${addressWanted}`] : [];
  const token = settings !== null && settings.deployTokens.length === 0 ? [tokenWanted] : [];
  return [...address, ...token];
}

function addressOf(via: string): string {
  const address = platformApiUrl(via);
  if (!(address instanceof Refusal)) return address;
  throw new ConfigurationError('--via', [addressWanted]);
}

const addressWanted =
  'expected the https URL of a deployed lastgood, without credentials, query or fragment ' +
  '(http is for this machine only)';
const tokenWanted =
  'LASTGOOD_DEPLOY_TOKEN: not set; --via needs the token of the deployed lastgood';

/** Two stand there only while a deployed lastgood's is being replaced; the first is the new one. */
function tokenOf({ settings }: Work): Secret {
  const [token] = settings.deployTokens;
  if (token !== undefined) return token;
  throw new ConfigurationError('The environment', [tokenWanted]);
}
