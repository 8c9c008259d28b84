/** What was started and has to be ended again, the last one first. */
export type Closing = {
  add(part: { close(): Promise<void> }): void;
  /**
   * Ends every part, also when one of them fails; the first failure is thrown once all have had
   * their turn. A second call waits for the first one.
   */
  close(): Promise<void>;
};

/** A list of what has to be ended, empty at first. */
export function createClosing(): Closing {
  const parts: { close(): Promise<void> }[] = [];
  let closed: Promise<void> | null = null;
  const closeAll = async () => {
    const failures: unknown[] = [];
    for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
      await part.close().catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
  };
  return {
    add: (part) => {
      parts.push(part);
    },
    close: () => {
      closed ??= closeAll();
      return closed;
    },
  };
}
