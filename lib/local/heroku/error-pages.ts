// The pages that Heroku's router answers with itself (Dev Center: error codes, error pages).

/** A router error code with the words of its log line and the status of its answer. */
export type RouterError = {
  readonly code: string;
  readonly description: string;
  readonly status: number;
  readonly level: 'error' | 'info';
};

/** The codes that this router can give. The client sees the status and a page, never the code. */
export const routerErrors = {
  appCrashed: failure('H10', 'App crashed'),
  requestTimeout: failure('H12', 'Request timeout'),
  closedWithoutResponse: failure('H13', 'Connection closed without response'),
  noWebProcesses: failure('H14', 'No web processes running'),
  idleConnection: failure('H15', 'Idle connection'),
  serverInterrupted: failure('H18', 'Server Request Interrupted'),
  bootTimeout: failure('H20', 'App boot timeout'),
  connectionRefused: failure('H21', 'Backend connection refused'),
  clientInterrupted: failure('H27', 'Client Request Interrupted', 499, 'info'),
  maintenanceMode: failure('H80', 'Maintenance mode', 503, 'info'),
  blankApp: failure('H81', 'Blank app', 502, 'info'),
} as const;

/**
 * An answer of the router's own. It carries no Via header: that is how a prober can tell it from
 * the app's.
 */
export type ErrorPage = {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** The page for an error. An app may put its own in place of Heroku's by these two config vars. */
export function errorPage(
  error: RouterError,
  configVars: Readonly<Record<string, string>>,
): ErrorPage {
  const isMaintenance = error.code === routerErrors.maintenanceMode.code;
  const own = isMaintenance ? configVars['MAINTENANCE_PAGE_URL'] : configVars['ERROR_PAGE_URL'];
  const title = isMaintenance ? 'Offline for Maintenance' : 'Application Error';
  const body = page(title, own ?? `//www.herokucdn.com/error-pages/${pageName(error)}`);
  return {
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Length': String(Buffer.byteLength(body)),
      'Cache-Control': 'no-cache, no-store',
      Server: 'Heroku',
    },
    body,
  };
}

function pageName(error: RouterError): string {
  if (error.code === routerErrors.maintenanceMode.code) return 'maintenance-mode.html';
  if (error.code === routerErrors.blankApp.code) return 'no-such-app.html';
  return 'application-error.html';
}

function page(title: string, frameUrl: string): string {
  return `<!DOCTYPE html>
<html>
  <head>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta charset="utf-8">
    <title>${title}</title>
    <style media="screen">
      html,body,iframe { margin: 0; padding: 0; }
      html,body { height: 100%; overflow: hidden; }
      iframe { width: 100%; height: 100%; border: 0; }
    </style>
  </head>
  <body>
    <iframe src="${frameUrl}"></iframe>
  </body>
</html>
`;
}

function failure(
  code: string,
  description: string,
  status = 503,
  level: RouterError['level'] = 'error',
): RouterError {
  return { code, description, status, level };
}
