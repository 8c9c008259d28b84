// Every fault of apps.yml: where it is, what was expected and what came.

import { describe, expect, test } from 'vitest';
import { faultsOf } from './read.ts';

const app = (keys: string): string => `apps:\n  shop: { health: /h, ${keys} }\n`;

describe('an app key is refused', () => {
  test.each([
    ['timout: 5s', 'apps.shop.timout: expected a known key, came "timout"; did you mean timeout?'],
    ['time-out: 5s', 'did you mean timeout?'],
    ['wacth: 5m', 'did you mean watch?'],
    ['constructor: 1', 'expected a known key, came "constructor"'],
    ['toString: 1', 'expected a known key, came "toString"'],
    ['frobnicate: 1', '; the keys are health, headers, status,'],
    ['url: /h', 'did you mean health?'],
    ['delay: 10s', 'did you mean warmup?'],
    ['grace: 10s', 'did you mean warmup?'],
    ['body: ok', 'did you mean contains?'],
    ['keyword: ok', 'did you mean contains?'],
    ['expect: ok', 'did you mean checkstring?'],
    ['health_check: /h', 'did you mean health?'],
    ['interval: 1m', '; the keys are health, headers,'],
    ['reminder: 1h', '; the keys are health, headers,'],
    ['prototype: 1', 'expected a known key, came "prototype"'],
    ['rollbackonhealthcheckfailed: true', 'did you mean rollback?'],
    ['cadence: { sweep: 1m }', 'it belongs to the top of the file'],
    ['timeout: 10', 'a duration with its unit (write 10s or 10ms), came 10 (a number)'],
    ['timeout: "10"', 'a duration with its unit (write 10s or 10ms), came "10"'],
    ['timeout: soon', 'a duration with its unit such as 500ms, 10s, 5m, 24h or 14d, came "soon"'],
    ['timeout: -5s', 'a duration with its unit'],
    ['timeout: 0s', 'a duration above zero and of at most 366 days, in whole milliseconds'],
    ['timeout: 0.5ms', 'in whole milliseconds, came "0.5ms"'],
    ['probation: 367d', 'a duration above zero and of at most 366 days'],
    ['probation: never', 'a duration with its unit such as 24h, or always, came "never"'],
    ['timeout: [5s]', 'a duration with its unit such as 500ms, 10s, 5m, 24h or 14d, came a list'],
    ['timeout:', 'came nothing'],
    ['checkstring: ""', 'expected text that is not empty, came ""'],
    ['checkstring: "  "', 'text that is more than white space'],
    ['checkstring:', 'apps.shop.checkstring: expected text, came nothing'],
    ['checkstring: 200', "expected text (write '200' in quotes), came 200 (a number)"],
    ['checkstring: true', "expected text (write 'true' in quotes), came true (a yes or no)"],
    ['checkstring: [ok]', 'expected text, came a list'],
    ['contains: ""', 'expected text that is not empty'],
    ['contains: [ok, ""]', 'apps.shop.contains[1]: expected text that is not empty'],
    ['lacks: ""', 'expected text that is not empty'],
    ['contains: { a: b }', 'expected text or a list of texts, came a map'],
    ['matches: "(ok"', 'expected a regular expression for RE2 (error parsing regexp: missing clos'],
    ['matches: "(?=ok)"', 'expected a regular expression for RE2'],
    ["matches: '(a)\\1'", 'expected a regular expression for RE2'],
    ['matches: ""', 'a regular expression that is not empty'],
    [`matches: ${'a'.repeat(1_001)}`, 'a regular expression of at most 1000 characters'],
    ['sustained: {}, timeout: {}', 'timeout: expected a duration with its unit such as'],
    ['contains: {}', 'expected text or a list of texts, came an empty map'],
    ['version: "https://:word@a.example/v"', 'without credentials or #, came "https://[credenti'],
    ['version: "https://me@a.example/v"', 'came "https://[credentials]@a.example/v"'],
    ['json: { $.a: [1] }', 'expected text, a number, true, false or null, came a list'],
    ['json: { $.a: 12345678901234567890 }', 'a number of at most 15 digits'],
    ['json: { $.a: .nan }', 'expected text, a number, true, false or null, came NaN'],
    ['json: { $.a: .inf }', 'a number of at most 15 digits'],
    ['sustained: []', 'expected a map such as { failures: 3, for: 30s }, came an empty list'],
    ['json: []', 'expected a map of path to value, came an empty list'],
    ['json: { $..a: 1 }', 'expected a path such as $.db.state, came "$..a"'],
    ['json: { constructor: 1 }', 'expected another name, came "constructor"'],
    ['json: up', 'expected a map of path to value, came "up"'],
    ['status: 700', 'expected a status from 200 to 599, 2xx, a range such as 200-299, or a list'],
    ['status: 100', 'expected a status from 200 to 599'],
    ['status: 200.5', 'expected a status from 200 to 599'],
    ['status: ok', 'expected a status from 200 to 599'],
    ['status: 299-200', 'a range of statuses whose first is the lower one, came "299-200"'],
    ['status: []', 'at least one status, because nothing passes without, came an empty list'],
    ['status: [200, 6xx]', 'apps.shop.status[1]: expected a status from 200 to 599'],
    ['redirects: 6', 'expected a whole number from 0 to 5, came 6'],
    ['redirects: -1', 'expected a whole number from 0 to 5'],
    ['redirects: 1.5', 'expected a whole number from 0 to 5'],
    ['redirects: "1"', 'expected a whole number from 0 to 5, came "1"'],
    ['recovered: 0', 'expected a whole number from 1 to 1000'],
    ['rollback: yes', 'expected one of auto, ask, off, came "yes"'],
    ['rollback: false', 'expected one of auto, ask, off, came false (a yes or no)'],
    ['releasePhase: wait', 'expected one of act, hold'],
    ['repository: shop', 'expected the owner and name of a GitHub repository such as acme/shop'],
    ['repository: "https://github.com/acme/shop"', 'such as acme/shop, came "https://github.com'],
    ['repository: acme/shop/main', 'such as acme/shop, came "acme/shop/main"'],
    ['repository: acme/shop.git', 'such as acme/shop, without .git, came "acme/shop.git"'],
    ['repository: acme/..', 'such as acme/shop'],
    ['repository: "acme/shop\\n"', 'such as acme/shop'],
    ['repository: 1', 'such as acme/shop, came 1 (a number)'],
    ['repository:', 'such as acme/shop, came nothing'],
    ['github: acme/shop', 'did you mean repository?'],
    ['repo: acme/shop', 'did you mean repository?'],
    ['environment: ""', 'expected the name of a GitHub environment: one line of at most 255'],
    ['environment: " live"', 'expected the name of a GitHub environment'],
    ['environment: "a\\nb"', 'expected the name of a GitHub environment'],
    [`environment: ${'a'.repeat(256)}`, 'expected the name of a GitHub environment'],
    ['environment: [production]', 'expected the name of a GitHub environment'],
    ['sustained: 3', 'expected a map such as { failures: 3, for: 30s }, came 3'],
    ['sustained: { failure: 3 }', 'apps.shop.sustained.failure: expected a known key'],
    ['sustained: { failures: 0 }', 'expected a whole number from 1 to 1000'],
    ['version: version', 'a path that begins with / or a whole http(s) URL'],
    ['headers: [a]', 'expected a map of header to value, came a list'],
    ['headers: { "a b": c }', 'expected the name of a header, came "a b"'],
    ['headers: { X-Count: 5 }', "expected text (write '5' in quotes), came 5"],
    ['headers: { X-A: "a\\nb" }', 'a header value: one line of printable characters'],
    ['headers: { prototype: x }', 'expected another name, came "prototype"'],
    ['headers: { __proto__: x }', 'expected another name, came "__proto__"'],
    ['maintenance: { days: [Sun] }', 'expected a list of windows, came a map'],
  ])('%s', (keys, expected) => {
    const faults = faultsOf(app(keys));
    expect(faults.join('\n')).toContain(expected);
    expect(faults).toHaveLength(1);
  });
});

describe('a window is refused', () => {
  test.each([
    ['{ days: [], start: "23:00", for: 1h, zone: UTC }', 'expected at least one day, or no key'],
    ['{ start: "23:00", for: 1h }', 'maintenance[0]: expected the key zone, which is missing'],
    ['{ start: "24:00", for: 1h, zone: UTC }', 'a time of day from "00:00" to "23:59"'],
    ['{ start: 2300, for: 1h, zone: UTC }', 'a time of day in quotes such as "23:00"'],
    ['{ start: "23:00", for: 8d, zone: UTC }', 'of at most 7 days'],
    ['{ start: "23:00", for: 0s, zone: UTC }', 'above zero'],
    ['{ start: "23:00", for: 1h, zone: Berlin }', 'a time zone of the IANA list'],
    ['{ start: "23:00", for: 1h, zone: "+02:00" }', 'a time zone of the IANA list'],
    ['{ days: [Sunday], start: "23:00", for: 1h, zone: UTC }', 'expected one of Sun, Mon, Tue'],
    ['{ days: Sun, start: "23:00", for: 1h, zone: UTC }', 'a list such as [Sat, Sun]'],
    ['{ day: [Sun], start: "23:00", for: 1h, zone: UTC }', 'did you mean days?'],
    ['23:00', 'a window such as { days: [Sun], start: "23:00", for: 1h, zone: Europe/Berlin }'],
  ])('%s', (window, expected) => {
    const faults = faultsOf(app(`maintenance: [${window}]`));
    expect(faults.join('\n')).toContain(expected);
    expect(faults).toHaveLength(1);
  });
});

describe('a key for all apps is refused', () => {
  test.each([
    ['interval: { sweep: 1m }', 'did you mean cadence?'],
    ['reminder: 1h', 'did you mean remind?'],
    ['timeout: 10s', 'it belongs to an app, or to defaults for all of them'],
    ['cadance: { sweep: 1m }', 'expected a known key, came "cadance"; did you mean cadence?'],
    ['timeout: 5s', 'it belongs to an app, or to defaults for all of them'],
    ['cadence: 1m', 'expected a map such as { sweep: 1m, watch: 5s }, came "1m"'],
    ['cadence: { sweep: 0s }', 'cadence.sweep: expected a duration above zero'],
    ['limits: { perAppADay: 0 }', 'limits.perAppADay: expected a whole number from 1 to 1000'],
    ['limits: 5', 'a map such as { cooldown: 60m, perAppADay: 2, fleetAnHour: 3, fleetAtOnce: 1 }'],
    ['limits: { timeout: 1s }', '; the keys are cooldown, perAppADay'],
    ['limits: { perappaday: 1 }', 'did you mean perAppADay?'],
    ['remind: 30', 'remind: expected a duration with its unit (write 30s or 30ms)'],
    ['blind: 30', 'blind: expected a duration with its unit (write 30s or 30ms)'],
    ['blind: 1m', 'blind: expected longer than cadence.sweep (1 min)'],
    ['control: https://example.com', 'control: expected a list of URLs'],
    ['control: [/path]', 'control[0]: expected a whole http(s) URL'],
    ['platformStatus: no', 'expected a whole http(s) URL without credentials or #, or off'],
    ['defaults: [a]', 'defaults: expected a map of keys, came a list'],
    ['defaults: { health: "https://a.example/" }', 'a whole URL would be the same one for every'],
    ['defaults: { version: "https://a.example/" }', 'a whole URL would be the same one for every'],
    ['defaults: { tiemout: 1s }', 'defaults.tiemout: expected a known key'],
  ])('%s', (line, expected) => {
    const faults = faultsOf(`${line}\napps:\n  shop: { health: /h }\n`);
    expect(faults.join('\n')).toContain(expected);
    expect(faults).toHaveLength(1);
  });
});

describe('the apps are refused', () => {
  test.each([
    ['apps: {}', 'apps.yml:1:1 apps: expected at least one app, came none'],
    ['apps:', 'apps: expected a map of Heroku app names to their keys, came nothing'],
    ['apps: [shop]', 'expected a map of Heroku app names to their keys, came a list'],
    ['apps: { shop: {} }', 'apps.shop: expected the key health, which is missing'],
    ['apps: { shop: }', 'apps.shop: expected the key health, which is missing'],
    ['apps: { shop: [a] }', 'apps.shop: expected a map of keys, came a list'],
    ['apps: []', 'expected a map of Heroku app names to their keys, came an empty list'],
    ['apps: { shop: /h }', 'apps.shop: expected a map of keys, came "/h"'],
    ['apps: { Shop: { health: /h } }', "apps.Shop: expected a Heroku app's name"],
    ['apps: { s: { health: /h } }', "apps.s: expected a Heroku app's name"],
    ['apps: { 1shop: { health: /h } }', "expected a Heroku app's name"],
    [`apps: { ${'a'.repeat(31)}: { health: /h } }`, "expected a Heroku app's name"],
    ['apps: { constructor: { health: /h } }', 'apps.constructor: expected another name'],
    ['remind: 1h', 'expected the key apps, which is missing'],
  ])('%s', (text, expected) => {
    const faults = faultsOf(text);
    expect(faults.join('\n')).toContain(expected);
    expect(faults).toHaveLength(1);
  });
});
