import { route } from '../http-table.ts';
import { userOf } from '../identity.ts';
import { type Call, type Handler, ok } from './call.ts';

/** `/account`: whose token it is, and how many calls are left. */
export const accountRoutes = [
  route<Handler>('GET', '/account', showAccount),
  route<Handler>('GET', '/account/rate-limits', showRateLimit),
];

function showAccount({ platform }: Call) {
  const { email } = platform.world.settings;
  return ok({
    ...userOf(email),
    name: email,
    allow_tracking: false,
    beta: false,
    two_factor_authentication: false,
    verified: true,
  });
}

function showRateLimit({ rateLimit }: Call) {
  return ok({ remaining: rateLimit.remaining() });
}
