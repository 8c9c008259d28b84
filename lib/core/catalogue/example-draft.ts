/** What the catalogue's examples are made from: one app, one bad release, always the same night. */
import type { App, Configuration } from '../app.ts';
import { parseConfiguration } from '../configuration.ts';
import { type Draft, moveTo } from '../draft.ts';
import type { Reading } from '../reading.ts';
import { type Incident, type LedgerEntry, newState, noEvidence, type State } from '../state.ts';
import { intent } from './example-cases.ts';
import { exampleEntry, exampleRelease, now } from './example-releases.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const sickSince = now - 40 * second;

const written = `
apps:
  my-shop:
    health: /health
    checkstring: ok
    within: 2s
    version: /version
    repository: acme/my-shop
`;
const { app, configuration } = read(written);

const sick: Reading = {
  at: now,
  verdict: 'sick',
  cause: 'status',
  url: 'https://my-shop-0123456789ab.herokuapp.com/health',
  expected: 'status 200 and body "ok"',
  came: "status 503, Heroku's application error page",
  status: 503,
  reachedApp: true,
  slow: false,
  certificateExpiresAt: now + 9 * 24 * hour,
  phases: { dnsMs: 2, connectMs: 11, tlsMs: 14, headersMs: 38, bodyMs: 1, totalMs: 66 },
};

const healthy: Reading = {
  ...sick,
  verdict: 'healthy',
  cause: null,
  came: 'status 200, body "ok"',
  status: 200,
};

const toll = {
  since: now - 3 * minute + 4 * second,
  ...{ made: 115, lost: 3, slow: 1 },
  ...{ firstLostAt: sickSince, lastLostAt: now },
  preboot: false,
};

const state: State = {
  ...newState('check-1', now),
  situation: { name: 'watching', since: now - 11 * minute, until: now, deadline: now },
  evidence: {
    ...noEvidence,
    sickInARow: 3,
    sickFirst: { at: sickSince, cause: 'status', came: sick.came },
    sickLast: { at: now, cause: 'status', came: sick.came },
    sickReached: 3,
    healthySince: now - 20 * second,
    rowTimes: [1, 3, 4, 6, 8].map((minutes) => now - minutes * minute),
    window: { healthy: 112, sick: 3, unknown: 1 },
  },
  currentId: 'release-29',
  ledger: [exampleEntry(29, { toll }), exampleEntry(27, { verdict: 'good' })],
};

/** The trouble that is open in most examples. */
export const incident: Incident = {
  id: `my-shop.${now.toString(36)}`,
  openedAt: sickSince,
  toldAt: sickSince,
  headline: 'v29 is failing and is NOT rolled back: v30 is being released right now',
  logAskedAt: sickSince,
};

/** The third sick reading of v29 has just come in. */
export const failing: Draft = inLook('crashed', 29, sick, { ...state, incident });

/** The same app, well again on the same release. */
export const well: Draft = inLook('up', 29, healthy, failing.state);

/** No trouble is open: v29 has just come, or has been there for a while. */
export const fresh: Draft = inLook('up', 29, healthy, {
  ...state,
  evidence: { ...state.evidence, unknownSince: now - 5 * minute },
  conditions: { blind: now - 9 * minute, slow: now - 9 * minute, flapping: now - 9 * minute },
});

/** The rollback was decided a good while ago. */
export const late: Draft = {
  ...failing,
  state: { ...failing.state, incident: { ...incident, openedAt: now - 17 * minute } },
};

/** No reading can be judged. */
export const unseen: Draft = withReading(fresh, {
  verdict: 'unknown',
  cause: 'dns',
  came: 'the name my-shop-0123456789ab.herokuapp.com was not found',
  phases: { ...sick.phases, connectMs: null, tlsMs: null, headersMs: null, bodyMs: null },
});

/** The answers take long. */
export const sluggish: Draft = withReading(fresh, {
  slow: true,
  phases: { ...sick.phases, headersMs: 2_404, totalMs: 2_432 },
});

/** Old dynos go on answering. */
export const mixed: Draft = inLook('up', 27, healthy, {
  ...state,
  ledger: [exampleEntry(29, { seenAt: now - 10 * minute }), ...state.ledger.slice(1)],
});

/** The rollback is current, and the app is sick on it. */
export const live: Draft = inLook('up', 30, sick, {
  ...failing.state,
  currentId: 'release-30',
  ledger: [exampleEntry(30), ...state.ledger],
});

/** The rollback is current, and the app is well on it. */
export const verifying: Draft = {
  ...moveTo(live, {
    ...{ name: 'verifying', since: now - minute, intent, early: false },
    ...{ until: now - minute / 2, deadline: now + 9 * minute },
  }),
  facts: { ...live.facts, reading: healthy },
};

/** The release of the example, or another one of the night. */
export function good({ state }: Draft, version = 29): LedgerEntry {
  const found = state.ledger.find((entry) => entry.version === version);
  if (found === undefined) throw new Error(`the night has no v${version}`);
  return found;
}

function read(text: string): { readonly app: App; readonly configuration: Configuration } {
  const parsed = parseConfiguration(text, 'the example', {});
  const [app] = parsed.ok ? parsed.configuration.apps : [];
  if (!parsed.ok || app === undefined) throw new Error("the examples' configuration is refused");
  return { app, configuration: parsed.configuration };
}

function withReading(draft: Draft, change: Partial<Reading>): Draft {
  return { ...draft, facts: { ...draft.facts, reading: { ...healthy, ...change } } };
}

function inLook(dyno: string, version: number, seen: Reading, remembered: State): Draft {
  return {
    app,
    configuration,
    checkHash: 'check-1',
    state: remembered,
    facts: {
      reading: seen,
      heroku: {
        app: {
          id: 'app-1',
          name: app.name,
          webUrl: 'https://my-shop-0123456789ab.herokuapp.com/',
          maintenance: false,
          releasedAt: now - 3 * minute,
          privateSpace: false,
        },
        releases: [31, 30, 29, 27].map((each) => exampleRelease(each)),
        dynos: [{ name: 'web.1', type: 'web', state: dyno, releaseVersion: version }],
        formation: [{ type: 'web', quantity: 1 }],
        preboot: false,
      },
      trouble: null,
      lastHealthyAt: now - 4 * minute,
      platform: null,
      fleetFull: null,
      others: null,
      version: null,
      pause: { app: null, fleet: null },
      github: { checks: null },
    },
    now,
    alerts: [],
    effect: null,
    report: null,
    muted: false,
    herokuMaintenance: false,
    maintenance: false,
    scored: true,
  };
}
