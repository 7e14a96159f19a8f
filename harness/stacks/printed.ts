import type { Frame } from './frame.js';

/*
 * What runtimes print of where they are when a signal comes that nobody else sends. All give frames innermost first; where a function
 * that is not of the language made the call, its caller stands twice at the same place, which counts once.
 */

/** CPython's faulthandler, which prints all threads, the one that the signal came to as the current one. */
export function framesOfPython(printed: string): Frame[] {
  const [, current = ''] = /^Current thread [^\n]*\n((?: +[^\n]*\n)*)/m.exec(printed) ?? [];
  const frames = matches(current, /^ +File "(.*)", line (\d+) in (.*)$/gm);
  return frames.map(([file = '', line, name]) => frame(file, line, name)).filter(({ file }) => !file.startsWith('<'));
}

/** Ruby's report of a crash, outermost first. */
export function framesOfRuby(printed: string): Frame[] {
  const [, level = ''] = /^-- Ruby level backtrace information -+\n((?:.+\n)*)/m.exec(printed) ?? [];
  const frames = matches(level, /^(.+?):(\d+):in [`'](.*)'$/gm);
  return onceEach(frames.map(([file = '', line, name]) => frame(file, line, name)).toReversed());
}

/** HotSpot's dump of all threads; those of the Java library are left out. The file is named by its package. */
export function framesOfJava(printed: string, tid: number): Frame[] {
  const isIts = new RegExp(String.raw`^"[^\n]* (?:nid=0x${tid.toString(16)}|nid=${tid}|\[${tid}\]) `);
  const own = printed.split(/^(?=")/m).find((text) => isIts.test(text));
  const frames = matches(own ?? '', /^\s+at ([\w.$<>]+)\((?!java\.|jdk\.)(?:.*\/)?([^():/]+):(\d+)\)$/gm);
  return frames.map(([name = '', file = '', line]) => {
    const names = name.split('.');
    return frame([...names.slice(0, -2), file].join('/'), line, names.slice(-2).join('.'));
  });
}

/** What the loaders for Perl and PHP say: line, file, and function, where there is one. */
export function framesSaid(printed: string): Frame[] {
  const said = printed.split('\n').filter((line) => line.startsWith('\u001f'));
  const frames = said.map((text) => text.split('\u001f').slice(1));
  return onceEach(frames.map(([line, file = '', name]) => frame(file, line, name?.replace(/^.*::/, ''))));
}

function matches(text: string, pattern: RegExp): string[][] {
  return [...text.matchAll(pattern)].map(([, ...groups]) => groups);
}

function frame(file: string, line: string | undefined, name: string | undefined): Frame {
  const isNamed = name !== undefined && name !== '' && !/^<(?:module|main)>$/.test(name);
  return { file, line: Number(line), ...(isNamed && { function: name }) };
}

/** Of frames at one place only the outermost. */
function onceEach(frames: readonly Frame[]): Frame[] {
  return frames.filter(({ file, line }, index) => frames[index + 1]?.file !== file || frames[index + 1]?.line !== line);
}
