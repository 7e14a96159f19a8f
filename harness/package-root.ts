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
