/** What is said of pauses: one begins, one still stands, one is over. */
import type { Draft, Spoken } from '../draft.ts';
import { formatDuration } from '../duration.ts';
import { endLine, isNews, type Pause, pauseLine, pauseTime } from '../pause.ts';
import { command } from './common.ts';

type Words = Pick<Spoken, 'kind' | 'severity' | 'headline' | 'happened' | 'done' | 'next'>;

/** It began, or stands for another day. */
export function pauseStands(pause: Pause, now: number, isNew: boolean): Words {
  const { app, by, at, until } = pause;
  const left = formatDuration(Math.max(0, until - now));
  const what = isNew ? 'paused' : 'still paused';
  return {
    kind: 'paused',
    severity: 'warning',
    headline: `${what} by ${by}, for ${left} more: nothing is rolled back`,
    happened: `Since ${pauseTime(at)} ${pauseLine(pause)}.`,
    done: ['Watching, judging and telling go on; lastgood keeps its hands off releases.'],
    next: [`To end it before its time: ${command(`npx lastgood resume ${app ?? '--all'}`)}`],
  };
}

/** It is over; null: it is known no more which one it was. */
export function pauseOver(pause: Pause | null): Words {
  return {
    kind: 'pause-ended',
    severity: 'resolved',
    headline: 'the pause is over: sick releases are rolled back again',
    happened: pause === null ? 'The pause is no longer there.' : endLine(pause),
    done: ['lastgood acts again as apps.yml says.'],
    next: [],
  };
}

/** The app's own pause, for the side conditions. */
export function paused(draft: Draft): Spoken {
  const { pause } = draft.facts;
  if (pause.app === null) return spoken(pauseOver(null));
  const isNew = isNews(pause.app, draft.state.conditions['paused'] ?? null, draft.now);
  return spoken(pauseStands(pause.app, draft.now, isNew));
}

/** The end of the app's own pause. */
export function pauseEnded(draft: Draft): Spoken {
  return spoken(pauseOver(draft.facts.pause.app));
}

function spoken(words: Words): Spoken {
  return { ...words, evidence: [], undo: null };
}
