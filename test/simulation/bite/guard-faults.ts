/** Guards that are not asked, and guards that are deleted together with what stands behind them. */
import { type PlantedFault, plant, plantAll, withoutGuard } from './fault.ts';

const guards = 'lib/core/guards.ts';
const settle = 'lib/core/settle-rollback.ts';

export const guardFaults: readonly PlantedFault[] = [
  withoutGuard('mode', ['S16'], "  { name: 'mode', blocks: ofMode },\n"),
  withoutGuard('reached', ['S1'], "  { name: 'reached', blocks: ofReached },\n"),
  withoutGuard(
    'rollback-of-rollback',
    ['S7'],
    "  { name: 'rollback-of-rollback', blocks: ofRollback },\n",
  ),
  withoutGuard('once', ['S6'], "  { name: 'once', blocks: ofOnce },\n"),
  withoutGuard(
    'target',
    ['L1', 'L5'],
    "  { name: 'target', blocks: ({ target }) => " +
      "(target.kind === 'none' ? target.reason : null) },\n",
  ),
  withoutGuard('add-on', ['S11'], "  { name: 'add-on', blocks: ofAddOn },\n"),
  withoutGuard('release-phase', ['S11'], "  { name: 'release-phase', blocks: ofReleasePhase },\n"),
  withoutGuard('web-dynos', ['S1'], "  { name: 'web-dynos', blocks: ofWebDynos },\n"),
  withoutGuard(
    'paused',
    ['S16'],
    "  { name: 'paused', blocks: ({ draft }) => pausedReason(draft.facts.pause, draft.now) },\n",
  ),
  withoutGuard('correlation', ['S10'], "  { name: 'correlation', blocks: ofCorrelation },\n"),
  plant(
    'a wave that is slower than five minutes holds nobody',
    ['S10'],
    'lib/core/correlation.ts',
    'return most && unreleased(own, wave).length > 0',
    'return false && most',
  ),
  plant(
    'what maintenance hid of a sickness counts for nothing',
    ['S10'],
    'lib/core/others.ts',
    'return hiddenSince < since ?',
    'return false ?',
  ),
  withoutGuard('platform', ['S10'], "  { name: 'platform', blocks: ofPlatform },\n"),
  plant(
    'a status page that was red is forgotten once it cannot be read',
    ['S10'],
    'lib/core/platform.ts',
    'const lasts = before &&',
    'const lasts = false && before &&',
  ),
  plant(
    'a status page that was red holds for ever while it cannot be read',
    ['L5'],
    'lib/core/platform.ts',
    'Math.abs(now - before.at) < limits.platformRememberedMs',
    'Math.abs(now - before.at) >= 0',
  ),
  plant(
    'what the status page shows is not written down',
    ['S10'],
    'lib/reconcile/keep-platform.ts',
    'if (fleet === null || platform === fleet.platform) return;',
    'if (fleet === null || platform !== null) return;',
  ),
  withoutGuard('budget', ['S9'], "  { name: 'budget', blocks: ofBudget },\n"),
  withoutGuard(
    'fleet',
    ['S9', 'L5'],
    "  { name: 'fleet', blocks: ({ draft }) => draft.facts.fleetFull },\n",
  ),
  plantAll(
    'the guard "readable" is deleted, and a target that was not read is taken from memory',
    ['S1'],
    { file: guards, find: '  { name: passingGuard, blocks: ofReadable },\n', put: '' },
    {
      file: 'lib/core/target.ts',
      find: 'const release = releases.find((candidate) => candidate.id === entry.id);',
      put: `const memory = { ...entry, status: 'succeeded', eligibleForRollback: true } as never;
      const release = releases.length === 0 ? memory : releases.find(({ id }) => id === entry.id);`,
    },
  ),
  plantAll(
    'the guard "maintenance" is deleted, and what is sick in maintenance is scored',
    ['S1'],
    { file: guards, find: "  { name: 'maintenance', blocks: ofMaintenance },\n", put: '' },
    {
      file: 'lib/core/decide/note-reading.ts',
      find: '  if (maintenance && sick) return false;\n',
      put: '',
    },
  ),
  plantAll(
    'the guard "pending" is deleted, and the fence lets pass what it knew of',
    ['S8'],
    { file: guards, find: "  { name: 'pending', blocks: ofPending },\n", put: '' },
    {
      file: settle,
      find: 'const wasStuck = intent.plannedAt - createdAt > limits.pendingMsMax;',
      put: 'const wasStuck = version <= intent.newestVersion || createdAt < 0;',
    },
  ),
  plantAll(
    'the guard "current" is deleted, and the fence does not ask what is current',
    ['S8'],
    { file: guards, find: "  { name: 'current', blocks: ofCurrent },\n", put: '' },
    { file: settle, find: 'if (current?.id !== culprit.id) {', put: 'if (false) {' },
  ),
  plant(
    'no fresh read before the POST is heeded',
    ['S8'],
    'lib/reconcile/perform.ts',
    'if (reason !== null) return',
    'if (false) return',
  ),
  plant(
    'a release under way stops no POST',
    ['S8'],
    settle,
    'return pending === undefined ?',
    'return true ?',
  ),
];
