import { expect, test } from 'vitest';
import { lastTrace } from '../../../lib/core/cause/stack-trace.ts';

test('a trace begins no higher than a line that is no call of Go’s', () => {
  const lines = ['listening', 'main.stop(all) and bye', '\t/app/main.go:8 +0x1d'];
  expect(lastTrace(lines)?.lines).toEqual(lines.slice(1));
  expect(lastTrace(['listening', 'main.stop(all)', '\t/app/main.go:8 +0x1d'])?.lines).toEqual([
    'listening',
    'main.stop(all)',
    '\t/app/main.go:8 +0x1d',
  ]);
});
