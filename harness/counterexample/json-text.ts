const printWidth = 120;
const indentation = '  ';

/**
 * Plain data as JSON for people: one line for what fits in one, in the layout that prettier gives and leaves as it is. The
 * outermost object always has a line for each of its entries.
 */
export function jsonText(value: object): string {
  return `${expanded(JSON.parse(JSON.stringify(value)), '')}\n`;
}

/** @param taken how much of the line is taken by what stands before the value and behind it. */
function laidOut(value: unknown, indent: string, taken: number): string {
  const flat = inOneLine(value);
  if (flat !== undefined && taken + flat.length <= printWidth) return flat;
  return expanded(value, indent);
}

/** Nothing where the value always takes several lines. */
function inOneLine(value: unknown): string | undefined {
  if (Array.isArray(value)) {
    // Prettier breaks a list of objects that have more than one entry each, or of lists.
    if (value.length > 1 && (value.every(isRich) || value.every(isLongList))) return undefined;
    const items = value.map(inOneLine);
    return items.includes(undefined) ? undefined : `[${items.join(', ')}]`;
  }
  if (!isObject(value)) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, each]) => [key, inOneLine(each)] as const);
  if (entries.some(([, text]) => text === undefined)) return undefined;
  const inner = entries.map(([key, text]) => `${JSON.stringify(key)}: ${text}`).join(', ');
  return inner === '' ? '{}' : `{ ${inner} }`;
}

function expanded(value: unknown, indent: string): string {
  const deeper = indent + indentation;
  if (Array.isArray(value)) {
    if (value.length > 1 && value.every((item) => typeof item === 'number')) return filled(value, indent);
    const items = value.map(
      (item, index) => deeper + laidOut(item, deeper, deeper.length + comma(index, value.length)),
    );
    return items.length === 0 ? '[]' : `[\n${items.join(',\n')}\n${indent}]`;
  }
  if (!isObject(value)) return JSON.stringify(value);
  const entries = Object.entries(value);
  const lines = entries.map(([key, each], index) => {
    const head = `${deeper}${JSON.stringify(key)}: `;
    return head + laidOut(each, deeper, head.length + comma(index, entries.length));
  });
  return lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n${indent}}`;
}

/** Numbers stand beside each other, as many as go in a line. */
function filled(numbers: readonly number[], indent: string): string {
  const deeper = indent + indentation;
  const lines: string[] = [];
  let line = deeper;
  for (const [index, number] of numbers.entries()) {
    const item = `${number}${index === numbers.length - 1 ? '' : ','}`;
    const space = line === deeper ? '' : ' ';
    if (line !== deeper && line.length + space.length + item.length > printWidth) {
      lines.push(line);
      line = deeper + item;
    } else line += space + item;
  }
  return `[\n${[...lines, line].join('\n')}\n${indent}]`;
}

function comma(index: number, length: number): number {
  return index === length - 1 ? 0 : 1;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isRich(value: unknown): boolean {
  return isObject(value) && Object.keys(value).length > 1;
}

function isLongList(value: unknown): boolean {
  return Array.isArray(value) && value.length > 1;
}
