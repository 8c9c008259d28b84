/** A check and an answer to start from; a test says only what is different in it. */
import type { Check } from '../../../lib/core/app.ts';
import { judge } from '../../../lib/core/judge.ts';
import type { Phases, ProbeOutcome, Reading } from '../../../lib/core/reading.ts';

export const check: Check = {
  health: '/health',
  headers: {},
  status: [[200, 200]],
  checkstring: null,
  contains: [],
  lacks: [],
  matches: null,
  json: [],
  withinMs: null,
  certificateMs: 0,
  timeoutMs: 10_000,
  redirects: 0,
};

export const phases: Phases = {
  dnsMs: 1,
  connectMs: 1,
  tlsMs: 1,
  headersMs: 1,
  bodyMs: 1,
  totalMs: 5,
};

export const answer: Extract<ProbeOutcome, { kind: 'answered' }> = {
  kind: 'answered',
  url: 'https://shop.example/health',
  status: 200,
  body: 'ok',
  complete: true,
  contentType: 'text/plain',
  certificateExpiresAt: 99,
  phases,
};

/** The plain answer judged by the plain check, both with changes. */
export function reading(asked: Partial<Check>, came: Partial<typeof answer>): Reading {
  return judge({ ...check, ...asked }, { ...answer, ...came }, 7);
}
