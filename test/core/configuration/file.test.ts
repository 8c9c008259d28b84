// The file as a whole: whatever stands in it, a clear fault or a configuration, never a crash.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { parseConfiguration } from '../../../lib/core/configuration.ts';
import { limits } from '../../../lib/core/limits.ts';
import { faultsOf, read } from './read.ts';

const good = 'apps:\n  shop:\n    health: /h\n    checkstring: ok\n';

describe('a file is taken', () => {
  test.each([
    ['with the line ends of Windows', good.replaceAll('\n', '\r\n')],
    ['with a byte order mark', `\ufeff${good}`],
    ['with comments', `# one\n${good}# two\n`],
    ['in one line', 'apps: { shop: { health: /h, checkstring: ok } }'],
    ['as JSON', '{"apps":{"shop":{"health":"/h","checkstring":"ok"}}}'],
    ['with an anchor and its alias', `${good}  other: &o { health: /h }\n  third: *o\n`],
    ['with the marks of a document', `---\n${good}...\n`],
  ])('%s', (_how, text) => {
    expect(read(text).apps[0]).toMatchObject({ name: 'shop', check: { checkstring: 'ok' } });
  });
});

describe('a file is refused', () => {
  test.each([
    ['when it is empty', '', 'apps.yml:1:1: expected a map with the key apps'],
    ['when it is comments only', '# nothing\n\n# yet\n', 'expected a map with the key apps'],
    ['when it is a list', '- shop', 'expected a map with the key apps'],
    ['when it is a word', 'shop', 'expected a map with the key apps'],
    ['when it is indented by tabs', 'apps:\n\tshop: 1\n', 'apps.yml:2:1: expected YAML: Tabs are'],
    ['when a bracket is open', 'apps: [', 'apps.yml:1:8: expected YAML'],
    ['when a quote is open', 'apps: "', 'apps.yml:1:8: expected YAML: Missing closing "quote'],
    ['when it is two', `${good}---\n${good}`, 'expected YAML: one document, here a second begins'],
    ['when it has a tag', 'apps: !mine 1', 'expected YAML: Unresolved tag: !mine'],
    [
      'when an alias has no anchor',
      'apps:\n  shop: &shop { health: /a }\n  cart: *shop\n  blog: *blog\n',
      'apps.yml:4:9: expected plain YAML (Unresolved alias',
    ],
    ['when a key is a list', '? [a]\n: 1\n', 'expected a plain key'],
    ['when a key is empty', '"": 1\n? \n: 2\napps: {}', 'expected a plain key'],
    ['when it refers to itself', 'apps: &a { shop: *a }', 'apps.shop'],
    ['when it is binary', '\u0000\u0001\ufffd', 'expected'],
  ])('%s', (_when, text, expected) => {
    const faults = faultsOf(text);
    expect(faults.join('\n')).toContain(expected);
    // The place is told once, before the words, and every fault is one line.
    for (const fault of faults) expect(fault).not.toMatch(/at line|\n/);
  });

  test('when a key stands twice, at the second one', () => {
    const faults = faultsOf(`${good}  cart: { health: /a, health: /b }\n  shop:\n    health: /x\n`);
    expect(faults).toEqual([
      expect.stringMatching(/^apps\.yml:5:23 apps\.cart\.health: expected every key once/),
      expect.stringMatching(/^apps\.yml:6:3 apps\.shop: expected every key once/),
    ]);
  });

  test('when its aliases multiply', () => {
    const levels = [...'bcdefgh'].map((name, level) => {
      const nine = Array.from({ length: 9 }, () => `*${'abcdefg'[level]}`);
      return `${name}: &${name} [${nine.join(', ')}]`;
    });
    const bomb = `a: &a [x, x, x, x, x, x, x, x, x]\n${levels.join('\n')}\n${good}`;
    expect(faultsOf(bomb)).toEqual([expect.stringContaining('expected plain YAML (Excessive')]);
  });

  test.each(['[', '{a: ', '- ', '? '])('when it is nested without an end: %s', (opening) => {
    expect(faultsOf(opening.repeat(20_000)).length).toBeGreaterThan(0);
  });

  test('when it is too large to be one, unread', () => {
    const faults = faultsOf(`${good}#${'x'.repeat(limits.configurationBytesMax)}`);
    expect(faults).toEqual([expect.stringContaining('apps.yml:1:1: expected at most 1048576')]);
  });

  test('with the first slips only when there are thousands', () => {
    const faults = faultsOf('a: b: c\n'.repeat(1_000));
    expect(faults).toHaveLength(limits.syntaxFaultsMax + 1);
    expect(faults.at(-1)).toMatch(/and \d+ more faults of syntax; mend the first ones$/);
  });
});

test('a file of almost a megabyte is read in a time that does not explode', () => {
  const apps = Array.from({ length: 9_000 }, (_, index) => `  app-${index}: { health: /h }`);
  const text = `apps:\n${apps.join('\n')}\n#${'x'.repeat(600_000)}\n`;
  expect(read(text).apps).toHaveLength(9_000);
}, 15_000);

test('faults come in the order of the file, all in one go', () => {
  const faults = faultsOf(`remind: 30
apps:
  shop: { heath: /h, timeout: 10 }
  cart: { health: h, status: 99 }
blind: 1ms
`);
  expect(faults.map((fault) => fault.split(' ')[0])).toEqual([
    'apps.yml:1:9',
    'apps.yml:3:3',
    'apps.yml:3:11',
    'apps.yml:3:31',
    'apps.yml:4:19',
    'apps.yml:4:30',
    'apps.yml:5:1',
  ]);
});

test('a fault in an alias is told where the alias stands', () => {
  const faults = faultsOf('defaults: &d { timeout: 1 }\napps:\n  shop: *d\n');
  expect(faults).toContainEqual(expect.stringContaining('apps.yml:1:25 defaults.timeout'));
  expect(faults).toContainEqual(
    expect.stringContaining('apps.yml:3:3 apps.shop: expected the key'),
  );
});

describe('it never throws', () => {
  const parse = (text: string): boolean => {
    const result = parseConfiguration(text, 'apps.yml', {});
    return result.ok ? result.configuration.apps.length > 0 : result.faults.length > 0;
  };

  test('on any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), parse));
  });

  test('on any text made of the signs of YAML', () => {
    const signs = ['a', ':', ' ', '\n', '- ', '? ', '[', ']', '{', '}', '&a', '*a', '"', '#', '|'];
    const text = fc.array(fc.constantFrom(...signs), { maxLength: 40 });
    fc.assert(fc.property(text, (parts) => parse(parts.join(''))));
  });

  test('on any values in the place of keys and of their values', () => {
    const keys = ['health', 'status', 'json', 'headers', 'sustained', 'maintenance', 'matches'];
    const key = fc.oneof(fc.constantFrom(...keys, 'constructor', '__proto__'), fc.string());
    const app = fc.dictionary(key, fc.jsonValue({ maxDepth: 3 }), { maxKeys: 6 });
    const names = ['cadence', 'defaults', 'limits', 'control', 'remind', 'toString'];
    const top = fc.dictionary(fc.constantFrom(...names), fc.jsonValue({ maxDepth: 3 }));
    fc.assert(
      fc.property(top, fc.dictionary(fc.string(), app), (rest, apps) => {
        expect(parse(stringify({ ...rest, apps }))).toBe(true);
        expect(parse(stringify({ ...rest, apps: { shop: Object.values(apps)[0] } }))).toBe(true);
      }),
    );
  });
});
