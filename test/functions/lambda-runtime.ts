// A child process that does for a bundle what Lambda's runtime does: loads the file, calls its
// handler with an event and a context, and passes on what it gives or throws.

import { createRequire } from 'node:module';
import { type Call, endOfCall, type Outcome } from './lambda.ts';

const bundle = process.argv[2] ?? '';
const { handler } = createRequire(import.meta.url)(bundle);

process.on('message', async ({ event, functionName, timeoutMs }: Call) => {
  const endsAt = performance.now() + timeoutMs;
  const getRemainingTimeInMillis = () => Math.max(0, Math.floor(endsAt - performance.now()));
  let outcome: Outcome;
  try {
    const value = await handler(event, { functionName, getRemainingTimeInMillis });
    outcome = { ok: true, value };
  } catch (error) {
    outcome = { ok: false, error: error instanceof Error ? error.message : String(error) };
  }
  for (const stream of [process.stdout, process.stderr]) stream.write(`${endOfCall}\n`);
  process.send?.(outcome);
});
process.send?.('loaded');
