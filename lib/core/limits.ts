import { awsLimits } from './limits/aws.ts';
import { causeLimits } from './limits/cause.ts';
import { configurationLimits } from './limits/configuration.ts';
import { decisionLimits } from './limits/decision.ts';
import { doorLimits } from './limits/door.ts';
import { githubLimits } from './limits/github.ts';
import { herokuLimits } from './limits/heroku.ts';
import { historyLimits } from './limits/history.ts';
import { messageLimits } from './limits/message.ts';
import { oneMachineLimits } from './limits/one-machine.ts';
import { pauseLimits } from './limits/pause.ts';
import { probeLimits } from './limits/probe.ts';
import { verifyLimits } from './limits/verify.ts';

/**
 * Every bound of the system, named, with its unit, by room. What a user may choose stands in
 * apps.yml instead.
 */
export const limits = {
  ...decisionLimits,
  ...probeLimits,
  ...herokuLimits,
  ...doorLimits,
  ...causeLimits,
  ...githubLimits,
  ...historyLimits,
  ...pauseLimits,
  ...messageLimits,
  ...awsLimits,
  ...oneMachineLimits,
  ...configurationLimits,
  ...verifyLimits,
} as const;
