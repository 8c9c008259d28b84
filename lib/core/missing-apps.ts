/** Apps of apps.yml that the account's list does not hold: told when it is found, and when over. */
import type { Alert } from './alert.ts';
import { limits } from './limits.ts';
import { type Monitor, type MonitorDecision, monitorAlert, wholeFleet } from './monitor.ts';
import { someOf } from './texts/common.ts';

/** What one sweep saw, when Heroku could be listed. */
export type MissingFacts = {
  /** All apps of apps.yml, and those of them that the account's list does not hold. */
  readonly configured: readonly string[];
  readonly missing: readonly string[];
  readonly now: number;
};

/** Tells of every app that has just gone missing, and of every one that no longer is. */
export function decideMissing(before: Monitor, facts: MissingFacts): MonitorDecision {
  const { missing, configured, now } = facts;
  const news = missing.filter((name) => !before.missing.includes(name));
  const over = before.missing.filter((name) => !missing.includes(name));
  const alerts = [...appsMissing(news, now), ...appsFound(over, configured, now)];
  return { monitor: { ...before, missing: [...missing] }, alerts };
}

/** Many at once are one alert: it is the token's account then, and not the names. */
function appsMissing(names: readonly string[], now: number): readonly Alert[] {
  if (names.length < limits.groupedAppsMin) return names.map((name) => appMissing(name, now));
  const several = {
    severity: 'warning',
    headline: `apps.yml names ${names.length} apps that are not in the Heroku account's list`,
    happened: `The token's account does not see ${someOf(names)}.`,
    done: ['Each is probed on, if its health is a whole URL; their releases are not seen.'],
    next: [
      'See whose token it is: `heroku whoami`, and which apps it sees: `heroku apps --all`',
      'Correct apps.yml, or give that user access: `heroku access:add EMAIL -a APP`',
    ],
  } as const;
  return [{ ...monitorAlert('app-missing', wholeFleet, now, several), evidence: [...names] }];
}

function appMissing(name: string, now: number): Alert {
  return monitorAlert('app-missing', name, now, {
    severity: 'warning',
    headline: "apps.yml names this app, and it is not in the Heroku account's list",
    happened:
      `The token's account sees no app called ${name}. It may have been renamed or deleted, or ` +
      'it is not shared with that account.',
    done: ['It is probed on, if its health is a whole URL; its releases are not seen.'],
    next: [
      `Correct apps.yml, or give the token's user access: \`heroku access:add EMAIL -a ${name}\``,
    ],
  });
}

/** Somebody renamed it back, or gave access, or took it out of apps.yml. */
function appsFound(
  names: readonly string[],
  configured: readonly string[],
  now: number,
): readonly Alert[] {
  if (names.length < limits.groupedAppsMin) {
    return names.map((name) => appFound(name, configured.includes(name), now));
  }
  const several = {
    severity: 'resolved',
    headline: `${names.length} apps are missing at Heroku no longer`,
    happened: `The token's account sees ${someOf(names)} again, or apps.yml names them no more.`,
    done: ['The releases of those that apps.yml names are seen and judged again.'],
    next: [],
  } as const;
  return [{ ...monitorAlert('app-found', wholeFleet, now, several), evidence: [...names] }];
}

function appFound(name: string, isConfigured: boolean, now: number): Alert {
  return monitorAlert('app-found', name, now, {
    severity: 'resolved',
    headline: isConfigured
      ? "the app is in the Heroku account's list again"
      : 'apps.yml does not name the missing app any more',
    happened: isConfigured
      ? `The token's account sees ${name} again.`
      : `The token's account did not see ${name}, and nobody asks for it now.`,
    done: [isConfigured ? 'Its releases are seen and judged again.' : 'It is not looked at.'],
    next: [],
  });
}
