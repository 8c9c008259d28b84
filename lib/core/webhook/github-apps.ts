/** Which of our apps GitHub means. */
import type { App } from '../app.ts';

/** What GitHub says of a deployment; null: it does not. */
export type Deployment = {
  readonly environment: string | null;
  /** Where the deployed app answers. */
  readonly url: string | null;
  /** As `owner/name`. */
  readonly repository: string | null;
};

/**
 * The names of the apps that a deployment is about: those whose environment it names, in their own
 * repository where they name one, and those whose address it gives.
 */
export function appsDeployed(apps: readonly App[], deployment: Deployment): readonly string[] {
  const url = deployment.url === null ? null : URL.parse(deployment.url);
  return apps
    .filter((app) => isEnvironmentOf(app, deployment) || (url !== null && isAddressOf(app, url)))
    .map(({ name }) => name);
}

/** The names of the apps whose code is in a repository. */
export function appsOfRepository(apps: readonly App[], repository: string): readonly string[] {
  return apps.filter((app) => isSame(app.repository, repository)).map(({ name }) => name);
}

function isEnvironmentOf(app: App, { environment, repository }: Deployment): boolean {
  if (!isSame(app.environment ?? app.name, environment)) return false;
  return app.repository === null || repository === null || isSame(app.repository, repository);
}

/** GitHub takes neither for case-sensitive. */
function isSame(ours: string | null, theirs: string | null): boolean {
  return ours !== null && ours.toLowerCase() === theirs?.toLowerCase();
}

/**
 * The host of the app's health endpoint, or Heroku's own: `NAME.herokuapp.com`, for apps since June
 * 2023 with twelve characters more (Dev Center, "App names and subdomains").
 */
function isAddressOf({ name, check }: App, { host, hostname }: URL): boolean {
  if (!check.health.startsWith('/') && URL.parse(check.health)?.host === host) return true;
  const label = /^([a-z0-9-]+)\.herokuapp\.com$/.exec(hostname)?.[1];
  if (label === undefined) return false;
  return label === name || label.replace(/-[0-9a-f]{12}$/, '') === name;
}
