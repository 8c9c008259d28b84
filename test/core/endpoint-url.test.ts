import { expect, test } from 'vitest';
import { endpointUrl } from '../../lib/core/endpoint-url.ts';

test.each([
  ['/health', 'https://shop-1a2b.herokuapp.com/', 'https://shop-1a2b.herokuapp.com/health'],
  ['/health?deep=1', 'http://127.0.0.1:8080/', 'http://127.0.0.1:8080/health?deep=1'],
  ['https://shop.example/up', 'https://shop-1a2b.herokuapp.com/', 'https://shop.example/up'],
  ['https://shop.example/up', null, 'https://shop.example/up'],
  ['https://SHOP.example', null, 'https://SHOP.example'],
  ['/health', null, null],
  ['/health', 'nonsense', null],
])('%s on %s is %s', (health, webUrl, url) => {
  expect(endpointUrl(health, webUrl)).toBe(url);
});
