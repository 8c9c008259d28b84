// Text as every medium takes it: without control characters, in ASCII, cut and wrapped at words.

/**
 * One line of well-formed text: line breaks and control characters become one space, terminal
 * colours vanish, and so do the marks that turn the direction of reading, with which a message
 * could show something else than it says.
 */
export function oneLine(text: string): string {
  if (plainLine.test(text)) return text;
  return text
    .toWellFormed()
    .replace(terminalSequence, '')
    .replace(/[\u202a-\u202e\u2066-\u2069\p{Noncharacter_Code_Point}]/gu, '')
    .replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
}

/** The same in printable ASCII: what has a close relative there becomes it, the rest `?`. */
export function toAscii(text: string): string {
  if (plainLine.test(text)) return text;
  return oneLine(text)
    .replace(/[^ -~]/gu, (character) => relatives[character] ?? character)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^ -~]/gu, '?');
}

/**
 * At most `max` long, the cut marked by `...` and made at a word where one ends near enough.
 * `size` tells how much room a character takes.
 */
export function cutAtWord(
  text: string,
  max: number,
  size: (character: string) => number = utf16,
): string {
  // Nearly every text is short, and need not be walked through.
  if (size === utf16 && text.length <= max) return text;
  const room = take(text, max, size);
  if (room.length === text.length) return text;
  const cut = take(text, max - mark.length, size);
  const space = cut.lastIndexOf(' ');
  const atWord = text[cut.length] !== ' ' && space > cut.length / 2 ? cut.slice(0, space) : cut;
  return `${atWord.replace(/[\s,;:]+$/, '')}${mark}`;
}

/**
 * Wraps at spaces; what stands between backticks is a command that somebody will copy, so it is
 * never broken, and neither is a word that is longer than the line.
 */
export function wrap(text: string, columns: number, indent = ''): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.match(/\S*`[^`]*`\S*|\S+/g) ?? []) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && longer.length > columns - indent.length) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line].join(`\n${indent}`);
}

const mark = '...';
const utf16 = (character: string): number => character.length;

/** Nearly every text: printable ASCII, with single spaces between words. */
const plainLine = /^[!-~]+(?: [!-~]+)*$/;

// Built from its number: a control character in a pattern is easily overlooked.
const terminalSequence = new RegExp(`${String.fromCharCode(27)}\\[[\\d;?]*[A-Za-z]`, 'g');

/** Those that Unicode's decomposition does not bring to ASCII, or turns into another meaning. */
const relatives: Readonly<Record<string, string>> = {
  '“': '"',
  '”': '"',
  '„': '"',
  '‘': "'",
  '’': "'",
  '–': '-',
  '—': '-',
  '→': '->',
  '←': '<-',
  '≤': '<=',
  '≥': '>=',
  '≠': '!=',
  '×': 'x',
  '•': '*',
  '·': '-',
  ß: 'ss',
  æ: 'ae',
  Æ: 'AE',
  ø: 'o',
  Ø: 'O',
  đ: 'd',
  ł: 'l',
  Ł: 'L',
  œ: 'oe',
};

function take(text: string, max: number, size: (character: string) => number): string {
  let taken = '';
  let used = 0;
  for (const character of text) {
    used += size(character);
    if (used > max) break;
    taken += character;
  }
  return taken;
}
