import { GetParametersCommand, type Parameter, SSMClient } from '@aws-sdk/client-ssm';
import { ConfigurationError } from '../core/configuration-error.ts';
import { limits } from '../core/limits.ts';
import { Secret } from '../core/secret.ts';
import { type AwsTrouble, awsClientConfig, awsTrouble } from './aws.ts';
import type { AwsClientOptions } from './settings.ts';

/**
 * Reads encrypted SSM parameters by name, decrypted, at the start of a function. Throws a
 * ConfigurationError that names every parameter that is missing or empty, or says why SSM could not
 * be asked.
 */
export async function readParameters(
  names: readonly string[],
  aws: AwsClientOptions,
): Promise<ReadonlyMap<string, Secret>> {
  const distinct = [...new Set(names)];
  const client = new SSMClient(awsClientConfig(aws));
  const secrets = new Map<string, Secret>();
  try {
    for (let start = 0; start < distinct.length; start += limits.parametersMax) {
      const batch = distinct.slice(start, start + limits.parametersMax);
      for (const [name, secret] of await readBatch(client, batch)) secrets.set(name, secret);
    }
  } finally {
    client.destroy();
  }
  const missing = distinct.filter((name) => !secrets.has(name));
  if (missing.length === 0) return secrets;
  throw new ConfigurationError('SSM', missing.map(describeMissing));
}

async function readBatch(client: SSMClient, names: readonly string[]) {
  try {
    const answer = await client.send(
      new GetParametersCommand({ Names: [...names], WithDecryption: true }),
    );
    return names.flatMap((name): [string, Secret][] => {
      const value = answer.Parameters?.find((parameter) => isNamed(parameter, name))?.Value;
      return value === undefined || value.trim() === '' ? [] : [[name, new Secret(value)]];
    });
  } catch (error) {
    const trouble = awsTrouble(error);
    throw new ConfigurationError('SSM', [
      `reading ${names.join(', ')} failed: ${withoutStop(trouble.message)}. ${advice(trouble)}`,
    ]);
  }
}

/** The end of AWS's own words, where ours go on. */
function withoutStop(text: string): string {
  return text.replace(/\.$/, '');
}

/** A parameter may be asked for by its name, by name and version or label, or by its ARN. */
function isNamed({ Name, ARN, Selector }: Parameter, name: string): boolean {
  return name === Name || name === ARN || name === `${Name}${Selector ?? ''}`;
}

function describeMissing(name: string): string {
  return (
    `the parameter ${name} does not exist in this account and region, or is empty; ` +
    `create it: aws ssm put-parameter --type SecureString --name ${name} --value …`
  );
}

function advice({ fault, canRetry }: AwsTrouble): string {
  if (fault === 'credentials') return 'Check the AWS credentials that lastgood runs with.';
  if (fault === 'permission') {
    return 'Allow ssm:GetParameters on them and kms:Decrypt on their key for the role of lastgood.';
  }
  return canRetry ? 'The next start tries again.' : 'Check their names and their KMS key.';
}
