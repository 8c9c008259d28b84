import type { AwsTrouble } from './aws.ts';

/** The table could not be read or written: what happened, to which key, and what to do. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  /** The item's key; of several, the first. */
  readonly key: string;
  /** True when the same call can go well later without anybody doing anything. */
  readonly canRetry: boolean;

  constructor(key: string, message: string, canRetry: boolean) {
    super(message);
    this.key = key;
    this.canRetry = canRetry;
  }
}

/** What a StoreError says of a call that AWS refused or that did not come through. */
export function storeError(action: string, key: string, trouble: AwsTrouble): StoreError {
  const message = `${action} failed: ${trouble.message}. ${advice(trouble)}`;
  return new StoreError(key, message, trouble.canRetry);
}

function advice({ name, fault, canRetry }: AwsTrouble): string {
  if (fault === 'credentials') return 'Check the AWS credentials that lastgood runs with.';
  if (fault === 'permission') {
    return 'Allow GetItem, BatchGetItem and PutItem on this table for the role of lastgood.';
  }
  if (name === 'ResourceNotFoundException') {
    return 'Check LASTGOOD_TABLE and the region: this table does not exist there.';
  }
  if (canRetry) return 'The next run tries again; if it lasts, look at the state of DynamoDB.';
  return 'Check that the table has the one key `key`, a string.';
}
