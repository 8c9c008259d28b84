/** Every key of apps.yml: the one source of what is parsed and of the JSON Schema. */
import * as v from 'valibot';
import { limits } from '../limits.ts';
import { url, urlOrOff } from './addresses.ts';
import { appSchema } from './app-schema.ts';
import { count, duration } from './values.ts';
import { timeOfDayOrOff } from './windows.ts';

/** The map of apps: a Heroku app's name and its keys, which may all come from `defaults`. */
const appsSchema = v.pipe(
  v.record(
    v.pipe(
      v.string(),
      v.regex(
        /^[a-z][a-z0-9-]{1,29}$/,
        "a Heroku app's name: 2 to 30 of a-z, 0-9 and -, a letter first",
      ),
    ),
    v.nullable(appSchema),
    'a map of Heroku app names to their keys',
  ),
  v.description("The Heroku apps that are watched, by the app's name."),
);

const cadence = v.strictObject(
  {
    sweep: v.optional(duration('How often every app is looked at.'), '1m'),
    watch: v.optional(duration('How often an app is looked at after a release.'), '5s'),
  },
  'a map such as { sweep: 1m, watch: 5s }',
);

const rollbackLimits = v.strictObject(
  {
    cooldown: v.optional(duration('Between two rollbacks of an app.', { zero: true }), '60m'),
    perAppADay: v.optional(count('Rollbacks of one app in a day.', 1, limits.countMax), 2),
    fleetAnHour: v.optional(count('Rollbacks of all apps in an hour.', 1, limits.countMax), 3),
    fleetAtOnce: v.optional(count('Rollbacks under way at once.', 1, limits.countMax), 1),
  },
  'a map such as { cooldown: 60m, perAppADay: 2, fleetAnHour: 3, fleetAtOnce: 1 }',
);

/** The whole of apps.yml. */
export const fileSchema = v.strictObject(
  {
    cadence: v.optional(
      v.pipe(cadence, v.description("On AWS, the sweep's schedule stands in serverless.yml.")),
      { sweep: '1m', watch: '5s' },
    ),
    defaults: v.optional(
      v.pipe(v.nullable(appSchema, {}), v.description("Any app's key, for all apps that lack it.")),
      {},
    ),
    apps: appsSchema,
    limits: v.optional(v.pipe(rollbackLimits, v.description('Bounds on rollbacks.')), {
      cooldown: '60m',
      perAppADay: 2,
      fleetAnHour: 3,
      fleetAtOnce: 1,
    }),
    remind: v.optional(duration('How often an open incident is repeated.'), '30m'),
    blind: v.optional(
      duration('Without usable data for so long, the monitor says that it is blind.'),
      '3m',
    ),
    control: v.optional(
      v.pipe(
        v.array(url('Any answer of it shows that our own network works.'), 'a list of URLs'),
        v.maxLength(limits.controlUrlsMax, `at most ${limits.controlUrlsMax} URLs`),
        v.description('URLs beside the Platform API whose answer shows that our network works.'),
      ),
      [],
    ),
    digest: v.optional(
      timeOfDayOrOff('When it is said each day how all apps are, or off.'),
      '09:00 UTC',
    ),
    platformStatus: v.optional(
      urlOrOff("Heroku's status API, or off."),
      'https://status.heroku.com/api/v4/current-status',
    ),
  },
  'a map with the key apps',
);
