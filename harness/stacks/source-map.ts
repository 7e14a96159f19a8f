import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import type { Frame } from './frame.js';

/** Where something stands in what runs, counted from 1; the file is a path or a URL. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly function: string;
  /** Whether it stands there in the source already. */
  readonly isSource: boolean;
}

const payloadSchema = v.looseObject({
  version: v.number(),
  file: v.optional(v.string(), ''),
  sources: v.array(v.string()),
  sourcesContent: v.optional(v.array(v.nullable(v.string())), []),
  names: v.optional(v.array(v.string()), []),
  mappings: v.string(),
  sourceRoot: v.optional(v.string(), ''),
});

/** A position as a frame: in the source that the file was made from, where it names a map that can be read. */
export function inSource({ file, line, column, function: name, isSource }: Position): Frame {
  const path = file.startsWith('file:') ? fileURLToPath(file) : file;
  const named = name === '' ? {} : { function: name };
  const found = isSource ? undefined : mapOf(path)?.entryAt(line - 1, column - 1);
  return { ...(found ?? { file: path, line }), ...named };
}

interface Mapped {
  readonly entryAt: (line: number, column: number) => Frame | undefined;
}

const maps = new Map<string, Mapped | undefined>();

function mapOf(path: string): Mapped | undefined {
  if (!maps.has(path)) maps.set(path, readMap(path));
  return maps.get(path);
}

function readMap(path: string): Mapped | undefined {
  try {
    const url = /^\/\/[#@] sourceMappingURL=(\S+)\s*$(?![^]*\/\/[#@] sourceMappingURL=)/m.exec(
      readFileSync(path, 'utf8'),
    )?.[1];
    if (url === undefined) return undefined;
    const [, encoded] = /^data:application\/json[^,]*;base64,(.*)$/.exec(url) ?? [];
    const mapPath = resolve(dirname(path), decodeURI(url));
    const text = encoded === undefined ? readFileSync(mapPath, 'utf8') : Buffer.from(encoded, 'base64').toString();
    const payload = v.parse(payloadSchema, JSON.parse(text));
    const map = new SourceMap({ ...payload, sourcesContent: payload.sourcesContent.map((content) => content ?? '') });
    const folder = resolve(encoded === undefined ? dirname(mapPath) : dirname(path), payload.sourceRoot);
    return {
      entryAt(line, column) {
        const entry = map.findEntry(line, column);
        if (!('originalSource' in entry) || entry.originalSource === undefined) return undefined;
        const content = payload.sourcesContent[payload.sources.indexOf(entry.originalSource)];
        const source = content?.split('\n')[entry.originalLine]?.trim();
        const file = resolve(folder, entry.originalSource.replace(/^file:\/\//, ''));
        return { file, line: entry.originalLine + 1, ...(source !== undefined && { source }) };
      },
    };
  } catch {
    // There is none, or it is no map: what runs is shown as it is.
    return undefined;
  }
}
