/**
 * A film strip for the decision: a small ledger of releases, a clock, one look after another. It
 * feeds what a look would really see (Heroku only where `factsWanted` asks for it) and remembers
 * what was said.
 */
import type { Alert } from '../../lib/core/alert.ts';
import type { App, Configuration } from '../../lib/core/app.ts';
import { type Decision, decide } from '../../lib/core/decide.ts';
import type { Effect, Input } from '../../lib/core/draft.ts';
import { type Facts, factsWanted } from '../../lib/core/facts.ts';
import type { HistoryEntry } from '../../lib/core/history.ts';
import type { Reading } from '../../lib/core/reading.ts';
import type { Release } from '../../lib/core/release.ts';
import type { Report } from '../../lib/core/report.ts';
import { type RollbackOutcome, settleRollback } from '../../lib/core/settle-rollback.ts';
import { newState, type State } from '../../lib/core/state.ts';
import { version } from '../../lib/core/version.ts';
import { type FilmWorld, githubOf, herokuOf, newWorld } from './film-world.ts';
import { dawn, second, testApp, testConfiguration, testReading } from './fixtures.ts';

export {
  dawn,
  hour,
  minute,
  second,
  testApp,
  testConfiguration,
  testReading,
} from './fixtures.ts';

export class Film {
  readonly app: App;
  readonly configuration: Configuration;
  readonly world: FilmWorld = newWorld();
  now = dawn;
  hash = 'check-1';
  state: State = newState('check-1', dawn);
  effect: Effect | null = null;
  /** What the last look wanted GitHub to be told. */
  report: Report | null = null;
  /** When the sweeps last saw the app healthy: their pulse remembers it. */
  private pulse: number | null = null;
  readonly said: Alert[] = [];
  /** Every decision with what it was made from, as the history would keep it. */
  readonly decisions: HistoryEntry[] = [];
  /** What decides: the real thing, unless a law is to be shown a broken one. */
  decider: typeof decide = decide;
  /** How often Heroku was asked for what. */
  reads = { releases: 0, dynos: 0, verdicts: 0 };

  constructor(app: Partial<App> = {}, configuration: Partial<Configuration> = {}) {
    this.app = testApp(app);
    this.configuration = { ...testConfiguration, ...configuration };
  }

  /** Adds a release at Heroku, current unless it says otherwise. */
  release(change: Partial<Release> = {}): Release {
    const version = Math.max(0, ...this.world.releases.map((release) => release.version)) + 1;
    const release: Release = {
      id: `release-${version}`,
      version,
      status: 'succeeded',
      current: true,
      eligibleForRollback: true,
      description: `Deploy ${version}${version}${version}`,
      userEmail: 'anna@example.com',
      artifact: `slug-${version}`,
      slugId: `slug-${version}`,
      addonPlans: [],
      createdAt: this.now,
      ...change,
    };
    if (release.current) this.world.releases = this.world.releases.map(notCurrent);
    this.world.releases = [release, ...this.world.releases];
    return release;
  }

  /** Changes a release at Heroku. */
  change(id: string, change: Partial<Release>): void {
    this.world.releases = this.world.releases.map((release) =>
      release.id === id
        ? { ...release, ...change }
        : change.current
          ? notCurrent(release)
          : release,
    );
  }

  /** One look after so much time; answers the kinds of what was said in it. */
  look(
    verdict: Reading['verdict'],
    options: { after?: number; reading?: Partial<Reading>; news?: boolean } = {},
  ): string[] {
    this.now += options.after ?? 5 * second;
    const reading = testReading(verdict, { at: this.now, ...options.reading });
    const input: Input = { ...this.input(), facts: this.facts(reading, options.news ?? false) };
    if (verdict === 'healthy') this.pulse = this.now;
    return this.take(input, null);
  }

  /** Several looks of the same kind; answers everything said in them. */
  looks(count: number, verdict: Reading['verdict'], after = 5 * second): string[] {
    return Array.from({ length: count }, () => this.look(verdict, { after })).flat();
  }

  /** What came of the rollback's call. */
  settle(outcome: RollbackOutcome): string[] {
    this.effect = null;
    const facts = this.facts(testReading('sick', { at: this.now }), false);
    return this.take({ ...this.input(), facts }, outcome);
  }

  /** Heroku takes the rollback that was decided: the release it makes of it. */
  accept(change: Partial<Release> = {}): Release {
    if (this.effect === null) throw new Error('no rollback was decided');
    const { target } = this.effect.intent;
    const release = this.release({
      description: `Rollback to v${target.version}`,
      artifact: target.artifact,
      ...change,
    });
    this.settle({ kind: 'accepted', release });
    return release;
  }

  /** An app whose first release was watched and found good, with nothing said of it left. */
  provenGood(): this {
    this.release();
    this.look('healthy');
    this.looks(130, 'healthy');
    if (this.state.situation.name !== 'steady') throw new Error(this.state.situation.name);
    this.said.length = 0;
    return this;
  }

  get situation(): State['situation']['name'] {
    return this.state.situation.name;
  }

  get last(): Alert {
    const alert = this.said.at(-1);
    if (alert === undefined) throw new Error('nothing was said');
    return alert;
  }

  verdictOf(version: number): string | undefined {
    return this.state.ledger.find((entry) => entry.version === version)?.verdict;
  }

  private input(): Omit<Input, 'facts'> {
    const { app, configuration, hash, state, now } = this;
    return { app, configuration, checkHash: hash, state, now };
  }

  private facts(reading: Reading, newsToo: boolean): Facts {
    const { world, state, app, now } = this;
    const current = world.releases.find((release) => release.current);
    const news = newsToo || current?.createdAt !== state.releasedAt;
    const wanted = factsWanted({ app, state, reading, news, listed: true, now });
    this.reads.releases += Number(wanted.releases);
    this.reads.dynos += Number(wanted.dynos);
    this.reads.verdicts += Number(wanted.verdict);
    const asked = wanted.releases && world.trouble === null;
    return {
      reading,
      heroku: asked ? herokuOf(world, app, wanted) : null,
      trouble: wanted.releases ? world.trouble : null,
      lastHealthyAt: this.pulse,
      platform: wanted.verdict ? world.platform : null,
      fleetFull: wanted.verdict ? world.fleetFull : null,
      others: wanted.verdict ? world.others : null,
      version:
        wanted.version && world.versionBody !== null
          ? { body: world.versionBody, commit: world.commit }
          : null,
      pause: world.pause,
      github: world.github === null ? null : githubOf(world, state, wanted),
    };
  }

  private take(input: Input, outcome: RollbackOutcome | null): string[] {
    const decision: Decision =
      outcome === null ? this.decider(input) : settleRollback(input, outcome);
    const revision = this.decisions.length + 1;
    this.decisions.push({ revision, madeBy: version, input, outcome, decision });
    this.state = decision.state;
    this.effect = decision.effect ?? this.effect;
    this.report = decision.report;
    this.said.push(...decision.alerts);
    return decision.alerts.map(({ kind }) => kind);
  }
}

function notCurrent(release: Release): Release {
  return { ...release, current: false };
}
