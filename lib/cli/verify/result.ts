/** The end of a verification: one sentence, an exit status, and the same for GitHub. */
import type { Verdict } from '../../core/verdict.ts';
import { type ExitCode, exitCodes } from '../context.ts';
import type { Line, Tone } from '../tell/line.ts';
import { fenced, type GitHub, type Level } from './github.ts';

/** What came of it, here or at a deployed lastgood. */
export type Result = {
  readonly app: string;
  readonly verdict: Verdict;
  /** Sentences, the most important first. */
  readonly reasons: readonly string[];
  readonly release: { readonly version: number; readonly description: string } | null;
  readonly rolledBackTo: number | null;
  /** True: told to stop before there was a verdict. */
  readonly interrupted: boolean;
  /** Alerts in full, oldest first. */
  readonly alerts: readonly string[];
};

/** The exit status that it is told by. */
export function exitCodeOf({ verdict, interrupted }: Result): ExitCode {
  return interrupted ? exitCodes.interrupted : statuses[verdict];
}

/** The last line. */
export function resultLine(result: Result, at: number): Line {
  const { app, verdict, release, rolledBackTo, interrupted } = result;
  const text = sentence(result);
  const data = {
    verdict,
    release: release?.version ?? null,
    rolledBackTo,
    interrupted,
    exitCode: exitCodeOf(result),
    reasons: result.reasons,
  };
  return { at, app, part: 'end', text, tone: tones[verdict], data };
}

/** Tells GitHub: an annotation, the summary of the job, the outputs of the step. */
export async function tellGitHub(result: Result, github: GitHub): Promise<void> {
  const { app, verdict, release, rolledBackTo, alerts } = result;
  const title = `${app}: ${titles[verdict]}`;
  github.annotate(levels[verdict], title, sentence(result));
  const version = release === null ? '' : `v${release.version}`;
  const target = rolledBackTo === null ? '' : `v${rolledBackTo}`;
  await github.summarize(
    [
      `### ${title}`,
      fenced(sentence(result)),
      ...alerts.map((alert) => `<details><summary>alert</summary>\n\n${fenced(alert)}\n</details>`),
    ].join('\n\n'),
  );
  await github.output({ verdict, release: version, 'rolled-back-to': target });
}

function sentence({ verdict, reasons, interrupted }: Result): string {
  const said = reasons.length === 0 ? titles[verdict] : reasons.join('; ');
  return interrupted ? `stopped before there was a verdict: ${said}` : said;
}

const statuses: Readonly<Record<Verdict, ExitCode>> = {
  good: exitCodes.good,
  'rolled-back': exitCodes.rolledBack,
  bad: exitCodes.notRolledBack,
  held: exitCodes.notRolledBack,
  inconclusive: exitCodes.unknown,
  pending: exitCodes.unknown,
};

const titles: Readonly<Record<Verdict, string>> = {
  good: 'the release is good',
  'rolled-back': 'the release was bad and was rolled back',
  bad: 'the deploy is bad, and no rollback has mended it',
  held: 'the release is bad and was NOT rolled back',
  inconclusive: 'no verdict',
  pending: 'no verdict in time',
};

const tones: Readonly<Record<Verdict, Tone>> = {
  good: 'good',
  'rolled-back': 'bad',
  bad: 'bad',
  held: 'bad',
  inconclusive: 'warn',
  pending: 'warn',
};

const levels: Readonly<Record<Verdict, Level>> = {
  good: 'notice',
  'rolled-back': 'error',
  bad: 'error',
  held: 'error',
  inconclusive: 'warning',
  pending: 'warning',
};
