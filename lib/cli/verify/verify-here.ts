/** `lastgood verify` by itself: with the token, and nothing else. */
import { checkHash } from '../../core/check-hash.ts';
import { ConfigurationError } from '../../core/configuration-error.ts';
import type { Release } from '../../core/release.ts';
import type { Baseline } from '../../core/verify/baseline.ts';
import { verifyRelease } from '../../local/verify.ts';
import type { RunContext } from '../context.ts';
import { createPaint } from '../paint.ts';
import type { Tone } from '../tell/line.ts';
import { mailLine, mailText } from '../tell/mail-line.ts';
import { readBaseline } from './baseline-file.ts';
import type { Result } from './result.ts';
import { appOf, lineOf, type OneAppWork, type Telling, worldOf } from './scene.ts';

/** Verifies the new release. Throws a ConfigurationError before anything was asked of anybody. */
export async function verifyHere(
  work: OneAppWork,
  context: RunContext,
  { teller, github }: Telling,
): Promise<Result> {
  const { app: name, options } = work;
  const app = appOf(work);
  const baseline = await baselineOf(work, context);
  const alerts: string[] = [];
  const paint = createPaint(context);
  const world = worldOf(work, context, {
    teller,
    onAlert: (alert) => {
      teller.line(mailLine(alert, context.clock.now()));
      const severity = alert.attributes['severity'];
      if (severity !== 'critical' && severity !== 'warning') return;
      alerts.push(alert.email);
      teller.note(`${mailText(alert, paint)}\n`);
      const level = severity === 'critical' ? 'error' : 'warning';
      github.annotate(level, alert.subject, alert.email);
    },
  });
  const signal = context.stopSignal();
  let waiting = '';
  const verified = await verifyRelease(world, {
    app,
    wanted: { version: options.release ?? null, commit: options.commit ?? null },
    baseline,
    timeoutMs: options.timeout,
    signal,
    onWait: (what) => {
      if (what !== waiting) teller.waiting(what);
      waiting = what;
    },
    onBegin: (release, before) => {
      const { text, tone } = planOf(release, before);
      teller.line(lineOf(work, context, { part: 'plan', text, tone }));
    },
  });
  teller.waiting(null);
  const { verdict, final, reasons, release, rolledBackTo } = verified;
  const interrupted = signal.aborted && !final;
  return { app: name, verdict, reasons, release, rolledBackTo, interrupted, alerts };
}

function planOf(release: Release, before: Baseline | null): { text: string; tone: Tone } {
  const name = `v${release.version} (${release.description})`;
  if (before === null) return { text: `${name} is the first release there is`, tone: 'warn' };
  const old = `v${before.release.version}`;
  if (before.health === 'healthy') {
    return { text: `${name} is verified; ${old} before it was seen healthy`, tone: 'plain' };
  }
  if (before.health === 'vouched') {
    const text =
      `${name} is verified; ${old} was current before it, and nobody saw that one healthy ` +
      '(--baseline, noted before the deploy, would tell)';
    return { text, tone: 'warn' };
  }
  const text = `${name} is verified; ${old} before it was ${before.health}: nothing can be blamed`;
  return { text, tone: 'warn' };
}

async function baselineOf(work: OneAppWork, { clock }: RunContext): Promise<Baseline | null> {
  const { app, options } = work;
  const { baseline: file, release } = options;
  if (file === undefined) return null;
  const expected = { app, checkHash: checkHash(appOf(work)), now: clock.now() };
  const baseline = await readBaseline(file, expected);
  const { version } = baseline.release;
  if (release === undefined || release > version) return baseline;
  const fault = `v${release} is not newer than v${version}, which ran before the deploy`;
  throw new ConfigurationError('--release', [fault]);
}
