import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutAtWord, oneLine, toAscii, wrap } from '../../lib/core/plain-text.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 300 });

describe('oneLine', () => {
  test.each([
    ['line breaks of every kind become one space', 'a\r\n\n b\u2028c\u0085d', 'a b c d'],
    ['control characters become a space', 'a\u0000\u0007b\u007fc', 'a b c'],
    ['terminal colours vanish', '\u001b[31mred\u001b[0m', 'red'],
    [
      'so do several at once, and what moves the cursor',
      '\u001b[1;31mred\u001b[?25l\u001b[K',
      'red',
    ],
    ['what stands for no character vanishes', 'a\ufffeb\u{1ffff}c', 'abc'],
    ['a control character is found at either end', '\u0007one two', 'one two'],
    ['wherever the end is', 'one two\u0007', 'one two'],
    ['several spaces become one', 'one  two', 'one two'],
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
    ['„so“ ‘or’ “so”', '"so" \'or\' "so"'],
    ['1 — 2 ← 3 ≤ 4 ≥ 5 × 6', '1 - 2 <- 3 <= 4 >= 5 x 6'],
    ['• one · two', '* one - two'],
    ['Ægir, æther, Øre, øre, đ, Łódź, łza, œuvre', 'AEgir, aether, Ore, ore, d, Lodz, lza, oeuvre'],
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
    ['a word that does not fit is left out', 'rolling back to v27', 17, 'rolling back...'],
    ['a word that begins at the half is cut inside', 'abcd efghijklm', 11, 'abcd efg...'],
    ['one long word is cut inside', 'aaaaaaaaaaaaaaaa', 10, 'aaaaaaa...'],
    ['no comma stands before the dots', 'failing, rolling', 12, 'failing...'],
    ['nor any other mark, nor several', 'failing;: , rolling back', 14, 'failing...'],
    ['marks within stay', 'a, b; failing rolling back', 17, 'a, b; failing...'],
    ['a word that begins too early is cut inside', `v29 ${'x'.repeat(20)}`, 12, 'v29 xxxxx...'],
    ['a text of the size of its room is left alone', '🚀🚀', 4, '🚀🚀'],
  ])('%s', (_name, text, max, expected) => {
    expect(cutAtWord(text, max)).toBe(expected);
  });

  test('counts room as it is told to', () => {
    const double = () => 2;
    expect(cutAtWord('one two', 14, double)).toBe('one two');
    expect(cutAtWord('one two six', 20, double)).toBe('one two...');
    expect(cutAtWord('ab', 3, double)).toBe('...');
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

  test('fills a line to its last column, and counts the indent', () => {
    expect(wrap('one two six', 7)).toBe('one two\nsix');
    expect(wrap('one two six', 6)).toBe('one\ntwo\nsix');
    expect(wrap('one two six', 8, ' ')).toBe('one two\n six');
    expect(wrap('  one   two  ', 20)).toBe('one two');
    expect(wrap('', 20)).toBe('');
  });

  test('keeps what stands right before and after a command with it', () => {
    expect(wrap('run (`a b`), then `c d`.', 8)).toBe('run\n(`a b`),\nthen\n`c d`.');
  });

  test('never breaks a command in backticks or a long word', () => {
    const command = '`heroku logs --app shop --num 1500`';
    expect(wrap(`see ${command} now`, 10)).toBe(`see\n${command}\nnow`);
    expect(wrap('https://shop.example.com/healthz', 10)).toBe('https://shop.example.com/healthz');
  });
});
