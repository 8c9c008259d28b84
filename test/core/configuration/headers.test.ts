import { describe, expect, test } from 'vitest';
import { faultsOf } from './read.ts';

const withHeader = (value: string): string =>
  `apps:\n  shop:\n    health: /h\n    headers: { X-Token: '${value}' }\n`;

describe('a header from the environment is refused', () => {
  test.each([
    ['when it is unset', `\${env:NOPE}`, 'the environment variable NOPE to be set; set it'],
    ['when it is empty', `\${env:EMPTY}`, 'the environment variable EMPTY to be set; set it'],
    ['when it has lines', `\${env:LINES}`, 'LINES to be one line of printable characters'],
    ['when the name is missing', `\${env:}`, `expected \${env:NAME}, came something else`],
    ['when it is no name', `\${env:a b}`, `expected \${env:NAME}, came something else`],
    ['when it is not closed', `\${env:NOPE`, `expected \${env:NAME}, came something else`],
    ['when another word stands before', `\${my env:NOPE}`, `expected \${env:NAME}, came something`],
    ['when it is of a shell', `\${NOPE}`, `expected \${env:NAME}, came something else`],
  ])('%s', (_when, value, expected) => {
    const faults = faultsOf(withHeader(value), { EMPTY: '', LINES: 'hush\nhush' });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(/^apps\.yml:4:25 apps\.shop\.headers\.X-Token: expected/);
    expect(faults[0]).toContain(expected);
    expect(faults[0]).not.toContain('hush');
  });
});

test('a default header that is unset is told once, where it stands', () => {
  const faults = faultsOf(`defaults:
  health: /h
  headers: { A: "\${env:NOPE}" }
apps: { one: , two: }
`);
  expect(faults).toEqual([
    'apps.yml:3:17 defaults.headers.A: ' +
      'expected the environment variable NOPE to be set; set it',
  ]);
});

test('every unset variable is told, beside every other fault', () => {
  const faults = faultsOf(`apps:
  one: { health: /h, headers: { A: "\${env:A}-\${env:B}", Host: x } }
  two: { health: x, headers: { A: "\${env:C}" } }
`);
  expect(faults.map((fault) => / ([A-Za-z.]+): /.exec(fault)?.[1])).toEqual([
    'apps.one.headers.A',
    'apps.one.headers.A',
    'apps.one.headers.Host',
    'apps.two.health',
    'apps.two.headers.A',
  ]);
});

test.each(['checkstring', 'version', 'contains', 'matches'])(
  'the environment is for headers: in %s it would be taken as it stands',
  (key) => {
    const faults = faultsOf(`apps: { shop: { health: /h, ${key}: "/\${env:HOME}" } }`);
    expect(faults.join('\n')).toContain(`came \${env:...}, which only headers know`);
  },
);

test('the value of a header is never repeated', () => {
  const faults = faultsOf(`apps: { shop: { health: /h, headers: { A: "hush\\nhush" } } }`);
  expect(faults).toHaveLength(1);
  expect(faults[0]).toContain('came a text that is not shown');
  expect(faults[0]).not.toContain('hush');
});

test.each([
  ...['Accept-Encoding', 'Connection', 'Content-Length', 'Expect', 'Host', 'Keep-Alive', 'TE'],
  ...['Trailer', 'Transfer-Encoding', 'Upgrade'],
])('the header %s is set by the probe or HTTP itself', (name) => {
  for (const written of [name, name.toLowerCase()]) {
    const faults = faultsOf(`apps: { shop: { health: /h, headers: { ${written}: x } } }`);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain('another header: the probe or HTTP itself sets this one, came');
    expect(faults[0]).toContain(`came "${written}"`);
  }
});

test('a map of headers that is none is shown, for it holds no secret', () => {
  expect(faultsOf('apps: { shop: { health: /h, headers: hush } }')).toEqual([
    'apps.yml:1:38 apps.shop.headers: expected a map of header to value, came "hush"',
  ]);
});
