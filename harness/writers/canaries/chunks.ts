/** Small, so that a character of several bytes is split between two of them even in a short record. */
const chunkBytes = 24;

/** What a reader gets of a line, one buffer after the other. */
export function chunksOf(line: string): readonly Buffer[] {
  const bytes = Buffer.from(line);
  return Array.from({ length: Math.ceil(bytes.length / chunkBytes) }, (_, index) =>
    bytes.subarray(index * chunkBytes, (index + 1) * chunkBytes),
  );
}
