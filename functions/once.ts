/**
 * Makes something at the first call and shares it from then on. What could not be made is tried
 * again at the next call: a failed start must not outlive its cause.
 */
export function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = null;
      throw error;
    });
    return made;
  };
}
