/**
 * Reads a body as UTF-8 text and stops at `bytesMax`; null: there was more than that. Leaving the
 * loop early destroys the stream, so that the rest is never received.
 */
export async function boundedBody(
  body: AsyncIterable<Uint8Array>,
  bytesMax: number,
): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > bytesMax) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, bytes).toString('utf8');
}
