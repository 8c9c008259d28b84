// What the tests of the packaged template read of it; packaged once for all of them.

import { type Packaged, packageService } from '../package-service.ts';

let plain: Packaged | null = null;
let optional: Packaged | null = null;

/** Packages the service twice: as it stands, and with the options of a deploy. */
export async function packageOnce(): Promise<void> {
  [plain, optional] = await Promise.all([
    packageService(),
    packageService([
      ...['--param', 'email=night@example.com', '--param', 'chat=on'],
      ...['--stage', 'staging'],
      ...['--param', 'githubSecretParameter=/lastgood/github-secret'],
      ...['--param', 'deployTokenParameter=/lastgood/deploy-token'],
      ...['--param', 'githubTokenParameter=/lastgood/github-token'],
    ]),
  ]);
}

/** As it stands. */
export function packaged(): Packaged {
  if (plain === null) throw new Error('nothing was packaged yet');
  return plain;
}

/** With an address, chats and another stage. */
export function withOptions(): Packaged {
  if (optional === null) throw new Error('nothing was packaged yet');
  return optional;
}

export const properties = (name: string, from = packaged()) => {
  const resource = from.template.Resources[name];
  if (resource === undefined) throw new Error(`the template has no ${name}`);
  return resource.Properties;
};

export const ofType = (type: string, from = packaged()) =>
  Object.entries(from.template.Resources).filter(([, resource]) => resource.Type === type);

export const arnOf = (name: string) => ({ 'Fn::GetAtt': [name, 'Arn'] });
