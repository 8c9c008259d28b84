/** A film whose app is at GitHub as well, and what GitHub was told in it. */
import { settleReport } from '../../lib/core/report.ts';
import { Film, minute } from './film.ts';
import { webDyno } from './scenes.ts';

/** The commit of v1 ends in 1, that of v2 in 2, and so on. */
export const commitOfVersion = (version: number) =>
  `1a5f89db30c1f0a6c2d3e4f5a6b7c8d9e0f1a2b${version}`;

/** A film whose GitHub accepts everything; `told` is what it has accepted, in order. */
export class TellingFilm extends Film {
  readonly told: string[] = [];

  override look(...seen: Parameters<Film['look']>): string[] {
    const kinds = super.look(...seen);
    this.acceptReport();
    return kinds;
  }

  private acceptReport(): void {
    const { report, state, now } = this;
    if (report === null) return;
    this.told.push(`${report.state}: ${report.description}`);
    // Every release has a commit of its own.
    const commit = commitOfVersion(Number(report.releaseId.slice(-1)));
    const outcome = { kind: 'accepted', commit } as const;
    this.state = settleReport(state, report, { outcome, now });
  }
}

/** A good v1 with v2 just deployed on it, at GitHub as well. */
export function deployed(change: ConstructorParameters<typeof Film>[0] = {}): TellingFilm {
  const film = new TellingFilm({ repository: 'acme/shop', ...change });
  film.world.github = { checks: { state: 'passing', passed: 1, names: [] } };
  film.provenGood();
  film.look('healthy');
  film.told.length = 0;
  film.now += minute;
  film.release();
  film.world.dynos = webDyno('up', 2);
  film.looks(2, 'healthy');
  film.said.length = 0;
  return film;
}
