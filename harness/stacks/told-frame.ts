import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';
import { packageRoot } from '../package-root.js';
import { isOfLibrary, type Frame } from './frame.js';

/** What calls from further away explains little, but for the first place that is no library's. */
const mostFrames = 12;

/** Frames as they are told, innermost first: each with its line, and its file as short as it can be found by. */
export function toldFrames(frames: readonly Frame[]): Frame[] {
  const told = frames.map(toldFrame);
  const user = told.findIndex((frame) => !isOfLibrary(frame));
  return told.filter((_, index) => index < mostFrames || index === user);
}

/** What is packed into one line for ever is no text. */
const mostOfLine = 200;

function toldFrame(frame: Frame): Frame {
  const file = toldPath(frame.file);
  const source = frame.source ?? linesOf(pathsOf(file)[0] ?? file)[frame.line - 1]?.trim();
  return { ...frame, file, ...(source !== undefined && { source: source.slice(0, mostOfLine) }) };
}

function toldPath(file: string): string {
  if (!isAbsolute(file)) return relative(process.cwd(), pathsOf(file)[0] ?? file);
  const below = [process.cwd(), packageRoot].map((folder) => relative(folder, file));
  return below.find((path) => !path.startsWith('..')) ?? file;
}

/** Where projects in Java keep what is named by its package. */
const sources = ['.', 'src', 'src/main/java'];

/** Where a file is that is told: one that is there first. */
function pathsOf(file: string): string[] {
  if (isAbsolute(file)) return [file];
  return [...sources.map((folder) => join(folder, file)), join(packageRoot, file)].filter((path) => existsSync(path));
}

/** The lines of a frame's file around its own, each with its number; none where the file is not there, or another one by now. */
export function linesAround({ file, line, source }: Frame, around: number): readonly (readonly [number, string])[] {
  for (const path of pathsOf(file)) {
    const lines = linesOf(path);
    if (source === undefined || lines[line - 1]?.trim().slice(0, mostOfLine) !== source) continue;
    const from = Math.max(0, line - 1 - around);
    const shown = lines.slice(from, line + around).map((text) => text.slice(0, mostOfLine));
    return shown.map((text, index) => [from + index + 1, text]);
  }
  return [];
}

function linesOf(path: string): readonly string[] {
  try {
    return readFileSync(path, 'utf8').split(/\r?\n/);
  } catch {
    return [];
  }
}
