// A deploy is told of by whoever holds the token, and what came of it is asked for.

import middy from '@middy/core';
import errorLogger from '@middy/error-logger';
import httpErrorHandler from '@middy/http-error-handler';
import httpHeaderNormalizer from '@middy/http-header-normalizer';
import type { LambdaFunctionURLEvent, LambdaFunctionURLResult } from 'aws-lambda';
import { processEnvironment, readSettings } from '../lib/adapters/settings.ts';
import { serveDeploys } from '../lib/deploys.ts';
import { logFailure } from './log-failure.ts';
import { once } from './once.ts';
import { type DeployDoor, wireDeploys } from './wire-deploys.ts';

/** The handler of Function URL events. An error is logged and answered with 500. */
export const createHandler = (door: () => Promise<DeployDoor>) =>
  middy<LambdaFunctionURLEvent, LambdaFunctionURLResult>()
    .use([httpHeaderNormalizer(), httpErrorHandler({ logger: false })])
    .use(errorLogger({ logger: logFailure }))
    .handler(async (event, context) => {
      const { world, trust } = await door();
      const { rawPath: path, headers, body, isBase64Encoded, queryStringParameters } = event;
      const { method } = event.requestContext.http;
      const wait = queryStringParameters?.['wait'];
      const request = { method, path, wait, headers, body, isBase64Encoded };
      const leftMs = () => context.getRemainingTimeInMillis();
      return serveDeploys(world, trust, { request, leftMs });
    });

/** The entry on AWS. */
export const handler = createHandler(once(() => wireDeploys(readSettings(processEnvironment()))));
