/** A played film as text, for whoever has to find out what went wrong in it. */
import { dawn } from '../film.ts';
import type { Frame, RandomFilm } from './random-film.ts';

/** The steps, and every decision in which anything changed. */
export function tellStory({ steps, frames, posts }: RandomFilm): string {
  const lines = frames
    .filter(
      ({ before, after, alerts, effect }) =>
        alerts.length > 0 || effect !== null || before.situation.name !== after.situation.name,
    )
    .map(line);
  const calls = posts.map(
    ({ effect, at, fate }) => `${seconds(at)} call for ${effect.intent.culprit.id}: ${fate}`,
  );
  return [...steps.map((step) => JSON.stringify(step)), ...lines, ...calls].join('\n');
}

function line({ at, verdict, before, after, alerts, effect, current }: Frame): string {
  const turn = `${before.situation.name} -> ${after.situation.name}`;
  const said = alerts.map(({ kind }) => kind).join(', ');
  const sent = effect === null ? '' : ` SENDS v${effect.intent.target.version}`;
  return `${seconds(at)} v${current?.version} ${verdict ?? 'call'}: ${turn} [${said}]${sent}`;
}

function seconds(at: number): string {
  return `${((at - dawn) / 1000).toFixed(3)} s`;
}
