/** Simulated worlds whose apps exchange their names. */
import { play } from '../../simulation/play.ts';
import type { Story } from '../../simulation/story/story.ts';

const next: Readonly<Record<string, string>> = { shop: 'mail', mail: 'desk', desk: 'shop' };

/** The same text or story with each app under the next one's name. */
export function renamed<Named extends string | Story>(named: Named): Named {
  const text = typeof named === 'string' ? named : JSON.stringify(named);
  const other = text.replace(/\b(shop|mail|desk)\b/g, (name) => next[name] ?? name);
  return typeof named === 'string' ? (other as Named) : JSON.parse(other);
}

/** Everything that happens in a world, line by line. */
export async function tellWorld(story: Story): Promise<string> {
  const { told } = await play(story, { tells: true });
  return told.join('\n');
}
