// Signed word that something was deployed: checked, put on the queue and answered at once.

import middy from '@middy/core';
import errorLogger from '@middy/error-logger';
import httpErrorHandler from '@middy/http-error-handler';
import httpHeaderNormalizer from '@middy/http-header-normalizer';
import type { LambdaFunctionURLEvent, LambdaFunctionURLResult } from 'aws-lambda';
import { processEnvironment, readSettings } from '../lib/adapters/settings.ts';
import { receiveWebhook } from '../lib/core/webhook.ts';
import { logFailure } from './log-failure.ts';
import { once } from './once.ts';
import { type Door, wireDoor } from './wire-door.ts';

/** The handler of Function URL events. An error is logged and answered with 500: Heroku repeats. */
export const createHandler = (door: () => Promise<Door>) =>
  middy<LambdaFunctionURLEvent, LambdaFunctionURLResult>()
    .use([httpHeaderNormalizer(), httpErrorHandler({ logger: false })])
    .use(errorLogger({ logger: logFailure }))
    .handler(async ({ rawPath: path, requestContext, headers, body, isBase64Encoded }) => {
      if (requestContext.http.method !== 'POST') return { statusCode: 405, headers: onlyPost };
      const { log, queue, trust } = await door();
      const plan = receiveWebhook({ path, headers, body, isBase64Encoded }, trust);
      const { status, messages, reason } = plan;
      log.info('webhook', { status, apps: messages.map(({ app }) => app), reason });
      const sent = await Promise.all(messages.map((message) => queue.send(message)));
      const failed = sent.find(({ ok }) => !ok);
      if (failed === undefined || failed.ok) return { statusCode: status };
      log.error('a webhook could not be queued; the next sweep looks', { reason: failed.reason });
      return { statusCode: 503 };
    });

const onlyPost = { allow: 'POST' };

/** The entry on AWS. */
export const handler = createHandler(once(() => wireDoor(readSettings(processEnvironment()))));
