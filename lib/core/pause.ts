/**
 * Pauses that people have asked for: of one app, or of all. A paused app is watched, judged and
 * told of as ever; only rolled back it is not. No pause is for ever.
 */
import * as v from 'valibot';
import { isoTime } from './alert-message/iso-time.ts';
import { limits } from './limits.ts';

const pause = v.object({
  /** null: every app. */
  app: v.nullable(v.string()),
  by: v.string(),
  why: v.nullable(v.string()),
  at: v.number(),
  until: v.number(),
  /** Who ended it before its time, and when. */
  ended: v.nullable(v.object({ at: v.number(), by: v.string() })),
});

const pauses = v.object({ pauses: v.array(pause) });

/** One pause, which may be over. */
export type Pause = v.InferOutput<typeof pause>;

/** What one look knows of pauses: the newest of this app and of all apps, over or not. */
export const pauseFactsShape = v.object({ app: v.nullable(pause), fleet: v.nullable(pause) });
export type PauseFacts = v.InferOutput<typeof pauseFactsShape>;

/** The key of the one item that holds them all. */
export const pausesKey = 'pauses';

/** An item that cannot be read may have held a pause, so all apps count as paused. */
const unreadable: Pause = {
  app: null,
  by: 'lastgood itself',
  why: `the item "${pausesKey}" in the table cannot be read; delete it to go on`,
  at: 0,
  // The last moment that a Date can hold.
  until: 8_640_000_000_000_000,
  ended: null,
};

/** Reads the item; null text: there is none. */
export function parsePauses(text: string | null): readonly Pause[] {
  if (text === null) return [];
  try {
    const parsed = v.safeParse(pauses, JSON.parse(text));
    return parsed.success ? parsed.output.pauses : [unreadable];
  } catch {
    return [unreadable];
  }
}

/** True when the item could not be read, so that nothing may be written over it. */
export function isUnreadable(all: readonly Pause[]): boolean {
  return all.includes(unreadable);
}

/** The item's text. What was over long ago is forgotten. */
export function pausesText(all: readonly Pause[], now: number): string {
  const kept = all.filter(({ until }) => now - until < limits.pauseMsMax);
  return JSON.stringify({ pauses: kept });
}

/** What of all pauses concerns one app. */
export function pauseFactsOf(all: readonly Pause[], app: string): PauseFacts {
  const find = (wanted: string | null) => all.find((one) => one.app === wanted) ?? null;
  return { app: find(app), fleet: find(null) };
}

/** True while it stands: neither ended by hand nor by its own time. */
export function isStanding(one: Pause | null, now: number): one is Pause {
  return one !== null && one.ended === null && now < one.until;
}

/**
 * True when people were last told at `toldAt` of an earlier pause than this one (null: of none).
 * The clock of whoever paused may be ahead of ours; until ours has caught up, one telling is
 * enough.
 */
export function isNews(one: Pause, toldAt: number | null, now: number): boolean {
  return toldAt === null || (toldAt < one.at && one.at <= now);
}

/** A new pause takes the place of an older one of the same app. */
export function withPause(all: readonly Pause[], added: Pause): readonly Pause[] {
  return [added, ...all.filter(({ app }) => app !== added.app)];
}

/** Ends the pause of one app, or (null) every pause there is. */
export function withoutPause(
  all: readonly Pause[],
  app: string | null,
  ended: { readonly at: number; readonly by: string },
): readonly Pause[] {
  return all.map((one) => {
    const meant = app === null || one.app === app;
    return meant && isStanding(one, ended.at) ? { ...one, ended } : one;
  });
}

/** Why lastgood must not act on an app now; null: no pause stands. */
export function pausedReason({ app, fleet }: PauseFacts, now: number): string | null {
  const standing = [app, fleet].find((one) => isStanding(one, now));
  return standing === undefined ? null : pauseLine(standing);
}

/** `the app is paused by anna@laptop until 2026-11-23 17:41:25 UTC: "big migration"`. */
export function pauseLine({ app, by, why, until }: Pause): string {
  const who = app === null ? 'all apps are paused' : 'the app is paused';
  const reason = why === null ? '' : `: "${why}"`;
  return `${who} by ${by} until ${pauseTime(until)}${reason}`;
}

/** `2026-11-23 17:41:25 UTC`. */
export function pauseTime(at: number): string {
  return `${isoTime(at)
    .replace('T', ' ')
    .replace(/\.\d+Z/, '')} UTC`;
}

/** How it ended, for a pause that stands no more. */
export function endLine({ ended, until }: Pause): string {
  return ended === null
    ? `It ended by itself at ${pauseTime(until)}.`
    : `${ended.by} ended it at ${pauseTime(ended.at)}.`;
}
