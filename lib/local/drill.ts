/** The drill: the whole way on this machine, and whether it came true. */
import { appNames } from './drill/apps.ts';
import { checkStory } from './drill/checks.ts';
import type { Happening, Hear } from './drill/happening.ts';
import type { Mail } from './drill/mailbox.ts';
import { type Ending, play } from './drill/play.ts';
import { plot } from './drill/plot.ts';
import { drillToken, setStage } from './drill/stage.ts';

export { drillConfigurationText } from './drill/configuration.ts';
export type { Happening } from './drill/happening.ts';
export type { Mail } from './drill/mailbox.ts';

/** A drill whose story is over; its apps and lastgood go on until it is closed. */
export type Drill = {
  /** How the story ended. */
  readonly ending: Ending;
  /** Played to its end, and all of it came true. */
  readonly cameTrue: boolean;
  readonly mails: readonly Mail[];
  readonly apps: readonly { readonly name: string; readonly url: string }[];
  readonly herokuApiUrl: string;
  readonly herokuToken: string;
  close(): Promise<void>;
};

/**
 * Plays the whole story on this machine: a small Heroku with three apps, two broken releases, and
 * lastgood as it runs on AWS. `signal` stops it early. Whatever happens, nothing is left running
 * once the drill is closed, and nothing at all when this throws.
 */
export async function playDrill(hear: Hear, signal: AbortSignal): Promise<Drill> {
  const stage = await setStage(hear);
  try {
    const ending = await play(plot, stage, { hear, signal });
    const checks = ending === 'stopped' ? [] : await checkStory(stage);
    if (checks.length > 0) hear(checksScene);
    for (const check of checks) hear({ kind: 'check', check });
    return {
      ending,
      cameTrue: ending === 'played' && checks.every(({ ok }) => ok),
      mails: stage.mailbox.all(),
      apps: appNames.map((name) => ({ name, url: stage.heroku.appUrl(name) })),
      herokuApiUrl: stage.heroku.apiUrl,
      herokuToken: drillToken,
      close: stage.close,
    };
  } catch (error) {
    await stage.close();
    throw error;
  }
}

const checksScene: Happening = {
  kind: 'scene',
  title: 'What came true',
  text: "Asked of the apps, of Heroku's ledger and of the mail received, not of lastgood itself.",
};
