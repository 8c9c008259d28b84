/** Makes a story that breaks a law shorter: what is not needed for it is left out. */
import { play } from './play.ts';
import type { Story } from './story/story.ts';

/** The shortest story found that still breaks the law: apps, then events, are left out. */
export async function shrink(story: Story, invariant: string): Promise<Story> {
  let shortest = story;
  for (let isShorter = true; isShorter; ) {
    isShorter = false;
    for (const candidate of shorterOnes(shortest)) {
      const { violation } = await play(candidate);
      if (violation?.invariant !== invariant) continue;
      shortest = candidate;
      isShorter = true;
      break;
    }
  }
  return shortest;
}

function* shorterOnes(story: Story): Generator<Story> {
  if (story.apps.length > 1) {
    for (const { name } of story.apps) {
      const events = story.events.filter(
        (event) => event.kind === 'fault' || !('app' in event.what) || event.what.app !== name,
      );
      yield { ...story, events, apps: story.apps.filter((app) => app.name !== name) };
    }
  }
  for (const left of story.events) {
    yield { ...story, events: story.events.filter((event) => event !== left) };
  }
}
