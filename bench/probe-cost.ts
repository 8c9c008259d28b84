// What a probe costs: the product's way, probe and judgement, against the bare HTTP client.

import { startChild } from './child.ts';
import type { Origins, OriginsWanted } from './origins.ts';
import type { ProbeCosts } from './probe/prober.ts';

/** Measures over http and over https. The origin and the prober have a process each. */
export async function measureProbeCost(): Promise<ProbeCosts> {
  const wanted: OriginsWanted = { count: 1, secure: true };
  const origins = await startChild<Origins>('origins.ts', wanted);
  try {
    const prober = await startChild<ProbeCosts>('probe/prober.ts', origins.message);
    await prober.close();
    return prober.message;
  } finally {
    await origins.close();
  }
}
