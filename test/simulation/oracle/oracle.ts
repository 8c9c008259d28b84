/**
 * Watches a world: every probe, write, call and message is held against the invariants. Which law
 * checks which of them (docs/safety.md says what they promise; S17, approvals, does not exist):
 *
 * | invariant | checked | by |
 * | --- | --- | --- |
 * | S1, S2, S3, S13 | at each POST | evidence-laws |
 * | S4, S5, S7, S11 | at each POST | post-laws |
 * | S6 | at each plan and POST | plan-laws, post-laws |
 * | S8 | at each POST, at the end | post-laws: `checkFence`; end-laws: `checkRaces` |
 * | S9 | at each plan | plan-laws |
 * | S10 | at each plan and POST | shared-cause-law; platform-law; post-laws: `checkBoundaries` |
 * | S12, S18 | at each write of an app | turn-laws: `checkVerdicts` |
 * | S14 | at each write | `committed` |
 * | S15 | at each POST | post-laws: `checkPost` |
 * | S16 | at each plan and POST | post-laws: `checkBoundaries`; pause-laws |
 * | L1 | at each write of an app | turn-, version-, window-, pause-, older-law, damage-book |
 * | L2 | at each write, at the end | turn-laws: `checkIncident`; end-, pause-, maintenance-laws |
 * | L3 | at the end | end-laws: `checkWaits` |
 * | L4 | at each write and message, at the end | alert-book; waiting-law |
 * | L5 | at each write, at the end | turn-laws: `checkSaid`; end-laws; pause-laws |
 * | L6 | at each write of an app | turn-laws: `checkSaid`, `checkVerdicts` |
 * | L7 | at each write, at the end | turn-laws: `checkFresh`; end-laws: `checkNoticed` |
 */
import type { Item } from '../../../lib/adapters/dynamodb.ts';
import { fleetKey } from '../../../lib/core/fleet.ts';
import type { Release } from '../../../lib/core/release.ts';
import type { State } from '../../../lib/core/state.ts';
import { stateOf } from '../../../lib/reconcile/memory.ts';
import type { Invocation } from '../invocation.ts';
import type { ModelApp } from '../models/heroku-model.ts';
import type { Truth } from '../models/router-model.ts';
import type { Simulation } from '../simulation.ts';
import { AlertBook } from './alert-book.ts';
import { claimOf } from './claim-of.ts';
import { countTurn } from './count-turn.ts';
import { DamageBook } from './damage-book.ts';
import { checkEnd } from './end-laws.ts';
import { checkMaintenance, MaintenanceBook } from './maintenance-law.ts';
import { checkOlderTold } from './older-law.ts';
import { PauseBook } from './pause-book.ts';
import { checkPausesTold, checkPlanPaused } from './pause-laws.ts';
import { checkPlan } from './plan-laws.ts';
import { checkPlatformHold, checkPlatformPlan, PlatformBook } from './platform-law.ts';
import { checkPost } from './post-laws.ts';
import { AppRecord, type Claim, type Sent, type Violation } from './records.ts';
import { checkSharedCause, countSharedCause, SweepBook } from './shared-cause-law.ts';
import { checkTurn } from './turn-laws.ts';
import { checkWindow } from './window-laws.ts';

export class Oracle {
  readonly violations: Violation[] = [];
  readonly apps = new Map<string, AppRecord>();
  readonly alerts: AlertBook;
  readonly pauses: PauseBook;
  readonly sweeps: SweepBook;
  readonly platform: PlatformBook;
  readonly maintenance: MaintenanceBook;
  readonly damage: DamageBook;
  private readonly simulation: Simulation;
  private readonly counted = new Set<Truth>();

  constructor(simulation: Simulation) {
    this.simulation = simulation;
    this.alerts = new AlertBook(this.break, simulation);
    this.pauses = new PauseBook(() => simulation.now);
    this.sweeps = new SweepBook(simulation);
    this.platform = new PlatformBook(simulation);
    this.maintenance = new MaintenanceBook(() => simulation.now);
    this.damage = new DamageBook(this, () => simulation.now);
    for (const { name } of simulation.story.apps) this.apps.set(name, new AppRecord());
  }

  readonly break = (invariant: string, text: string): void => {
    this.simulation.tell(() => `!!! ${invariant}: ${text}`);
    this.violations.push({ invariant, at: this.simulation.now, text });
  };

  record(name: string): AppRecord {
    const record = this.apps.get(name);
    if (record === undefined) throw new Error(`the story has no app ${name}`);
    return record;
  }

  probed(_invocation: Invocation, truth: Truth): void {
    this.record(truth.app).probes.push(truth);
  }

  releasesRead(_app: ModelApp, _releases: readonly Release[]): void {
    this.simulation.reach.count('deed', 'releases-read');
  }

  lost(_invocation: Invocation, _item: Item): void {
    this.simulation.reach.count('deed', 'write-lost');
  }

  broke(error: unknown): void {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.break('no exceptions', text);
  }

  committed(invocation: Invocation, before: Item | null, item: Item): void {
    const seen = before?.revision ?? 0;
    if (item.revision !== seen + 1) {
      this.break('S14', `${item.key} went from revision ${seen} to ${item.revision}`);
    }
    const added = this.alerts.note(before, item);
    for (const { kind } of added) this.simulation.reach.count('alert', kind);
    if (item.key.startsWith('pulse#')) {
      this.sweeps.swept(Number(item.key.slice('pulse#'.length)), invocation);
    }
    this.damage.written(item.key, added);
    if (item.key === fleetKey) this.platform.written(invocation);
    if (!item.key.startsWith('app#')) return;
    const name = item.key.slice('app#'.length);
    const record = this.record(name);
    const state = stateOf(item);
    if (state === null) {
      this.break('S14', `${item.key} holds what cannot be read back`);
      return;
    }
    const was = record.state;
    this.keep(invocation, name, state);
    const turn = { name, record, was, state, added, simulation: this.simulation };
    countTurn(this.simulation.reach, was, state);
    checkTurn(turn, this.break);
    countSharedCause(turn, invocation);
    checkPlatformHold(turn, invocation, this.break);
    checkOlderTold(turn, invocation, this.break);
    record.state = state;
    const claim = claimOf(was, state);
    if (claim !== null) this.claimed(invocation, name, { ...claim, state }, was);
    checkWindow(turn, invocation, this.break);
  }

  posted(invocation: Invocation, sent: Sent): void {
    const { made, refused } = sent;
    const how = made === null ? (refused ? 'refused' : 'lost') : `made v${made.version}`;
    this.simulation.tell(() => `${invocation.name} POSTs to ${sent.target}: ${how}`);
    this.simulation.reach.count('deed', `post ${made === null ? how : 'made'}`);
    const record = this.record(sent.name);
    checkPost({ invocation, sent, record, simulation: this.simulation }, this.break);
  }

  end(calmSince: number): void {
    const { now, story } = this.simulation;
    this.alerts.checkDelivered(now - 3 * story.sweepMs);
    checkPausesTold({ simulation: this.simulation, calmSince }, this.break);
    checkMaintenance({ simulation: this.simulation, calmSince }, this.break);
    for (const [name, record] of this.apps) {
      checkEnd({ name, record, simulation: this.simulation, calmSince }, this.break);
    }
  }

  /** A look's first write keeps its reading. */
  private keep(invocation: Invocation, name: string, state: State): void {
    const truth = invocation.probes.get(name);
    if (truth === undefined || this.counted.has(truth)) return;
    this.counted.add(truth);
    const crashed = truth.current.code.quality === 'crash';
    const booting = state.situation.name === 'warmup' && !crashed;
    this.record(name).kept.push({
      truth,
      at: truth.at,
      savedAt: this.simulation.now,
      check: invocation.checks.get(name) ?? 0,
      scored: !booting && !truth.maintenance,
      invocation: invocation.id,
    });
  }

  private claimed(
    invocation: Invocation,
    name: string,
    claim: Pick<Claim, 'plan' | 'intent' | 'state'>,
    was: State | null,
  ): void {
    const record = this.record(name);
    const whole: Claim = {
      ...claim,
      at: this.simulation.now,
      keptCount: record.kept.length,
      platform: invocation.platformOf(name),
      web: invocation.webDynos(name),
      probe: invocation.probes.get(name) ?? null,
      check: invocation.checks.get(name) ?? 0,
      invocation: invocation.id,
    };
    const { simulation } = this;
    const { culprit, target } = claim.intent;
    const what = `${name} v${culprit.version} -> v${target.version}`;
    simulation.tell(() => `${invocation.name} ${claim.plan ? 'plans' : 'claims again'}: ${what}`);
    if (claim.plan) checkPlan({ name, claim: whole, simulation }, this.break);
    checkPlanPaused({ name, claim: whole, invocation, simulation }, this.break);
    checkPlatformPlan({ name, claim: whole, invocation, simulation }, this.break);
    checkSharedCause(name, whole, was, { simulation, breakLaw: this.break });
    record.claims.push(whole);
    invocation.claims.set(name, { at: whole.at, culprit: culprit.id });
  }
}
