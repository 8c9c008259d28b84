/** Faults at a bound: `<` for `<=`, one too many, an order turned round, a wait left out. */
import { type PlantedFault, plant, plantAll } from './fault.ts';

const evidence = 'lib/core/evidence.ts';
const reconcile = 'lib/reconcile.ts';
const releases = 'lib/core/decide/note-releases.ts';

export const boundFaults: readonly PlantedFault[] = [
  plant(
    'a rollback more a day than is allowed',
    ['S9'],
    'lib/core/guards.ts',
    'today >= perAppADay',
    'today > perAppADay',
  ),
  plant(
    'the cooldown is over at once',
    ['S9'],
    'lib/core/guards.ts',
    'draft.now - newest < cooldownMs',
    'draft.now - newest < 0',
  ),
  plant(
    'one rollback more at once',
    ['S9'],
    'lib/core/fleet.ts',
    'inFlight.length >= fleetAtOnce',
    'inFlight.length > fleetAtOnce',
  ),
  plant(
    'one rollback more an hour',
    ['S9'],
    'lib/core/fleet.ts',
    'lastHour >= fleetAnHour',
    'lastHour > fleetAnHour',
  ),
  plant(
    "who finds no room in the fleet's item goes on",
    ['S9'],
    reconcile,
    'if (effect !== null && !(await takeRoom(world, app, effect.intent.culprit.id))) return null;',
    'if (effect !== null) await takeRoom(world, app, effect.intent.culprit.id);',
  ),
  plant(
    'one call more than two',
    ['S6'],
    'lib/core/decide/pursue-rollback.ts',
    'intent.sends >= limits.rollbackSendsMax',
    'intent.sends > limits.rollbackSendsMax',
  ),
  plant(
    'it is sent again while the first call may be under way',
    ['S6', 'S8'],
    'lib/core/limits/decision.ts',
    'resendAfterMs: 60_000,',
    'resendAfterMs: 0,',
  ),
  plant(
    'what may have been carried out does not count as sent',
    ['S6'],
    'lib/core/settle-rollback.ts',
    'if (trouble.maybeDone) return',
    'if (false) return',
  ),
  plantAll(
    'the alerts follow after the claim instead of in it',
    ['L1', 'L5'],
    {
      file: reconcile,
      find: 'const next = remember(memory, decision);',
      put: 'const next = remember(memory, { ...decision, alerts: [] });',
    },
    {
      file: reconcile,
      find: 'return save(world, app, next);',
      put: `const saved = await save(world, app, next);
  return saved && { ...saved, outbox: [...saved.outbox, ...decision.alerts] };`,
    },
  ),
  plant(
    'the call goes out before its claim is stored',
    ['S15', 'S8', 'S6'],
    reconcile,
    'return save(world, app, next);',
    `if (effect !== null) await performRollback(world, app, effect.intent);
  return save(world, app, next);`,
  ),
  plant(
    'what could not be judged is one more of the sick row',
    ['S1'],
    evidence,
    'return withUnknown(evidence, reading.at);',
    'return withSick(evidence, reading, app, gapMsMax);',
  ),
  plant(
    'a row goes on after a long silence',
    ['S1'],
    evidence,
    'last !== null && reading.at - last.at <= gapMsMax',
    'last !== null',
  ),
  plant(
    'an app that was well long ago was well before the release',
    ['S3'],
    releases,
    'healthyAt >= release.createdAt - limits.baselineAgeMsMax && ',
    '',
  ),
  plant(
    'what comes to a sick app can be blamed',
    ['S3'],
    releases,
    'wellBefore && !sickBefore',
    'wellBefore',
  ),
  plant(
    'a probation never ends',
    ['S3'],
    'lib/core/blameless.ts',
    'probationMs !== null && ageMs > probationMs',
    'probationMs !== null && ageMs < 0',
  ),
  plant(
    'a race is not told',
    ['S8'],
    'lib/core/decide/note-rollback.ts',
    'if (release.version !== intent.newestVersion + 1) return race(marked, adopted, release);\n',
    '',
  ),
];
