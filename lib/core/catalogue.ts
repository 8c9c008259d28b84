/**
 * Everything that lastgood can say: each kind of alert with how loud it is and when it is said.
 * What it says is in `texts/`, an example of each in `catalogue/examples.ts`.
 */
import type { Severity } from './alert.ts';

/** One kind of alert. */
export type CatalogueEntry = {
  /** The louder one first, where it is not always the same. */
  readonly severities: readonly Severity[];
  /** When it is said: one sentence. */
  readonly when: string;
};

const critical = says('critical');
const warning = says('warning');
const info = says('info');
const resolved = says('resolved');

/** By kind, in the order in which an engineer would want to read of them. */
export const catalogue = {
  // A release is to blame.
  'rollback-started': critical('A release is to blame, and its rollback is on its way to Heroku.'),
  'would-roll-back': critical('A release is to blame, and only a person may roll it back.'),
  'rollback-held': critical('A release is to blame, and something forbids to roll it back.'),

  'cause-found': info("The app's log tells something of the cause (once in an incident)."),

  // A rollback in its good course.
  'rollback-current': info('Heroku has made the rollback current; the app is being verified.'),
  'rolled-back': resolved('The app has been healthy on the rollback for long enough.'),

  // A rollback that has to be waited for, or that people have to look after.
  'rollback-delayed': critical('The rollback was not sent yet, or its answer was lost.'),
  'rollback-slow': critical('The rollback is not current a quarter of an hour after it was sent.'),
  'rollback-stuck': critical('The rollback is not current after all the time that it can take.'),
  'rollback-unknown': critical('The time is over, and Heroku shows nothing of a rollback.'),
  'rollback-late': warning('A rollback that was given up has become current after all.'),
  'rollback-refused': critical('Heroku has refused the rollback for good.'),
  'rollback-release-failed': critical('The release that Heroku made of the rollback has failed.'),
  'rollback-raced': critical('The rollback came right after a release that nobody had judged.'),
  'rollback-ineffective': critical('The rollback is current, and the app is still sick.'),
  'rollback-unverified': critical(
    'The rollback is current, and nothing shows that the app is well.',
  ),

  // The app, whatever its release.
  'app-down': critical('The app is sick for long enough, and no release is to blame.'),
  recovered: resolved('The app is healthy again without a rollback.'),
  reminder: says('critical', 'warning')('An incident is still open (repeated every `remind`).'),
  'check-armed': info('The health check passes as it is now configured.'),
  'check-never-passed': warning('The health check has not passed since it is configured so.'),
  'check-passed': resolved('The health check passes at last.'),

  // Releases.
  'release-detected': info('A release has become current, and can be blamed if the app fails.'),
  'watch-without-baseline': warning('A release has become current that cannot be blamed.'),
  'known-bad-redeployed': warning('A release has become current with code that was found bad.'),
  superseded: resolved('A newer release has taken the place of an open incident.'),
  'release-good': info('The watch is over, and the release is one to go back to.'),
  'release-inconclusive': warning('The watch is over, and too little was seen for a verdict.'),
  'release-phase-failed': warning('A release has failed before it became current.'),
  'release-stuck': warning('A release is pending for longer than Heroku lets one be.'),
  'rollout-stuck': warning('Dynos of an older release run ten minutes after a newer one came.'),
  'rollout-over': resolved('Only dynos of the current release run.'),
  'version-unread': warning('The version endpoint has not answered under a good release.'),
  'version-unchanged': warning('The version endpoint says the same under other code.'),
  'version-mismatch': warning('The version endpoint names another commit than was deployed.'),
  'checks-wanting': warning('The commit of the release has no passing checks (`checks: warn`).'),
  'checks-held': critical(
    'The commit of the release has no passing checks (`checks: hold`, repeated every `remind`).',
  ),
  'checks-over': resolved('No checks hold the release any more.'),

  // Conditions that change no verdict.
  flapping: warning('The app is sick again and again, never for long enough to act.'),
  calm: resolved('The app no longer flaps.'),
  slow: warning('The answers are right, and slower than `within`.'),
  fast: resolved('The answers are within the limit again.'),
  'certificate-expires': warning('The certificate ends soon (repeated daily).'),
  'certificate-renewed': resolved('The app serves a newer certificate.'),
  paused: warning('Somebody has paused the app, or all apps (repeated daily).'),
  'pause-ended': resolved('A pause is over.'),
  'maintenance-lasts': warning(
    "Heroku's maintenance mode has been on for four hours, perhaps forgotten (repeated daily).",
  ),
  'maintenance-over': resolved("Heroku's maintenance mode is over, after it was on for long."),

  // lastgood itself.
  'monitor-blind': critical('No reading of the app could be judged for as long as `blind` says.'),
  'monitor-sees': resolved('A reading of the app could be judged again.'),
  'heroku-unreadable': critical('Heroku does not let lastgood look: at one app, or at all.'),
  'heroku-readable': resolved('Heroku lets lastgood look again.'),
  'github-trouble': warning('GitHub refuses the token, or an app cannot be asked or told of.'),
  'github-well': resolved('GitHub answers again, or is not needed any more.'),
  'app-missing': warning('apps.yml names an app that the Heroku account does not see.'),
  'app-found': resolved('The account sees the app again, or apps.yml names it no more.'),
  'not-looked-at': critical(
    'Nobody has looked at an app for five minutes, or three slow sweeps (repeated daily).',
  ),
  'looked-at-again': resolved('Apps that nobody looked at are looked at again.'),
  'subscribers-unknown': warning(
    'For an hour it could not be listed who is subscribed to the alerts (repeated daily).',
  ),
  'subscribers-known': resolved('It can be listed again who is subscribed.'),
  digest: info('Once a day, at `digest`: how all apps are, so that silence means health.'),
  'dead-letter': warning('A message of the queue failed three times; its content is in the alert.'),
  'state-unreadable': critical('What was remembered of an app cannot be read.'),
  test: info('Somebody asks by `lastgood alert --test` whether alerts get through.'),
  'alert-unreadable': critical('An alert that waited to be sent cannot be read; it is sent raw.'),
} as const satisfies Readonly<Record<string, CatalogueEntry>>;

/** Every kind of alert that there is. */
export type Kind = keyof typeof catalogue;

/** All of them, in the catalogue's order. */
export const kinds = Object.keys(catalogue) as readonly Kind[];

function says(...severities: readonly Severity[]) {
  return (when: string): CatalogueEntry => ({ severities, when });
}
