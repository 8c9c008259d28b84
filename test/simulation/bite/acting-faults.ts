/** Faults in how a rollback is decided, claimed, sent and followed. */
import { type PlantedFault, plant } from './fault.ts';

const evidence = 'lib/core/evidence.ts';
const target = 'lib/core/target.ts';

export const actingFaults: readonly PlantedFault[] = [
  plant(
    'a row of sick readings may be one too short',
    ['S1'],
    evidence,
    'sickInARow >= sustained.failures',
    'sickInARow + 1 >= sustained.failures',
  ),
  plant(
    'a row of sick readings may span no time',
    ['S1'],
    evidence,
    'sickLast.at - sickFirst.at >= sustained.forMs',
    'true',
  ),
  plant(
    'what is not known counts as sick',
    ['S1', 'S3'],
    'lib/reconcile/observe.ts',
    'if (!doubtful || (await world.control.networkWorks())) return reading;',
    'if (!doubtful || (await world.control.networkWorks()) || true) return reading;',
  ),
  plant(
    'a healthy answer in warm-up leaves the row of sick ones',
    ['S1'],
    'lib/core/decide/note-reading.ts',
    'return withState(draft, { evidence: withoutRow(state.evidence) });',
    'return draft;',
  ),
  plant(
    'any release can be blamed',
    ['S3', 'S7'],
    'lib/core/blameless.ts',
    'if (!current.attributable) {',
    'if (current.kind === "rollback") {',
  ),
  plant(
    'who comes after an attempt to mend can be blamed',
    ['S3'],
    'lib/core/decide/note-releases.ts',
    ' && healthyAt >= previous.seenAt',
    '',
  ),
  plant(
    'the target need not have been seen good',
    ['S4', 'S5'],
    target,
    "entry.verdict === 'good' && ",
    '',
  ),
  plant(
    'known bad code may be gone back to',
    ['S5'],
    target,
    'if (against.bad.has(artifact))',
    'if (false)',
  ),
  plant(
    "the culprit's own code may be gone back to",
    ['S5'],
    target,
    "artifact === against.culprit.artifact && against.culprit.kind !== 'config'",
    'false',
  ),
  plant(
    'a rollback that came late after others is not told',
    ['S8'],
    'lib/core/decide/note-rollback.ts',
    'if (release.version !== intent.newestVersion + 1) return',
    'if (false) return',
  ),
  plant(
    'it is sent again without a look at what the first call did',
    ['S6', 'S8', 'L6', 'S1'],
    'lib/core/decide/note-rollback.ts',
    'candidate.version > newestVersion &&',
    'candidate.version > newestVersion + 99 &&',
  ),
  plant(
    'a loser acts all the same',
    ['S15', 'S6', 'S8', 'L4'],
    'lib/reconcile/memory.ts',
    "return outcome === 'saved' ? { ...memory, revision, stored: true } : null;",
    'return outcome === null ? null : { ...memory, revision, stored: true };',
  ),
  plant(
    "the fleet's room is taken without the table's condition",
    ['S9'],
    'lib/reconcile/fleet-item.ts',
    "return (await store.save(item, revision)) === 'saved';",
    'return (await store.save(item, revision)) !== null;',
  ),
  plant(
    'a write does not ask for the revision that was read',
    ['S14', 'S6', 'S18'],
    'test/simulation/models/table-model.ts',
    "if (revision !== expectedRevision) return 'lost';",
    '',
  ),
];
