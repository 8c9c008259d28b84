import { format, inspect } from 'node:util';
import { expect, test } from 'vitest';
import { ConfigurationError } from '../../lib/core/configuration-error.ts';
import { Secret } from '../../lib/core/secret.ts';

test('a secret prints as a placeholder, however it is printed', () => {
  const secret = new Secret('hush');
  const printed = [
    String(secret),
    `${secret}`,
    JSON.stringify({ secret }),
    inspect(secret),
    format('%o', secret),
  ];
  expect(printed.slice(0, 4)).toEqual([
    '[secret]',
    '[secret]',
    '{"secret":"[secret]"}',
    '[secret]',
  ]);
  expect(printed.join()).not.toContain('hush');
  expect(secret.reveal()).toBe('hush');
});

test('what is wrong to start with is told whole, a line each', () => {
  const one = new ConfigurationError('apps.yml', ['line 3: expected ok']);
  expect(String(one)).toBe(
    'ConfigurationError: apps.yml has a fault, and nothing was started:\n  line 3: expected ok',
  );
  const two = new ConfigurationError('The environment', ['A is not set', 'B is not set']);
  expect(two.message).toBe(
    'The environment has 2 faults, and nothing was started:\n  A is not set\n  B is not set',
  );
  expect(two.faults).toEqual(['A is not set', 'B is not set']);
});
