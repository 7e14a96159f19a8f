import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The package's own folder, whether this file runs compiled from `dist` or as TypeScript. */
export const packageRoot: string = findPackageRoot(import.meta.dirname);

function findPackageRoot(directory: string): string {
  return existsSync(join(directory, 'package.json')) ? directory : findPackageRoot(dirname(directory));
}

/** The path of a compiled module of the harness: what a child process can load. */
export function compiledModule(path: string): string {
  return join(packageRoot, 'dist', 'harness', path);
}

/** The path of a compiled module together with all that it imports: it loads in a third of the time, so threads and commands begin with one. */
export function bundledModule(path: string): string {
  return join(packageRoot, 'dist', 'bundled', path);
}

/** Whether the environment asks for stacks. They name the modules that bundles are made of, where Node is told to look for them. */
export function wantsStacks(): boolean {
  return process.env['LOGTORTURE_DEBUG'] === '1';
}
