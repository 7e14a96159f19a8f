import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { execa } from 'execa';
import * as v from 'valibot';
import which from 'which';
import { numberings } from '../execution/log-files.js';
import { compiledModule } from '../package-root.js';
import { programOf, type WriterProgram } from './writer-program.js';
import { rotationKindsSchema } from '../scenario/rotation.js';
import { claimsSchema } from './writer.js';
import { writerNamed, writerNames } from './index.js';

const descriptionSchema = v.object({
  name: v.string(),
  rotations: rotationKindsSchema,
  guarantees: claimsSchema,
  guaranteesAlone: v.exactOptional(claimsSchema),
  numbering: v.exactOptional(v.picklist(numberings)),
});

/**
 * The writer that a name or a module's path stands for.
 * @throws {Error} one line that says why there is none.
 */
export async function findWriter(nameOrPath: string): Promise<WriterProgram> {
  const builtIn = writerNamed(nameOrPath);
  if (builtIn?.unavailable !== undefined) throw new Error(`${nameOrPath} is unavailable: ${builtIn.unavailable}`);
  if (builtIn !== undefined) return builtIn;
  const path = resolve(nameOrPath);
  if (existsSync(path)) return describeModule(nameOrPath, path);
  throw new Error(
    `There is no writer ${nameOrPath}: it is neither a file nor one of ${writerNames.join(', ')}. ` +
      'A writer of your own is named by the path of its module, or given as a command behind --.',
  );
}

/** Asks a host, so that whatever the module loads stays out of this process. */
async function describeModule(shown: string, path: string): Promise<WriterProgram> {
  const { stdout, stderr, exitCode } = await execa(
    process.execPath,
    [compiledModule('processes/host/host.js'), path, '--describe'],
    { reject: false, timeout: 30_000 },
  );
  if (exitCode !== 0) throw new Error(`The module ${shown} does not load as a writer: ${essence(stderr)}`);
  return programOf(v.parse(descriptionSchema, JSON.parse(stdout)), path);
}

/** What an uncaught error's print-out says, without its stack and its source line, in one line. */
function essence(stderr: string): string {
  const lines = stderr.split('\n').map((line) => line.trim());
  const first = lines.findIndex((line) => /^(?:\w*Error|Error \[\w+\])\b.*:/.test(line));
  if (first === -1) return lines.find((line) => line !== '') ?? 'it printed nothing';
  const end = lines.findIndex((line, index) => index > first && (line === '' || line.startsWith('at ')));
  return lines.slice(first, end === -1 ? undefined : end).join(' ');
}

/**
 * The writer that a command is, in any language: it speaks the command protocol. Nothing is known of its promises.
 * @throws {Error} when there is no such program.
 */
export async function commandWriter(command: readonly string[]): Promise<WriterProgram> {
  const [file = '', ...args] = command;
  const executable = await which(file, { nothrow: true });
  if (executable === null) throw new Error(`There is no program ${file} to run as a writer.`);
  return {
    name: command.join(' '),
    rotations: ['none', 'size', 'time'],
    guarantees: [],
    guaranteesAlone: [],
    command: [executable, ...args],
  };
}
