/** The maintenance windows of apps.yml: `{ days: [Sun], start: "23:00", for: 1h, zone: … }`. */
import * as v from 'valibot';
import { limits } from '../limits.ts';
import { duration } from './values.ts';

/** Weekly windows. When parsed, days count from 0, Sunday, and the start is a minute of the day. */
export function windows(description: string) {
  return v.pipe(v.array(window, 'a list of windows'), v.description(description));
}

const dayNames = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;

const window = v.strictObject(
  {
    days: v.optional(
      v.pipe(
        v.array(v.picklist(dayNames, `one of ${dayNames.join(', ')}`), 'a list such as [Sat, Sun]'),
        v.minLength(1, 'at least one day, or no key days for every day'),
        v.description('The days on which it begins; every day when left out.'),
        v.transform((names) => names.map((name) => dayNames.indexOf(name))),
      ),
      [...dayNames],
    ),
    start: v.pipe(
      v.string('a time of day in quotes such as "23:00"'),
      v.description('The time of day at which it begins, in its zone.'),
      v.regex(/^([01]?\d|2[0-3]):[0-5]\d$/, 'a time of day from "00:00" to "23:59"'),
      v.transform(minuteOfDay),
    ),
    for: duration('How long it lasts.', { max: limits.maintenanceMsMax }),
    zone: v.pipe(
      v.string('a time zone such as Europe/Berlin'),
      v.description('The IANA time zone of its days and its start.'),
      v.check(isTimeZone, 'a time zone of the IANA list such as Europe/Berlin or UTC'),
    ),
  },
  'a window such as { days: [Sun], start: "23:00", for: 1h, zone: Europe/Berlin }',
);

/** `09:00 Europe/Berlin`, or `off`. When parsed, a minute of the day in its zone; null: off. */
export function timeOfDayOrOff(description: string) {
  const expected = 'a time of day and its time zone such as "09:00 Europe/Berlin", or off';
  return v.pipe(
    v.string(expected),
    v.description(description),
    v.regex(/^(off|([01]?\d|2[0-3]):[0-5]\d [A-Za-z][A-Za-z0-9_+/-]*)$/, expected),
    v.check((text) => text === 'off' || isTimeZone(text.split(' ')[1] ?? ''), expected),
    v.transform((text) => {
      const [start = '', zone = ''] = text.split(' ');
      return text === 'off' ? null : { minute: minuteOfDay(start), zone };
    }),
  );
}

function minuteOfDay(written: string): number {
  const [hours, minutes] = written.split(':').map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}

/** Offsets such as `+02:00` are refused: they are wrong for half of the year in most places. */
function isTimeZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
