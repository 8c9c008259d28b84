/**
 * Stories made on purpose: what chance alone seldom brings together. Chance still chooses among
 * them and all that does not matter, and now and then it throws in a fault of its own.
 */
import type { Random } from '../random.ts';
import { makeFault } from './events.ts';
import { blameScenes } from './scenes/blame.ts';
import { callScenes } from './scenes/calls.ts';
import { fleetScenes } from './scenes/fleet.ts';
import { pauseScenes } from './scenes/pauses.ts';
import { placeScenes } from './scenes/places.ts';
import { minute, type Scene } from './scenes/scene.ts';
import { faultNames } from './story.ts';

const scenes = [...blameScenes, ...callScenes, ...pauseScenes, ...fleetScenes, ...placeScenes];

/** One of the scenes, played some time after `armedMs`. */
export function makeScene(random: Random, armedMs: number): Scene {
  const make = scenes[random.below(scenes.length)];
  if (make === undefined) throw new Error('there are no scenes');
  const at = armedMs + random.between(0, 2) * minute;
  const scene = make(random, at);
  if (!random.chance(0.2)) return scene;
  const fault = makeFault(random, random.pick(faultNames), at, lastOf(scene) + 6 * minute);
  return { ...scene, events: [...scene.events, fault] };
}

/** When the last of it begins. */
export function lastOf({ events }: Scene): number {
  return Math.max(...events.map(({ at }) => at));
}
