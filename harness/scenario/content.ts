/** What records may hold beside printable ASCII: characters of several bytes, or line breaks, as LF or as CR LF. */
export const recordContents = ['multi-byte', 'line-breaks', 'cr-lf'] as const;
export type RecordContent = (typeof recordContents)[number];

/** So many names stand in a line of a record with line breaks, so that a long one has many lines, but not thousands. */
const namesInLine = 64;

/**
 * What fills a record: exactly so many bytes of UTF-8 that repeat its name, so that each line of it and each larger piece says whose
 * it is. Among the names stand characters of two, three and four bytes, wherever a buffer may end; or line breaks, never two together.
 */
export function fillerOf(name: string, bytes: number, content?: RecordContent): string {
  if (content === undefined) return filledWith([`${name}.`], bytes);
  if (content === 'multi-byte') return filledWith([`${name}.`, 'ä', '€', '😀'], bytes);
  const lineBreak = content === 'cr-lf' ? '\r\n' : '\n';
  const hasRoom = bytes > name.length + 1 + lineBreak.length;
  const names = `${name}.`.repeat(namesInLine);
  return filledWith(hasRoom ? [`${name}.`, lineBreak, names] : [lineBreak, names], bytes);
}

/** The parts over and over, as far as they fit: a name may be cut short, what is special never is, and never ends it. */
function filledWith(parts: readonly string[], bytes: number): string {
  const whole = parts.join('');
  const size = Buffer.byteLength(whole);
  let text = whole.repeat(Math.floor(bytes / size));
  let room = bytes % size;
  for (const part of parts) {
    const partBytes = Buffer.byteLength(part);
    if (partBytes < room) text += part;
    else return text + (/^\w/.test(part) ? part.slice(0, room) : '.'.repeat(room));
    room -= partBytes;
  }
  return text;
}
