import { isoTime } from '../alert-message/iso-time.ts';
import type { Deploy } from '../deploy.ts';
import { newState, type State } from '../state.ts';
import { judgeRelease } from '../verdict/judge-release.ts';
import { badForGood, inconclusive, type Judged, pending } from '../verdict.ts';
import { type Meant, whichRelease } from './which-release.ts';

/** What is answered to whoever asks for a deploy; times in ISO 8601. */
export type DeployAnswer = {
  readonly id: string;
  readonly app: string;
  readonly commit: string | null;
  readonly version: number | null;
  readonly verdict: Judged['verdict'];
  readonly final: boolean;
  readonly reasons: readonly string[];
  readonly release: {
    readonly version: number;
    readonly description: string;
    readonly seenAt: string;
  } | null;
  readonly rolledBackTo: { readonly version: number } | null;
  readonly since: string;
};

/**
 * The verdict of a deploy, derived from what is remembered of its app; null: it was not looked at
 * yet. The same state always gives the same answer.
 */
export function judgeDeploy(deploy: Deploy, state: State | null, now: number): DeployAnswer {
  const known = state ?? newState('', deploy.askedAt);
  const meant = whichRelease(deploy, known, now);
  const judged = judge(meant, deploy, { state: known, now });
  const { id, app, commit, version } = deploy;
  return {
    id,
    app,
    commit,
    version,
    verdict: judged.verdict,
    final: judged.final,
    reasons: judged.reasons,
    release: releaseOf(meant),
    rolledBackTo: judged.rolledBackTo === null ? null : { version: judged.rolledBackTo },
    since: isoTime(judged.since),
  };
}

function judge(
  meant: Meant,
  { askedAt }: Deploy,
  { state, now }: { readonly state: State; readonly now: number },
): Judged {
  switch (meant.kind) {
    case 'live':
      return judgeRelease(meant.entry, state, now);
    case 'pending':
      return pending([`v${meant.version} is being released and is not current yet`], askedAt);
    case 'failed':
      return badForGood(
        [
          `v${meant.failed.version} failed at Heroku and never became current`,
          'the release before it goes on running; nothing is there to roll back',
        ],
        meant.failed.createdAt,
      );
    case 'awaited':
      return pending([meant.why], askedAt);
    case 'none':
      return inconclusive([meant.why], askedAt);
    default:
      return meant satisfies never;
  }
}

function releaseOf(meant: Meant): DeployAnswer['release'] {
  if (meant.kind !== 'live') return null;
  const { version, description, seenAt } = meant.entry;
  return { version, description, seenAt: isoTime(seenAt) };
}
