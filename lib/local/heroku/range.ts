// Lists in pages, as the Platform API does it: `Range: version ..; max=10, order=desc`.

/**
 * How one list can be ordered: a name and the value of it in an item. The first one is the default.
 */
export type Keys<Item> = Readonly<Record<string, (item: Item) => string | number>>;

/** One page of a list, or null: the range makes no sense (416). */
export type Page<Item> = {
  readonly status: 200 | 206;
  readonly items: readonly Item[];
  readonly headers: Readonly<Record<string, string>>;
};

const pageDefault = 200;
const pageMax = 1_000;

type Bounds = {
  readonly attribute: string;
  readonly start: string;
  readonly isStartExcluded: boolean;
  readonly end: string;
  readonly isEndExcluded: boolean;
  readonly max: number;
  readonly isDescending: boolean;
};

/** Cuts the page that the Range header asks for out of the list. */
export function paginate<Item>(
  all: readonly Item[],
  header: string | undefined,
  keys: Keys<Item>,
): Page<Item> | null {
  const attributes = Object.keys(keys);
  const bounds = parseRange(header, attributes[0] ?? 'id');
  const key = bounds && attributes.includes(bounds.attribute) && keys[bounds.attribute];
  if (!bounds || !key) return null;
  const isNumeric = all.some((item) => typeof key(item) === 'number');
  const compare = comparison(isNumeric, bounds.isDescending);
  const inRange = all
    .filter((item) => isWithin(key(item), bounds, compare))
    .sort((a, b) => compare(key(a), key(b)));
  const items = inRange.slice(0, bounds.max);
  const isCut = items.length < inRange.length;
  const headers = {
    'Accept-Ranges': attributes.join(', '),
    ...(items.length > 0 && rangeHeaders(items.map(key), bounds, isCut)),
  };
  return { status: isCut ? 206 : 200, items, headers };
}

function rangeHeaders(values: readonly (string | number)[], bounds: Bounds, isCut: boolean) {
  const { attribute, end, isEndExcluded, max, isDescending } = bounds;
  const last = values.at(-1);
  const content = { 'Content-Range': `${attribute} ${values[0]}..${last}` };
  if (!isCut) return content;
  const options = `max=${max}${isDescending ? ', order=desc' : ''}`;
  const next = `${attribute} ]${last}..${end}${isEndExcluded ? '[' : ''}; ${options}`;
  return { ...content, 'Next-Range': next };
}

/**
 * Spaces, commas and semicolons are taken as they come: the API's own clients disagree about them.
 */
function parseRange(header: string | undefined, attribute: string): Bounds | null {
  const text = header?.trim() || `${attribute} ..`;
  const match = /^(\w+)\s*(\]?)([^\s;]*?)\s*\.\.\s*([^\s;[]*)(\[?)\s*(?:;(.*))?$/.exec(text);
  if (!match) return null;
  const [, name = '', before = '', start = '', end = '', after = '', rest = ''] = match;
  const options = new Map(
    rest.split(/[,;]/).map((option) => {
      const [word = '', value = ''] = option.split('=');
      return [word.trim(), value.trim()] as const;
    }),
  );
  const max = Number(options.get('max') ?? pageDefault);
  if (!Number.isInteger(max) || max < 1) return null;
  return {
    attribute: name,
    start,
    isStartExcluded: before === ']',
    end,
    isEndExcluded: after === '[',
    max: Math.min(max, pageMax),
    isDescending: options.get('order') === 'desc',
  };
}

type Compare = (a: string | number, b: string | number) => number;

function comparison(isNumeric: boolean, isDescending: boolean): Compare {
  const sign = isDescending ? -1 : 1;
  if (isNumeric) return (a, b) => sign * (Number(a) - Number(b));
  return (a, b) => (a === b ? 0 : sign * (a < b ? -1 : 1));
}

/** Start and end in the order of the list: `]10..` with order=desc goes on below 10. */
function isWithin(value: string | number, bounds: Bounds, compare: Compare): boolean {
  const fromStart = bounds.start === '' ? 1 : compare(value, bounds.start);
  const toEnd = bounds.end === '' ? 1 : compare(bounds.end, value);
  const isAfterStart = bounds.isStartExcluded ? fromStart > 0 : fromStart >= 0;
  const isBeforeEnd = bounds.isEndExcluded ? toEnd > 0 : toEnd >= 0;
  return isAfterStart && isBeforeEnd;
}
