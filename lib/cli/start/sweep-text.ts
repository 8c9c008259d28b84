/** The result of one sweep in a line. */
import * as v from 'valibot';
import { counted } from '../counted.ts';
import type { Tone } from '../tell/line.ts';

const Report = v.object({
  apps: v.number(),
  lookedAt: v.number(),
  healthy: v.number(),
  sick: v.number(),
  unknown: v.number(),
  failed: v.number(),
  handedOver: v.number(),
  heroku: v.string(),
});

/** `3 apps: 2 healthy, 1 sick`, from the facts of the log. */
export function sweepText(facts: unknown): { readonly text: string; readonly tone: Tone } {
  const { apps, lookedAt, healthy, sick, unknown, failed, ...rest } = v.parse(Report, facts);
  const { handedOver, heroku } = rest;
  const close = lookedAt - healthy - sick - unknown;
  const parts = [
    [healthy, 'healthy'],
    [sick, 'sick'],
    [unknown, 'not known'],
    [close, 'under a close look'],
    [failed, 'not looked at'],
    [handedOver, 'hundreds on the queue'],
  ] as const;
  const counts = parts.flatMap(([count, name]) => (count === 0 ? [] : [`${count} ${name}`]));
  const trouble = heroku === 'ok' || heroku === 'not-asked' ? '' : `; Heroku: ${heroku}`;
  const tone = sick + unknown + failed > 0 || trouble !== '' ? 'warn' : 'good';
  return { text: `${counted(apps, 'app')}: ${counts.join(', ')}${trouble}`, tone };
}
