import type { SmallHeroku } from '../heroku/small-heroku.ts';
import type { Hear } from './happening.ts';

/** Tells what happens at the small Heroku: releases, rollbacks, dynos that come up and crash. */
export function narrateHeroku(heroku: SmallHeroku, hear: Hear): void {
  const say = (app: string, text: string) => hear({ kind: 'heroku', app, text });
  const told = new Set<string>();
  heroku.on('release', ({ app, action, release }) => {
    const { version, description, slugId } = release;
    const isRollback = description.startsWith('Rollback');
    if (action !== 'create' || slugId === null || isRollback) return;
    say(app, `v${version} is released by ${release.userEmail}`);
  });
  heroku.on('rollback', ({ app, release, target }) =>
    say(app, `v${release.version} is released: a rollback to v${target.version}`),
  );
  heroku.on('dyno', ({ app, name, state, releaseVersion, exitStatus }) => {
    const key = `${app} ${name} ${state} ${releaseVersion}`;
    if (told.has(key)) return;
    told.add(key);
    if (state === 'up') say(app, `${name} of v${releaseVersion} is up`);
    if (state === 'crashed') {
      say(app, `${name} of v${releaseVersion} crashed with exit status ${exitStatus}`);
    }
  });
}
