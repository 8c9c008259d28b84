import { expect, test } from 'vitest';
import { createClosing } from '../../lib/local/closing.ts';

test('what was started last is ended first, and one failure keeps nobody from it', async () => {
  const closing = createClosing();
  const ended: string[] = [];
  const part = (name: string, failure?: Error) => ({
    close: async () => {
      ended.push(name);
      if (failure !== undefined) throw failure;
    },
  });
  closing.add(part('cloud'));
  closing.add(part('host', new Error('the host is stuck')));
  closing.add(part('door'));
  await expect(closing.close()).rejects.toThrow('the host is stuck');
  expect(ended).toEqual(['door', 'host', 'cloud']);
});

test('a second close waits for the first one and ends nothing twice', async () => {
  const closing = createClosing();
  let count = 0;
  closing.add({
    close: async () => {
      count += 1;
    },
  });
  await Promise.all([closing.close(), closing.close()]);
  expect(count).toBe(1);
});
