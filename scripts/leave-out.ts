// Leaves out of the bundles what is loaded with a library and never used on Lambda, because a cold
// start pays for every line that is parsed. What is left out throws by name when it is used after
// all.

import type { Plugin } from 'esbuild';

/**
 * The esbuild plugin. Measured on Node 24, load time beside an empty process: 101 ms without it,
 * 62 ms with it, for all of undici, four AWS clients, valibot, yaml, re2js and middy in one file.
 * The build fails when a library no longer has what is kept or replaced here.
 */
export function leaveOut({ credentials = 'of-lambda' }: LeaveOutOptions = {}): Plugin {
  const ofLambda = credentials === 'of-lambda';
  return {
    name: 'leave-out',
    setup(build) {
      const met = new Set<string>();
      build.initialOptions.metafile = true;
      build.onResolve({ filter: /^\.{1,2}\// }, ({ importer, path }) => {
        const file = importer.replaceAll('\\', '/');
        if (file.endsWith('/undici/index.js')) {
          if (!keptOfUndici.has(path)) return { path: `undici: ${path}`, namespace };
          met.add(path);
        }
        if (file.endsWith('/undici/lib/dispatcher/client.js') && path === http2) {
          met.add(path);
          return { path: `undici: ${path}`, namespace };
        }
        return undefined;
      });
      build.onLoad({ filter: /.*/, namespace }, ({ path }) => ({ contents: absent(path) }));
      build.onLoad({ filter: credentialChain }, () => {
        if (!ofLambda) return undefined;
        met.add(environmentOnly);
        return { contents: environmentOnly, resolveDir: import.meta.dirname };
      });
      build.onEnd(({ metafile }) => {
        const inputs = Object.keys(metafile?.inputs ?? {});
        const expected = [
          ...(inputs.some((file) => file.endsWith('/undici/index.js')) ? keptOfUndici : []),
          ...(inputs.some((file) => file.endsWith('/undici/index.js')) ? [http2] : []),
          ...(ofLambda && inputs.some((file) => file.includes('/@aws-sdk/client-'))
            ? [environmentOnly]
            : []),
        ];
        const errors = expected.filter((part) => !met.has(part)).map(notMet);
        return { errors };
      });
    },
  };
}

/** `all`: for a person's machine, where credentials stand in files and come by single sign-on. */
type LeaveOutOptions = { readonly credentials?: 'of-lambda' | 'all' };

const namespace = 'left-out';

/**
 * What undici's index needs for `request`, `Client`, `Pool` and `Agent`. The rest of it is fetch,
 * WebSocket, EventSource, caches, mocks, proxies and interceptors.
 */
const keptOfUndici: ReadonlySet<string> = new Set([
  './lib/api',
  './lib/core/connect',
  './lib/core/errors',
  './lib/core/symbols',
  './lib/core/util',
  './lib/dispatcher/agent',
  './lib/dispatcher/client',
  './lib/dispatcher/dispatcher',
  './lib/dispatcher/pool',
  './lib/global',
]);

/** undici 7 speaks HTTP/2 only when asked with `allowH2`, which nobody here does. */
const http2 = './client-h2.js';

/**
 * On Lambda the credentials of the function's role stand in the environment, the first place that
 * the SDK's chain looks at; files, single sign-on and metadata services, the rest of the chain, are
 * for other machines. (AWS Lambda developer guide, "Defined runtime environment variables".)
 */
const credentialChain = /[\\/]@aws-sdk[\\/]credential-provider-node[\\/]dist-es[\\/]index\.js$/;
const environmentOnly =
  "export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';";

/** A module that may be named, taken apart and constructed while others load, but not used. */
function absent(path: string): string {
  const message = `${path} is left out of the bundle, see scripts/leave-out.ts`;
  return `
    const refuse = () => {
      throw new Error(${JSON.stringify(message)});
    };
    const instance = new Proxy({}, { get: refuse });
    module.exports = new Proxy(function () {}, {
      get: (target, key) => (key === 'prototype' ? target.prototype : module.exports),
      apply: refuse,
      construct: () => instance,
    });`;
}

function notMet(part: string): { text: string } {
  return { text: `scripts/leave-out.ts expects "${part}", which its library no longer has` };
}
