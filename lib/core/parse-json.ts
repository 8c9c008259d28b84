/** JSON from outside; undefined, which JSON cannot say, where the text is none. Never throws. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
