import { losslessAlone } from './libraries/alone.js';
import { concurrentCommand, findPython, pythonCommand, type PythonHandler } from './python.js';
import { namesOf, type WriterProgram } from './writer-program.js';
import type { Writer } from './writer.js';

/** A handler of Python's standard library. It promises just what its port to TypeScript promises. */
export function pythonWriter(
  { rotations, guarantees = [], guaranteesAlone = [], ...names }: Writer,
  handler: PythonHandler,
): WriterProgram {
  const program: WriterProgram = {
    name: `python-${handler}`,
    rotations,
    guarantees,
    guaranteesAlone,
    ...namesOf(names),
    command: [],
  };
  const python = findPython();
  if ('unavailable' in python) return { ...program, ...python };
  return { ...program, command: pythonCommand(handler), versions: { python: python.version } };
}

/** The handler of the package concurrent-log-handler, which takes a lock between processes. The package is rarely installed. */
export function concurrentWriter(): WriterProgram {
  const program: WriterProgram = {
    name: 'python-concurrent',
    rotations: ['size'],
    guarantees: [],
    guaranteesAlone: losslessAlone,
    command: [],
  };
  const found = concurrentCommand();
  if ('unavailable' in found) return { ...program, ...found };
  return { ...program, command: found.command, versions: { 'concurrent-log-handler': found.version } };
}
