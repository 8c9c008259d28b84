import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutAtWord, oneLine, toAscii, wrap } from '../../lib/core/plain-text.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 300 });

describe('oneLine', () => {
  test.each([
    ['line breaks of every kind become one space', 'a\r\n\n b\u2028c\u0085d', 'a b c d'],
    ['control characters become a space', 'a\u0000\u0007b\u007fc', 'a b c'],
    ['terminal colours vanish', '\u001b[31mred\u001b[0m', 'red'],
    ['marks that turn the reading direction vanish', 'safe\u202eelif\u2066x', 'safeelifx'],
    ['an unpaired surrogate becomes the replacement character', 'a\ud800b', 'a\ufffdb'],
    ['accents and emoji stay', ' café 🚀 ', 'café 🚀'],
  ])('%s', (_name, text, expected) => {
    expect(oneLine(text)).toBe(expected);
  });

  test('holds no control character, whatever the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(oneLine(text)).not.toMatch(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u);
      }),
    );
  });
});

describe('toAscii', () => {
  test.each([
    ['café', 'cafe'],
    ['“quoted” – it’s…', '"quoted" - it\'s...'],
    ['v29 → v27', 'v29 -> v27'],
    ['2 ≠ 3', '2 != 3'],
    ['Straße', 'Strasse'],
    ['部署 🚀', '?? ?'],
  ])('brings %s to %s', (text, expected) => {
    expect(toAscii(text)).toBe(expected);
  });

  test('is printable ASCII, whatever the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(toAscii(text)).toMatch(/^[ -~]*$/);
      }),
    );
  });
});

describe('cutAtWord', () => {
  test.each([
    ['a text that fits is left alone', 'one two', 7, 'one two'],
    ['a longer one is cut at a word', 'rolling back to v27', 16, 'rolling back...'],
    ['a word that fits to its end is kept', 'rolling back to v27', 18, 'rolling back to...'],
    ['one long word is cut inside', 'aaaaaaaaaaaaaaaa', 10, 'aaaaaaa...'],
    ['no comma stands before the dots', 'failing, rolling', 12, 'failing...'],
  ])('%s', (_name, text, max, expected) => {
    expect(cutAtWord(text, max)).toBe(expected);
  });

  test('never splits a pair of surrogates and never exceeds its room', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 4, max: 40 }), (text, max) => {
        const cut = cutAtWord(text, max);
        expect(cut.length).toBeLessThanOrEqual(max);
        expect(cut.isWellFormed()).toBe(true);
      }),
    );
  });
});

describe('wrap', () => {
  test('breaks at spaces and indents what follows', () => {
    expect(wrap('one two three four', 12, '  ')).toBe('one two\n  three four');
  });

  test('never breaks a command in backticks or a long word', () => {
    const command = '`heroku logs --app shop --num 1500`';
    expect(wrap(`see ${command} now`, 10)).toBe(`see\n${command}\nnow`);
    expect(wrap('https://shop.example.com/healthz', 10)).toBe('https://shop.example.com/healthz');
  });
});
