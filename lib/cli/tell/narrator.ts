import type { LogEntry } from '../../local/heard-log.ts';
import type { Line } from './line.ts';
import { decision } from './situations.ts';

/** Turns lastgood's log into lines for a person; what is no news becomes none. */
export type Narrator = (entry: LogEntry) => Line | null;

/** How alerts are told: as they were received, or, of a topic elsewhere, as they were sent. */
export type NarratorOptions = { readonly alertsAreReceived: boolean };

/** A narrator remembers what it said of each app, so that the same is not said twice in a row. */
export function createNarrator({ alertsAreReceived }: NarratorOptions): Narrator {
  const seen = new Map<string, string>();
  const situations = new Map<string, string>();
  return (entry) => {
    const { message, level } = entry;
    switch (message) {
      case 'looked':
        return looked(entry, seen);
      case 'situation changed':
        return changed(entry, situations);
      case 'rollback attempted':
        return rollbackSent(entry);
      case 'alert sent':
        return alertsAreReceived ? null : line(entry, 'says', `alert: ${fact(entry, 'headline')}`);
      case 'webhook':
        return webhook(entry);
      case 'deploy told':
        return line(entry, 'sees', deployText(entry));
      case 'deploy refused':
        return { ...line(entry, 'sees', refusalText(entry)), tone: 'warn' };
      default:
        return level === 'info' ? null : trouble(entry);
    }
  };
}

/** A verdict is news when it is another one than before. */
function looked(entry: LogEntry, seen: Map<string, string>): Line | null {
  const app = fact(entry, 'app');
  const verdict = fact(entry, 'verdict');
  const key = verdict === 'sick' ? `sick ${fact(entry, 'came')}` : verdict;
  const before = seen.get(app);
  if (before === key) return null;
  seen.set(app, key);
  const again = verdict === 'healthy' && before !== undefined ? 'healthy again' : verdict;
  return { ...line(entry, 'sees', `${again}: ${fact(entry, 'came')}`), tone: toneOf(verdict) };
}

function toneOf(verdict: string): Line['tone'] {
  if (verdict === 'healthy') return 'good';
  return verdict === 'sick' ? 'bad' : 'warn';
}

/** Two looks at once may both find the same; only one of them was kept. */
function changed(entry: LogEntry, situations: Map<string, string>): Line | null {
  const app = fact(entry, 'app');
  const to = fact(entry, 'to');
  if (situations.get(app) === to) return null;
  situations.set(app, to);
  const { text, tone } = decision(fact(entry, 'from'), to);
  return { ...line(entry, 'decides', text), tone };
}

function rollbackSent(entry: LogEntry): Line {
  const { culprit, target, outcome } = entry.facts;
  const call = `asked Heroku to roll v${culprit} back to v${target}`;
  return { ...line(entry, 'does', `${call}: ${outcome}`), tone: 'plain' };
}

/** What woke an app is no news by itself: Heroku tells every release twice. */
function webhook(entry: LogEntry): Line | null {
  const { status, apps, reason } = entry.facts;
  if (Array.isArray(apps) && apps.length > 0) return null;
  const text = `a webhook was answered ${status}: ${reason}`;
  return { ...line(entry, 'sees', text), tone: 'warn' };
}

function deployText({ facts: { commit, version } }: LogEntry): string {
  const release = typeof version === 'number' ? ` as v${version}` : '';
  const what = typeof commit === 'string' ? `commit ${commit}` : 'a deploy';
  return `somebody tells of ${what}${release}`;
}

function refusalText(entry: LogEntry): string {
  return `a call for deploys was answered ${fact(entry, 'status')}: ${fact(entry, 'why')}`;
}

function trouble(entry: LogEntry): Line {
  const { reason, error } = entry.facts;
  const why = typeof reason === 'string' ? reason : error instanceof Error ? error.message : '';
  const text = why === '' ? entry.message : `${entry.message}: ${why}`;
  return { ...line(entry, 'fault', text), tone: entry.level === 'warn' ? 'warn' : 'bad' };
}

function line(entry: LogEntry, part: Line['part'], text: string): Line {
  const { at, facts } = entry;
  const app = typeof facts['app'] === 'string' ? facts['app'] : null;
  return { at, app, part, text, tone: 'plain' };
}

function fact({ facts }: LogEntry, name: string): string {
  return String(facts[name] ?? '');
}
