import { expect, test } from 'vitest';
import { maskEndpoint } from '../../lib/core/subscriber.ts';

test.each([
  ['email', 'anna@example.com', 'a***@example.com'],
  ['email-json', 'anna@example.com', 'a***@example.com'],
  ['email', 'a\nnna@odd@example.com', 'a***@example.com'],
  ['sms', '+491701234567', '+49***67'],
  ['https', 'https://hooks.example.com/services/T0/secret?key=1', 'https://hooks.example.com/***'],
  ['http', 'http://me:word@hooks.example.com:8080/', 'http://hooks.example.com:8080/***'],
  ['https', 'no address', '***'],
  ['sqs', 'arn:aws:sqs:eu-west-1:123456789012:alerts', 'arn:aws:sqs:eu-west-1:123456789012:alerts'],
])('of %s %s is shown who it is, to those who know', (protocol, endpoint, shown) => {
  expect(maskEndpoint({ protocol, endpoint, confirmed: true })).toBe(shown);
});
