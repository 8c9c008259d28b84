import type { Alert } from './alert.ts';
import type { Kind } from './catalogue.ts';
import { wholeFleet } from './monitor.ts';
import { command } from './texts/common.ts';
import { time } from './texts/time.ts';

/** The alert that somebody sends to see whether alerts get through. */
export function testAlert({ now, by }: { readonly now: number; readonly by: string }): Alert {
  return {
    id: `${wholeFleet.replaceAll(' ', '-')}.test.${now.toString(36)}`,
    kind: 'test' satisfies Kind,
    severity: 'info',
    app: wholeFleet,
    incident: null,
    at: now,
    headline: 'this is a test: alerts get through, and nothing is wrong',
    happened: `${by} sent it at ${time(now)}, on the way that every alert goes.`,
    evidence: [],
    done: ['Nothing was looked at, and nothing was done to any app.'],
    next: [`Nothing. To send another one: ${command('npx lastgood alert --test')}`],
    undo: null,
    facts: {},
  };
}
