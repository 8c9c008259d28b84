/** `npm run docs` writes docs/alerts.md from the catalogue: every kind, and an example of each. */
import { writeFile } from 'node:fs/promises';
import { alertMessage } from '../lib/core/alert-message.ts';
import { exampleOf } from '../lib/core/catalogue/examples.ts';
import { inWindowOf } from '../lib/core/catalogue/in-window.ts';
import { catalogue, type Kind, kinds } from '../lib/core/catalogue.ts';

/** The page as text. */
export function alertsPage(): string {
  return [introduction, table(), '## Examples', ...kinds.map(example)].join('\n\n').concat('\n');
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
    return `| [${kind}](#${kind}) | ${severities.join(' or ')} | ${when} | ${inWindow} |`;
  });
  return [
    '## All kinds',
    '',
    '| kind | severity | said when | in a maintenance window |',
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

function example(kind: Kind): string {
  const { subject, email } = alertMessage(exampleOf(kind));
  return [`### ${kind}`, '', '```text', `Subject: ${subject}`, '', email, '```'].join('\n');
}

if (import.meta.main) {
  await writeFile(new URL('../docs/alerts.md', import.meta.url), alertsPage());
}
