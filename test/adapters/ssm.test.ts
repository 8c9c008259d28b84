import { expect, test } from 'vitest';
import { readParameters } from '../../lib/adapters/ssm.ts';
import { answering, json } from './aws/answering.ts';

/** GetParameters as in the SSM API reference: what is not there is in InvalidParameters. */
function parameterStore(values: Readonly<Record<string, string>>) {
  return answering(({ body }) => {
    const names: string[] = JSON.parse(body).Names;
    return json(200, {
      Parameters: names
        .filter((name) => name in values)
        .map((name) => ({ Name: name, Type: 'SecureString', Value: values[name], Version: 1 })),
      InvalidParameters: names.filter((name) => !(name in values)),
    });
  });
}

test('parameters are read decrypted, all in one call, as secrets', async () => {
  const ssm = await parameterStore({ '/lastgood/token': 'HRKU-1', '/lastgood/secret': 's3cret' });
  const names = ['/lastgood/token', '/lastgood/secret', '/lastgood/token'];
  const secrets = await readParameters(names, ssm.aws);
  expect(secrets.get('/lastgood/token')?.reveal()).toBe('HRKU-1');
  expect(secrets.get('/lastgood/secret')?.reveal()).toBe('s3cret');
  expect(JSON.stringify([...secrets])).not.toMatch(/HRKU|s3cret/);
  expect(ssm.received).toHaveLength(1);
  expect(ssm.received[0]?.headers['x-amz-target']).toBe('AmazonSSM.GetParameters');
  expect(JSON.parse(ssm.received[0]?.body ?? '')).toEqual({
    Names: ['/lastgood/token', '/lastgood/secret'],
    WithDecryption: true,
  });
  await ssm.close();
});

test('more names than SSM takes at once are asked for in several calls', async () => {
  const names = Array.from({ length: 12 }, (_, index) => `/p/${index}`);
  const ssm = await parameterStore(Object.fromEntries(names.map((name) => [name, name])));
  expect([...(await readParameters(names, ssm.aws)).keys()]).toEqual(names);
  expect(ssm.received).toHaveLength(2);
  await ssm.close();
});

test('a parameter that is asked for by its ARN or its version is found', async () => {
  const arn = 'arn:aws:ssm:us-east-1:1:parameter/a';
  const ssm = await answering(() =>
    json(200, {
      Parameters: [
        { Name: '/a', ARN: arn, Value: 'one' },
        { Name: '/b', ARN: 'arn:b', Selector: ':3', Value: 'two' },
      ],
    }),
  );
  const secrets = await readParameters([arn, '/b:3'], ssm.aws);
  expect(secrets.get(arn)?.reveal()).toBe('one');
  expect(secrets.get('/b:3')?.reveal()).toBe('two');
  await ssm.close();
});

test('each parameter that is missing or empty is named, with the command for it', async () => {
  const ssm = await parameterStore({ '/there': 'x', '/empty': '  ' });
  const reading = readParameters(['/there', '/gone', '/empty'], ssm.aws);
  await expect(reading).rejects.toMatchObject({
    name: 'ConfigurationError',
    faults: [
      expect.stringContaining('aws ssm put-parameter --type SecureString --name /gone '),
      expect.stringContaining('/empty does not exist in this account and region, or is empty'),
    ],
  });
  await ssm.close();
});

test.each([
  ['AccessDeniedException', 400, 'Allow ssm:GetParameters'],
  ['InvalidKeyId', 400, 'KMS key'],
  ['InternalServerError', 500, 'The next start tries again'],
])('%s is a clear error', async (name, status, advice) => {
  const ssm = await answering(() => json(status, { __type: name, message: 'No' }));
  await expect(readParameters(['/a'], ssm.aws)).rejects.toThrow(
    new RegExp(`reading /a failed: ${name}.*${advice}`),
  );
  await ssm.close();
});
