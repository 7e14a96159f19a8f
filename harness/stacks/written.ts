import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as v from 'valibot';
import type { Holder, Step } from '../gate/index.js';
import type { Frame } from './frame.js';
import { nodeLoader } from './environment.js';
import { inSource, type Position } from './source-map.js';

/*
 * What loaders have written down beside an execution, in the folder that they were given: bash before each command, and Node before
 * each call on files. Whoever reads it holds a step, so that the last that its process has written is where it stands.
 */

const position = v.object({
  file: v.string(),
  line: v.number(),
  column: v.number(),
  function: v.string(),
  isSource: v.boolean(),
});
const entrySchema = v.object({
  pid: v.number(),
  tid: v.number(),
  call: v.exactOptional(v.number()),
  name: v.exactOptional(v.string(), ''),
  later: v.exactOptional(v.boolean(), false),
  frames: v.exactOptional(v.array(position), []),
  putOff: v.exactOptional(v.array(position), []),
  ends: v.exactOptional(v.number()),
});

/** How Node names what makes a step; each function makes those that it is named by. */
const makers: Partial<Record<Step['call'], RegExp>> = {
  open: /open|file|mkdtemp/i,
  write: /write|copyfile/i,
  truncate: /truncate|open|writefile/i,
  unlink: /unlink|rm/i,
  stat: /stat|access|exists|rm|cp/i,
};

/**
 * Where Node stands: in the call that a thread of the program made last, or, where a thread of the pool makes it, in the first one of
 * its kind that was asked for and is not over, since the pool has one thread and takes them in turn. Node's own frames are left out.
 */
export function framesOfNode(folder: string, { pid, tid }: Holder, call: Step['call']): Frame[] {
  const entries = linesOf(`${folder}/node`).map((line) => v.parse(entrySchema, JSON.parse(line)));
  const own = entries.filter((entry) => entry.pid === pid);
  const over = new Set(own.map(({ ends }) => ends));
  const isMade = (name: string): boolean => (makers[call] ?? new RegExp(call, 'i')).test(name);
  const asked = own.some((entry) => entry.tid === tid)
    ? own.findLast((entry) => entry.tid === tid && entry.call !== undefined && !entry.later)
    : own.find((entry) => entry.later && !over.has(entry.call) && isMade(entry.name));
  if (asked === undefined || !isMade(asked.name)) return [];
  const ofProgram = (frames: readonly Position[]): readonly Position[] =>
    frames.filter((frame) => isOfProgram(frame) && !isMoved(frame));
  const frames = ofProgram(asked.frames);
  return (frames.length > 0 ? frames : ofProgram(asked.putOff)).map(inSource);
}

function isOfProgram({ file }: Position): boolean {
  return file !== '' && !file.startsWith('node:') && file !== nodeLoader;
}

/** What was compiled as it was loaded, without a map, stands in other lines than its file. */
function isMoved({ file, isSource }: Position): boolean {
  return !isSource && /\.(?:[cm]?ts|[jt]sx)$/.test(file);
}

/** Where bash stands that has made a call itself, or has started what makes it. */
export function framesOfBash(folder: string, { lineage }: Holder): Frame[] {
  const commands = linesOf(`${folder}/bash`).flatMap((line) => {
    const [nesting = '', pid, ...rest] = line.split('\u001f');
    return /^\++$/.test(nesting) ? [{ pid: Number(pid), rest }] : [];
  });
  const pid = lineage.find((each) => commands.some((command) => command.pid === each));
  const [directory = '', ...places] = commands.findLast((command) => command.pid === pid)?.rest ?? [];
  return [0, 3, 6].flatMap((from) => {
    const [line, name, file] = places.slice(from, from + 3);
    if (file === undefined || file === '' || !(Number(line) > 0)) return [];
    const isFunction = name !== undefined && name !== '' && name !== 'main' && name !== 'source';
    return [{ file: resolve(directory, file), line: Number(line), ...(isFunction && { function: name }) }];
  });
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n').slice(0, -1);
  } catch {
    // Nobody has written anything.
    return [];
  }
}
