/**
 * What a subscriber of a protocol gets of a message that was published with `MessageStructure:
 * json`, as SNS chooses it: its own part, else `default`. The emulator hands the whole on instead.
 * A text without a `default` was not published so, and is for everybody.
 */
export function partFor(protocol: 'email' | 'sms' | 'sqs', message: string): string {
  const { default: fallback, [protocol]: own } = parseObject(message);
  if (typeof fallback !== 'string') return message;
  return typeof own === 'string' ? own : fallback;
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
