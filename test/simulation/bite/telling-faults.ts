/** Faults in what is judged good, what is said, and what is waited for. */
import { type PlantedFault, plant } from './fault.ts';

const releases = 'lib/core/decide/note-releases.ts';
const verifying = 'lib/core/decide/verifying.ts';

export const tellingFaults: readonly PlantedFault[] = [
  plant(
    'a release is good on a single reading',
    ['S12'],
    'lib/core/evidence.ts',
    'scored >= limits.provenReadingsMin &&',
    'scored >= 1 &&',
  ),
  plant(
    "old dynos' answers prove a release when preboot could not be read",
    ['S12'],
    'lib/core/warmup.ts',
    'heroku.preboot !== false',
    'heroku.preboot === true',
  ),
  plant(
    "old dynos' answers prove what a race has left",
    ['S12'],
    'lib/core/decide/recover.ts',
    "return state.situation.name === 'watching' && now < until",
    'return false',
  ),
  plant(
    'a rollback counts as done once it is current',
    ['S12', 'L6'],
    verifying,
    'return draft.facts.heroku !== null && hasRecovered(draft) && healthyMs >= draft.app.verifyMs;',
    'return draft.facts.heroku !== null && healthyMs >= 0;',
  ),
  plant(
    'a check that changed goes on convicting',
    ['S13'],
    'lib/core/decide/note-check.ts',
    'if (state.checkHash === checkHash) return draft;',
    'if (state.checkHash.length > 0) return draft;',
  ),
  plant(
    'an old read of Heroku makes a bad release a new one',
    ['S18', 'S6', 'L2'],
    'lib/core/facts.ts',
    "const old = known && (newest === undefined || newest.status === 'pending');",
    'const old = false;',
  ),
  plant(
    'a release between two reads is never noticed',
    ['L7'],
    releases,
    'return explained || old ? releasedAt : state.releasedAt;',
    'return explained || old ? releasedAt : releasedAt;',
  ),
  plant(
    'nobody is told that the app is down',
    ['L1', 'L5'],
    'lib/core/decide/convict.ts',
    "const told = tellIncident(draft, appTexts.appDown(draft, excuse ?? 'no release is known'));",
    'const told = draft;',
  ),
  plant(
    'nobody is told of a rollback that did not help',
    ['L1'],
    verifying,
    'const told = tellIncident(withdrawn, failures.rollbackIneffective(draft, intent));',
    'const told = withdrawn;',
  ),
  plant(
    'nobody is told why nothing is done',
    ['L1', 'L5'],
    'lib/core/decide/convict.ts',
    'return moveTo(news ? tellIncident(draft, spoken) : draft,',
    'return moveTo(draft,',
  ),
  plant(
    'an incident that a release ends is closed in silence',
    ['L2'],
    releases,
    'tellAndClose(draft, texts.superseded(before, draft));',
    'withState(draft, { incident: null });',
  ),
  plant(
    'nobody is reminded of an open incident',
    ['L2'],
    'lib/core/decide/remind.ts',
    'return tell(draft, reminder(draft, incident));',
    'return draft;',
  ),
  plant(
    'an alert leaves its outbox although SNS refused it',
    ['L4'],
    'lib/reconcile/publish.ts',
    'if (published.ok) return true;',
    'if (published.ok || published.canRetry) return true;',
  ),
  plant(
    'an alert waits for a sweep for as long as none comes',
    ['L4'],
    'lib/core/shared-trouble.ts',
    'waitsUntil: now + limits.groupWaitMs',
    'waitsUntil: now + 100 * limits.groupWaitMs',
  ),
  plant(
    'nobody stays to send what waits',
    ['L4'],
    'lib/watch.ts',
    "return { kind: look.waits ? 'rest' : 'leave', look };",
    "return { kind: 'leave', look };",
  ),
  plant(
    'a watch has no end',
    ['L3', 'L2'],
    'lib/core/decide/judge-watch.ts',
    'return draft.maintenance ? beginWatching(draft) : unproven(draft, current);',
    'return draft;',
  ),
  plant(
    'who is well again goes on being held',
    ['L2'],
    'lib/core/decide/judge-situation.ts',
    'if (hasRecovered(draft)) return recover(draft);\n  const culprit',
    'const culprit',
  ),
  plant(
    'a release that is bad is not rolled back, and all is well',
    ['L5', 'L1'],
    'lib/core/decide/recover.ts',
    "draft.facts.reading.verdict === 'sick' &&",
    "draft.facts.reading.verdict === 'unknown' &&",
  ),
];
