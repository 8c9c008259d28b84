/** What is said of GitHub: checks that do not pass, and a GitHub that cannot be asked or told. */
import { requirementOf } from '../checks.ts';
import type { Draft, Spoken } from '../draft.ts';
import { formatDuration } from '../duration.ts';
import { isLasting } from '../github-trouble.ts';
import { limits } from '../limits.ts';
import { currentRelease, type LedgerEntry } from '../state.ts';
import { chooseTarget } from '../target.ts';
import { command, rollbackCommand, sentence } from './common.ts';
import { commitLink, currentLines, releaseLines } from './release-words.ts';
import { time } from './time.ts';

/** `checks: warn`: said once, and nothing comes of it. */
export function checksWanting(draft: Draft, entry: LedgerEntry): Spoken {
  return {
    ...wanting(draft, entry),
    kind: 'checks-wanting',
    severity: 'warning',
    headline: `v${entry.version} is live, and its commit has no passing checks`,
    done: ['Nothing: checks is "warn" for this app. The release is watched like any other.'],
  };
}

/** `checks: hold`: open until the checks pass, or something else runs. */
export function checksHeld(draft: Draft): Spoken {
  const entry = currentRelease(draft.state);
  if (entry === null) return checksOver(draft);
  return {
    ...wanting(draft, entry),
    kind: 'checks-held',
    severity: 'critical',
    headline: `v${entry.version} is live WITHOUT passing checks; roll it back, or let them pass`,
    done: [
      'Nothing was rolled back: a healthy app is never rolled back for its checks alone.',
      `v${entry.version} is held against: it is not called good, and never gone back to, until ` +
        'they pass. If it goes sick it is judged like any release.',
    ],
    incident: incidentOf(draft),
  };
}

/** They pass, or another release runs, or apps.yml asks for them no more. */
export function checksOver(draft: Draft): Spoken {
  const entry = currentRelease(draft.state);
  const name = entry === null ? 'the release' : `v${entry.version}`;
  const pass = entry !== null && requirementOf(entry, draft.now) === 'met';
  return {
    kind: 'checks-over',
    severity: 'resolved',
    headline: pass ? `the checks of ${name} pass now` : `${name} is no longer held for its checks`,
    happened: pass
      ? `GitHub shows passing checks for the commit of ${name}${askedText(entry)}.`
      : 'Another release runs, or the checks are not known or not asked for any more.',
    evidence: currentLines(draft),
    done: [`${name} is judged like any release.`],
    next: [],
    undo: null,
    incident: incidentOf(draft),
    facts: { release: entry?.version ?? null },
  };
}

function wanting(draft: Draft, entry: LedgerEntry) {
  const target = targetOf(draft, entry);
  const back = target === null ? [] : [`Roll back: ${command(rollbackCommand(draft, target))}`];
  return {
    happened: `${checksSentence(entry)} v${entry.version} was released all the same.`,
    evidence: releaseLines(draft, entry),
    next: [...back, `Or see why, make them pass, or fix forward: ${whereOf(draft, entry)}`],
    undo: null,
    facts: { release: entry.version, checks: entry.checks?.state ?? null, target },
  };
}

function whereOf(draft: Draft, entry: LedgerEntry): string {
  return commitLink(draft, entry) ?? `https://github.com/${draft.app.repository}/commits`;
}

/** ` (asked at 2026-11-23 03:13:45 UTC)`. */
function askedText({ checks }: LedgerEntry): string {
  return checks === null ? '' : ` (asked at ${time(checks.askedAt)})`;
}

function checksSentence(entry: LedgerEntry): string {
  const { checks } = entry;
  const asked = askedText(entry);
  const names = (checks?.names ?? []).join(', ');
  switch (checks?.state) {
    case 'failing':
      return `At GitHub these checks of its commit failed: ${names}${asked}.`;
    case 'running': {
      const waited = formatDuration(limits.checksWaitMs);
      const run = `after ${waited} these still run: ${names}`;
      return `At GitHub no check of its commit has passed; ${run}${asked}.`;
    }
    default:
      return `GitHub shows no passing check for its commit${asked}.`;
  }
}

/** By this look's read of Heroku, else by what is remembered. */
function targetOf({ state, facts }: Draft, entry: LedgerEntry): number | null {
  if (facts.heroku !== null) {
    const target = chooseTarget(entry, state.ledger, facts.heroku.releases);
    return target.kind === 'target' ? target.release.version : null;
  }
  const good = state.ledger.find(
    ({ verdict, version }) => verdict === 'good' && version < entry.version,
  );
  return good?.version ?? null;
}

/** GitHub refuses, or has not answered for a while. */
export function githubTrouble(draft: Draft): Spoken {
  if (draft.facts.github === null) return withoutToken(draft);
  const { repository } = draft.app;
  const repositoryLine = repository === null ? [] : [`Repository: ${repository}`];
  const { asking, telling } = draft.state.github;
  const troubles = [telling, asking].filter(isLasting);
  const lost = [
    ...(isLasting(asking) ? ['Checks are not known, which holds no release.'] : []),
    ...(isLasting(telling) ? ['Verdicts do not show at GitHub. Alerts come as ever.'] : []),
  ];
  const what = isLasting(telling) ? 'verdicts do not show at GitHub' : 'checks are not known';
  return {
    kind: 'github-trouble',
    severity: 'warning',
    headline: `${what}: ${whyWords(troubles[0] ?? null)}`,
    happened: troubles.map(troubleText).join(' '),
    evidence: [...repositoryLine, ...currentLines(draft)],
    done: [...lost, 'Watching, judging and rolling back go on.'],
    next: [...new Set(troubles.map(({ advice }) => sentence(`To mend it: ${advice}`)))],
    undo: null,
  };
}

/** What came, how often and when: `… answered 401: Bad credentials. Tried once, at …` */
function troubleText({ message, times, at }: Lasting): string {
  const tried = times === 1 ? 'once, at' : `${times} times in a row, the last time at`;
  return `${sentence(message)} Tried ${tried} ${time(at)}.`;
}

type Lasting = NonNullable<Draft['state']['github']['asking']>;

/** What passes by itself has not for a while; anything else waits for a person. */
function whyWords(trouble: { readonly canRetry: boolean } | null): string {
  return trouble?.canRetry ? 'GitHub has not answered for a while' : 'somebody has to mend it';
}

function withoutToken(draft: Draft): Spoken {
  const { app } = draft;
  return {
    kind: 'github-trouble',
    severity: 'warning',
    headline: 'checks are asked for in apps.yml, and there is no token to ask GitHub with',
    happened: `apps.yml says "checks: ${app.checks}" for the app, and no token for GitHub is set.`,
    evidence: currentLines(draft),
    done: ['No checks are asked for, which holds no release. Everything else goes on.'],
    next: ['Set LASTGOOD_GITHUB_TOKEN or its SSM parameter, or take checks out of apps.yml.'],
    undo: null,
  };
}

/** GitHub takes and answers everything again, or is not asked any more. */
export function githubWell(draft: Draft): Spoken {
  return {
    kind: 'github-well',
    severity: 'resolved',
    headline: 'GitHub works for lastgood again, or is not needed any more',
    happened: 'Nothing that was to be asked of GitHub or told to it is refused now.',
    evidence: currentLines(draft),
    done: [`Verdicts on ${draft.app.name} show at GitHub again, if they are to.`],
    next: [],
    undo: null,
  };
}

/** It is no sickness of the app's, so it is tied together apart from the app's own incident. */
function incidentOf({ app }: Draft): string {
  return `${app.name}.checks`;
}
