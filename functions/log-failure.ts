import { createLog } from '../lib/adapters/log.ts';

/**
 * The logger of middy's error-logger: the error alone, through our own log, which writes name,
 * message, stack and cause and nothing else that may hang on it. Never the event, whose headers
 * hold a signature, nor the context.
 */
export function logFailure({ error }: { readonly error: unknown }): void {
  createLog().error('the function failed', { error });
}
