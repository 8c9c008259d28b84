import { isoTime } from '../../core/alert-message/iso-time.ts';
import type { Explanation } from '../../core/explain.ts';
import { type Difference, isOfWords } from '../../core/replay.ts';
import { version } from '../../core/version.ts';
import { counted } from '../counted.ts';
import type { Paint } from '../paint.ts';

/** All that `explain` tells. */
export type Account = {
  readonly app: string;
  /** Only decisions about this one; null: about any. */
  readonly release: number | null;
  /** Where it was read. */
  readonly where: string;
  /** Older decisions that were not asked for. */
  readonly older: number;
  /** Listed, and not readable by this version. */
  readonly unreadable: number;
  /** Oldest first. */
  readonly decisions: readonly Explanation[];
};

/** For somebody who is tired: what happened first, the reasons below it, the newest last. */
export function accountLines(account: Account, paint: Paint): readonly string[] {
  const { app, release, where, older, decisions } = account;
  const about = release === null ? app : `${app} v${release}`;
  if (decisions.length === 0) {
    return [`${about}: no decision of the last 90 days is kept in ${where}`];
  }
  const verdict = verdictOf(decisions, paint);
  const more = older === 0 ? [] : [`${counted(older, 'older decision')} not shown; see --last`];
  return [
    `${paint('bold', about)}: ${counted(decisions.length, 'decision')} of ${where}; ${verdict}`,
    ...more,
    ...decisions.flatMap((decision) => ['', ...decisionLines(decision, paint)]),
  ];
}

function verdictOf(decisions: Account['decisions'], paint: Paint): string {
  const came = new Set(decisions.map(({ comparison }) => comparison));
  if (came.has('contradicted'))
    return paint('red', 'MADE AGAIN, THEY DO NOT ALL COME OUT THE SAME');
  if (came.has('redecided')) {
    return paint(
      'yellow',
      `made again, lastgood ${version} decides some of another version otherwise`,
    );
  }
  const words = came.has('reworded') ? ', some of another version in other words' : '';
  return paint('green', `made again, they come out the same${words}`);
}

function decisionLines(decision: Explanation, paint: Paint): readonly string[] {
  const { at, from, to, release, excuse, target, seen, done, told } = decision;
  const turn = from === to ? to : `${from} → ${to}`;
  const version = release === null ? 'no release known' : `v${release}`;
  const alerts = told.map(({ severity, headline }) => `${severity}: ${headline}`);
  return [
    paint('bold', `${readable(at)}  ${version}  ${turn}`),
    ...part('saw', seen),
    ...part('blames', excuse === null ? [] : [`no release: ${excuse}`]),
    ...part('guards', guardLines(decision, paint)),
    ...part('target', target === null ? [] : [target]),
    ...part('did', done.length === 0 ? ['nothing'] : done),
    ...part('told', alerts.length === 0 ? ['nobody'] : alerts),
    ...comparisonLines(decision, paint),
  ];
}

function guardLines({ guards }: Explanation, paint: Paint): readonly string[] {
  if (guards.length === 0) return [];
  const blocked = guards.filter(({ passed }) => !passed).length;
  const sum = blocked === 0 ? 'all let pass' : `${blocked} of ${guards.length} stand in the way`;
  const width = Math.max(...guards.map(({ name }) => name.length));
  const lines = guards.map(({ name, passed, words }) => {
    const mark = passed ? paint('green', 'passed ') : paint('red', 'BLOCKED');
    return `${mark}  ${name.padEnd(width)}  ${words}`;
  });
  return [sum, ...lines];
}

function comparisonLines(decision: Explanation, paint: Paint): readonly string[] {
  const { comparison, madeBy, differences } = decision;
  const maker = madeBy === null ? 'an earlier lastgood' : `lastgood ${madeBy}`;
  switch (comparison) {
    case 'same':
      return [];
    case 'reworded':
      return part('note', [`made by ${maker}; today's words differ`]);
    case 'redecided': {
      const told = `made by ${maker}; lastgood ${version} decides otherwise:`;
      const deeds = differences.filter((one) => !isOfWords(one));
      return part(
        'note',
        [told, ...differenceLines(deeds)].map((line) => paint('yellow', line)),
      );
    }
    case 'contradicted':
      return part(
        'DIFFERS',
        differenceLines(differences).map((line) => paint('red', line)),
      );
    default:
      return comparison satisfies never;
  }
}

function differenceLines(differences: readonly Difference[]): readonly string[] {
  return differences.flatMap(({ path, kept, now }) => [
    `${path} was ${kept}`,
    `${' '.repeat(path.length)} now ${now}`,
  ]);
}

/** A heading in the margin, and its lines beside it. */
function part(heading: string, lines: readonly string[]): readonly string[] {
  return lines.map((line, at) => `  ${(at === 0 ? heading : '').padEnd(8)}${line}`);
}

function readable(at: number): string {
  return `${isoTime(at).slice(0, 19).replace('T', ' ')} UTC`;
}
