/** What each guard makes sure of: the sentence that is true when it lets pass. */
const words: Readonly<Record<string, string>> = {
  mode: 'apps.yml lets lastgood act on this app by itself',
  paused: 'nobody has paused it',
  readable: 'Heroku could be read in this very look',
  current: 'the culprit is what runs, in a read made in this look',
  reached: 'at least one of the sick readings reached the app',
  'rollback-of-rollback': 'the culprit is itself no rollback',
  once: 'the culprit was not rolled back before',
  pending: 'no newer release is on its way',
  target: 'there is a release to go back to that was seen good',
  'add-on': "no add-on's configuration would be lost",
  'release-phase': 'releasePhase lets the app be rolled back',
  maintenance: 'the app is not in maintenance',
  'web-dynos': 'the app has web dynos',
  platform: 'Heroku reports no trouble of its own',
  correlation: 'no other app shares the trouble, as far as the sweeps saw',
  budget: "the app's cooldown and its daily bound have room",
  fleet: "the fleet's bounds have room",
};

/** A guard that is newer than these words is told by its name. */
export function guardWords(name: string): string {
  return words[name] ?? `"${name}" has nothing against it`;
}
