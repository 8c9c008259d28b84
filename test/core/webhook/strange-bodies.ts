/** What can become of an event's text on its way, or under somebody's hands. */
import type { Random } from '../../simulation/random.ts';

type Change = (text: string, random: Random) => string;

const changes: readonly [[string, Change], ...[string, Change][]] = [
  ['whole', (text) => text],
  [
    'with one character changed',
    (text, random) => {
      const at = random.below(text.length);
      return text.slice(0, at) + noise(random, 1) + text.slice(at + 1);
    },
  ],
  ['cut', (text, random) => text.slice(0, random.below(text.length))],
  ['doubled', (text) => text + text],
  ['followed by white space', (text, random) => text + ' \n'.repeat(random.below(20))],
  ['with a value of another kind', (text, random) => withValue(text, random, odd(random))],
  ['without a value', (text, random) => withValue(text, random, undefined)],
  ['of an app that is not ours', (text) => text.replaceAll('shop-eu', 'somebody-elses')],
  ['of an app without a name', (text) => text.replaceAll('"shop-eu"', '{"toString":"shop-eu"}')],
  [
    'with characters that are none',
    (text) =>
      text.replaceAll('succeeded', '\\u0000\\ud800\\u202e').replaceAll('production', '\ud800'),
  ],
  ['of noise', (_text, random) => noise(random, random.below(200))],
  ['of brackets', (_text, random) => '[{"data":'.repeat(random.below(200))],
  ['empty', () => ''],
];

/** A body that was changed by chance, and by which row. */
export function changeBody(text: string, random: Random): { text: string; row: string } {
  const [row, change] = random.chance(0.3) ? changes[0] : random.pick(changes);
  return { row, text: change(text, random) };
}

/** Every row that there is. */
export const bodyRows = changes.map(([row]) => row);

/** Characters of every kind: control, quotes, ASCII, halves of pairs. */
export function noise(random: Random, length: number): string {
  const codes = Array.from({ length }, () =>
    random.chance(0.7) ? random.below(128) : random.below(65_536),
  );
  return String.fromCharCode(...codes);
}

function odd(random: Random): unknown {
  return random.pick<unknown>([null, 7, -0.5, '', [], {}, true, 'x'.repeat(900), [[[]]]]);
}

/** Another value somewhere in the event; undefined takes the key away. */
function withValue(text: string, random: Random, value: unknown): string {
  const event = JSON.parse(text);
  let place = event;
  for (;;) {
    const keys = Object.keys(place);
    const key = keys[random.below(keys.length)];
    if (key === undefined) return JSON.stringify(event);
    const inner = place[key];
    if (typeof inner !== 'object' || inner === null || random.chance(0.3)) {
      place[key] = value;
      return JSON.stringify(event);
    }
    place = inner;
  }
}
