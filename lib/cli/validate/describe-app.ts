import type { App, Check } from '../../core/app.ts';
import { formatDuration } from '../../core/duration.ts';
import { cutAtWord, oneLine } from '../../core/plain-text.ts';

/** One line for each app, its columns aligned: what is asked, what must come, what follows. */
export function describeApps(apps: readonly App[]): string[] {
  const rows = apps.map((app) => [app.name, app.check.health, expectation(app.check), policy(app)]);
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => {
    const cells = row.map((cell, column) => cell.padEnd(widths[column] ?? 0));
    return `  ${cells.join('  ')}`;
  });
}

function expectation(check: Check): string {
  const ranges = check.status.map(([low, high]) => (low === high ? `${low}` : `${low}-${high}`));
  const parts = [
    `status ${ranges.join(' or ')}`,
    check.checkstring === null ? null : `body '${shortened(check.checkstring)}'`,
    ...check.contains.map((text) => `with '${shortened(text)}'`),
    ...check.lacks.map((text) => `without '${shortened(text)}'`),
    check.matches === null ? null : `matching ${shortened(check.matches)}`,
    ...check.json.map(({ path, value }) => `${path} = ${shortened(JSON.stringify(value))}`),
    `in ${formatDuration(check.withinMs ?? check.timeoutMs)}`,
  ];
  return parts.filter((part) => part !== null).join(', ');
}

function policy({ rollback, probationMs }: App): string {
  const blamed = probationMs === null ? 'always' : `for ${formatDuration(probationMs)}`;
  switch (rollback) {
    case 'auto':
      return `rolled back ${blamed}`;
    case 'ask':
      return `asks before a rollback, ${blamed}`;
    case 'off':
      return 'never rolled back';
    default:
      return rollback satisfies never;
  }
}

function shortened(text: string): string {
  return cutAtWord(oneLine(text), 30);
}
