import { constants } from 'node:os';
import { onStandardOutput } from '../words.js';
import type { ProcessReport } from './execution.js';

/** The lines that a process printed, by the stream that it meant, in their order. */
export interface Printed {
  readonly stderr: readonly string[];
  readonly stdout: readonly string[];
}

/** Only a writer's module has a standard output of its own: that of a command belongs to the protocol. */
export function printedBy({ stderr }: Pick<ProcessReport, 'stderr'>): Printed {
  const lines = stderr === '' ? [] : stderr.replace(/\n$/, '').split('\n');
  return {
    stderr: lines.filter((line) => !line.startsWith(onStandardOutput)),
    stdout: lines
      .filter((line) => line.startsWith(onStandardOutput))
      .map((line) => line.slice(onStandardOutput.length)),
  };
}

/** Whether a line says where in the code an error was thrown. */
export function isStackFrame(line: string): boolean {
  return /^\s+at /.test(line);
}

/** Whether a line can only say where in the code an error was thrown: it names a line and a column there. */
export function isCertainlyStackFrame(line: string): boolean {
  return isStackFrame(line) && /\D:\d+:\d+\)?$/.test(line);
}

/** Whether a line says that something failed: it names an error by its code, or it is what an error becomes as a text. */
export function tellsError(line: string): boolean {
  return errorCodes.test(line) || /\b(?:[A-Z]\w*)?(?:Error|Exception)(?: \[\w+\])?: /.test(line);
}

/** Whether a line of a log is of a level for errors: `[error]`, `ERROR`, `level=error`, `"level":"fatal"`, `panic: …`. */
export function isOfErrorLevel(line: string): boolean {
  return /\b(?:ERROR|CRITICAL|FATAL|PANIC|ALERT|EMERG)\b/.test(line) || levels.test(line);
}

const levels = /(?:\[|\blevel\W{1,3}|^)(?:error|crit|critical|fatal|panic|alert|emerg)\b(?:\]|\W|$)/i;

const errorCodes = new RegExp(String.raw`\b(?:${Object.keys(constants.errno).join('|')}|ERR_[A-Z_]+)\b`);
