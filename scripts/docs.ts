/** `npm run docs` writes docs/alerts.md from the catalogue: every kind, and an example of each. */
import { writeFile } from 'node:fs/promises';
import type { Alert } from '../lib/core/alert.ts';
import { alertMessage } from '../lib/core/alert-message.ts';
import { exampleOf } from '../lib/core/catalogue/examples.ts';
import { inWindowOf } from '../lib/core/catalogue/in-window.ts';
import { catalogue, kinds } from '../lib/core/catalogue.ts';
import { groupAlerts } from '../lib/core/group-alerts.ts';
import { limits } from '../lib/core/limits.ts';
import { type Occasion, occasionOf } from '../lib/core/shared-occasion.ts';

/** The page as text. */
export function alertsPage(): string {
  const examples = kinds.map((kind) => example(kind, exampleOf(kind)));
  return [introduction, table(), together(), '## Examples', ...examples].join('\n\n').concat('\n');
}

const introduction = [
  '# What lastgood says',
  'This page is made from the code by `npm run docs`: the texts below are those that are sent, ' +
    'said of one night that never was. Each alert says what happened and since when, what was ' +
    'seen, what was done or every reason why nothing was, what to do next, and the command that ' +
    'undoes it.',
  [
    '| severity | meaning |',
    '| --- | --- |',
    '| `critical` | somebody has to look now, or lastgood is acting on an app |',
    '| `warning` | somebody has to look, and not at night |',
    '| `info` | worth knowing |',
    '| `resolved` | closes what an earlier alert opened |',
  ].join('\n'),
  'In a maintenance window of apps.yml nothing new of the app is told. What still stands when ' +
    'it ends is told then, with since when; what could be bad is judged then; what closes ' +
    'something open, what becomes of a rollback that was sent before, and the troubles of ' +
    'lastgood itself are told as ever.',
  'SNS carries `kind`, `severity`, `app`, `incident` and `id` as message attributes, so that a ' +
    'subscriber can choose by a filter policy: `{"severity": ["critical", "warning"]}`. What ' +
    'machines get is described by [alert.schema.json](../alert.schema.json).',
].join('\n\n');

function table(): string {
  const rows = kinds.map((kind) => {
    const { severities, when } = catalogue[kind];
    const inWindow = inWindowOf(kind).replace('-after', ' after it');
    const waits = waitsFor[occasionOf({ kind }) ?? 'nothing'];
    const cells = [`[${kind}](#${kind})`, severities.join(' or '), when, inWindow, waits];
    return `| ${cells.join(' | ')} |`;
  });
  return [
    '## All kinds',
    '',
    '| kind | severity | said when | in a maintenance window | waits for |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

/** What of a kind other apps may have to tell at the same time. */
const waitsFor: Readonly<Record<Occasion | 'nothing', string>> = {
  nothing: 'nothing',
  sick: 'a trouble of others',
  blind: 'a trouble of others',
  heroku: 'a trouble of others',
  slow: 'a trouble of others',
  flapping: 'a trouble of others',
  released: 'releases of others',
};

function together(): string {
  const { groupWaitMs, correlationMs, groupedAppsMin } = limits;
  const [second, minute] = [1_000, 60_000];
  const words =
    `What ${groupedAppsMin} apps or more have to tell alike is one message. For that a kind may ` +
    `wait for the next sweep, ${groupWaitMs / second} s at most, while so many apps are in the ` +
    `same trouble since the same ${correlationMs / minute} minutes, or were released within the ` +
    `same ${groupWaitMs / second} s. An app alone waits for nothing; nor does what \`waits for\` ` +
    'nothing, what is told while a rollback is under way, and word of a rollback that somebody ' +
    'made.';
  const apps = ['my-blog', 'my-docs', 'my-shop'];
  const one = exampleOf('release-good');
  const good = apps.map((app) => {
    const next = one.next.map((line) => line.replaceAll(one.app, app));
    return { ...one, app, next, id: `${app}.1` };
  });
  const [group] = groupAlerts(good);
  if (group === undefined) throw new Error('three apps are no message');
  return [
    '## Several apps at once',
    words,
    example('release-good of three apps', group.alert),
  ].join('\n\n');
}

function example(title: string, alert: Alert): string {
  const { subject, email } = alertMessage(alert);
  return [`### ${title}`, '', '```text', `Subject: ${subject}`, '', email, '```'].join('\n');
}

if (import.meta.main) {
  await writeFile(new URL('../docs/alerts.md', import.meta.url), alertsPage());
}
