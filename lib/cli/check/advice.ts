import type { Cause, Reading } from '../../core/reading.ts';

/** What to do next about a reading, as one instruction. */
export function adviceFor(reading: Reading, app: string | null): string {
  const { verdict, cause, url, status } = reading;
  if (verdict === 'healthy' || cause === null) return 'nothing to do';
  if (verdict === 'unknown') return "check this machine's network and try again";
  const redirects = cause === 'status' && status !== null && status >= 300 && status < 400;
  return advice[redirects ? 'redirect' : cause]({
    app: app ?? 'APP',
    host: URL.parse(url)?.hostname ?? url,
  });
}

type Names = { readonly app: string; readonly host: string };

const advice: Readonly<Record<Cause, (names: Names) => string>> = {
  dns: ({ host }) => `check the name, and where it points to: \`dig ${host}\``,
  connect: ({ app }) => `see whether the app is up: \`heroku ps --app ${app}\``,
  tls: ({ app }) => `check that the address speaks TLS: \`heroku certs:auto --app ${app}\``,
  certificate: ({ app }) => `renew or replace it: \`heroku certs:auto --app ${app}\``,
  timeout: ({ app }) =>
    `see what it waits for: \`heroku logs --app ${app}\`; --timeout gives it longer`,
  redirect: () => 'probe the address it leads to; --redirects 3 follows on the same host',
  'too-large': () => 'let the health endpoint give a short answer',
  status: ({ app }) => `see why in the log: \`heroku logs --app ${app}\``,
  body: ({ app }) =>
    `if this answer is right, change what is expected; else \`heroku logs --app ${app}\``,
  json: ({ app }) =>
    `if this answer is right, change what is expected; else \`heroku logs --app ${app}\``,
};
