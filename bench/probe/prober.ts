// A process that probes in the product's way and in the bare way, in turns.

import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import pMap from 'p-map';
import { systemClock } from '../../lib/adapters/clock.ts';
import { createHttpProbe } from '../../lib/adapters/http-probe.ts';
import type { Check } from '../../lib/core/app.ts';
import { judge } from '../../lib/core/judge.ts';
import { limits } from '../../lib/core/limits.ts';
import { inChild } from '../child.ts';
import { certificates, type Origins } from '../origins.ts';
import { pairwise, type Spread, spreadOf } from '../statistics.ts';
import { createBareRequest } from './bare-request.ts';

/** CPU milliseconds a probe, and how many times the bare request that is, round by round. */
export type ProbeCost = {
  readonly probeMs: Spread;
  readonly bareMs: Spread;
  readonly ratio: Spread;
};

/** The TLS of https: ECDSA P-256, a certificate that is verified, a full handshake each time. */
export type ProbeCosts = { readonly http: ProbeCost; readonly https: ProbeCost };

type Amount = { readonly rounds: number; readonly times: number };

/** Both in turns, and each round in the other order, so that what disturbs one disturbs both. */
async function compare(url: string, { rounds, times }: Amount): Promise<ProbeCost> {
  const ca = readFileSync(`${certificates}/authority.pem`, 'utf8');
  const bare = bareWay(url, ca);
  const probe = productWay(url, ca);
  const cost = (one: () => Promise<void>) => cpuMsOf(one, times);
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

/** The CPU time, user and system, of one of so many, as many at once as in a sweep. */
async function cpuMsOf(one: () => Promise<void>, times: number): Promise<number> {
  const before = process.cpuUsage();
  await pMap(Array.from({ length: times }), one, { concurrency: limits.probesAtOnceMax });
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000 / times;
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

if (import.meta.main) {
  const { argument, tell } = inChild<Origins, ProbeCosts>();
  const [url] = argument.urls;
  const { secureUrl } = argument;
  if (url === undefined || secureUrl === null) throw new Error('there is no origin to probe');
  const http = await compare(url, { rounds: 16, times: 600 });
  const https = await compare(secureUrl, { rounds: 16, times: 200 });
  tell({ http, https });
}
