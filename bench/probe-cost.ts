// What a probe costs: the product's way, probe and judgement, against the bare HTTP client.

import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { systemClock } from '../lib/adapters/clock.ts';
import { createHttpProbe } from '../lib/adapters/http-probe.ts';
import type { Check } from '../lib/core/app.ts';
import { judge } from '../lib/core/judge.ts';
import { limits } from '../lib/core/limits.ts';
import { startChild } from './child.ts';
import { certificates, type Origins, type OriginsWanted } from './origins.ts';
import { createBareRequest } from './probe/bare-request.ts';
import { cpuMsOf, repeat } from './probe/cpu-of.ts';
import { pairwise, type Spread, spreadOf } from './statistics.ts';

/** CPU milliseconds a probe, and how many times the bare request that is, round by round. */
export type ProbeCost = {
  readonly probeMs: Spread;
  readonly bareMs: Spread;
  readonly ratio: Spread;
};

/** Measures over http and over https. The origin has a process of its own. */
export async function measureProbeCost(): Promise<{ http: ProbeCost; https: ProbeCost }> {
  const wanted: OriginsWanted = { count: 1, secure: true };
  const origins = await startChild<Origins>('origins.ts', wanted);
  try {
    const [url] = origins.message.urls;
    const { secureUrl } = origins.message;
    if (url === undefined || secureUrl === null) throw new Error('the origins did not start');
    const http = await compare(url, { rounds: 16, times: 600 });
    const https = await compare(secureUrl, { rounds: 16, times: 200 });
    return { http, https };
  } finally {
    await origins.close();
  }
}

type Amount = { readonly rounds: number; readonly times: number };

/** Both in turns, and each round in the other order, so that what disturbs one disturbs both. */
async function compare(url: string, { rounds, times }: Amount): Promise<ProbeCost> {
  const ca = readFileSync(`${certificates}/authority.pem`, 'utf8');
  const bare = bareWay(url, ca);
  const probe = productWay(url, ca);
  const amount = { times, atOnce: limits.probesAtOnceMax };
  const cost = async (one: () => Promise<void>) =>
    (await cpuMsOf(() => repeat(amount, one))) / times;
  await cost(bare);
  await cost(probe);
  const bareMs: number[] = [];
  const probeMs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    if (round % 2 === 0) bareMs.push(await cost(bare));
    probeMs.push(await cost(probe));
    if (round % 2 === 1) bareMs.push(await cost(bare));
  }
  const ratio = spreadOf(pairwise(probeMs, bareMs, (ours, theirs) => ours / theirs));
  return { probeMs: spreadOf(probeMs), bareMs: spreadOf(bareMs), ratio };
}

function bareWay(url: string, ca: string): () => Promise<void> {
  const request = createBareRequest(createSecureContext({ ca }), check.timeoutMs);
  return async () => {
    const { status, body } = await request(url);
    if (status !== 200 || body !== 'ok') throw new Error(`the origin answered ${status} ${body}`);
  };
}

/** As `reconcile` looks at an app. */
function productWay(url: string, ca: string): () => Promise<void> {
  const http = createHttpProbe({ clock: systemClock, ca });
  const { headers, timeoutMs, redirects } = check;
  return async () => {
    const at = systemClock.now();
    const reading = judge(check, await http.probe({ url, headers, timeoutMs, redirects }), at);
    if (reading.verdict !== 'healthy') throw new Error(`the probe says: ${reading.came}`);
  };
}

const check: Check = {
  health: '/health',
  headers: {},
  status: [[200, 200]],
  checkstring: 'ok',
  contains: [],
  lacks: [],
  matches: null,
  json: [],
  withinMs: null,
  certificateMs: 0,
  timeoutMs: 10_000,
  redirects: 0,
};
