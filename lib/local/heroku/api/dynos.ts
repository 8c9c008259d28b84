import type { SmallApp } from '../app.ts';
import type { Dyno } from '../dyno.ts';
import { timestamp } from '../identity.ts';
import { type ApiAnswer, appRoute, type Call, listed, notFound, ok } from './call.ts';

/** `/apps/{app}/dynos`: what runs, in which state, and of which release. */
export const dynoRoutes = [
  appRoute('GET', '/dynos', listDynos),
  appRoute('GET', '/dynos/:dyno', showDyno),
];

const keys = { name: (dyno: Dyno) => dyno.name, id: (dyno: Dyno) => dyno.id };

function listDynos(app: SmallApp, { range }: Call): ApiAnswer {
  return listed(app.dynos.list(), range, { keys, show: (dyno) => dynoView(app, dyno) });
}

function showDyno(app: SmallApp, { parameters }: Call): ApiAnswer {
  const identity = parameters['dyno'];
  const dyno = app.dynos.list().find(({ name, id }) => name === identity || id === identity);
  return dyno ? ok(dynoView(app, dyno)) : notFound('dyno');
}

function dynoView(app: SmallApp, dyno: Dyno) {
  const { release } = dyno.run;
  return {
    id: dyno.id,
    name: dyno.name,
    type: dyno.type,
    state: dyno.state,
    size: 'Basic',
    command: dyno.command,
    attach_url: null,
    app: { id: app.id, name: app.name },
    release: { id: release.id, version: release.version },
    created_at: timestamp(dyno.createdAt),
    updated_at: timestamp(dyno.updatedAt),
  };
}
