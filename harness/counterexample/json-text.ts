import stringify from 'json-stringify-pretty-compact';

/** Plain data as JSON for people: what fits in a line stands in one. */
export function jsonText(value: object): string {
  return `${stringify(value, { maxLength: 120 })}\n`;
}
