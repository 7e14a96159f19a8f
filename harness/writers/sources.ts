import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { builtinModules, createRequire } from 'node:module';
import { basename, dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';

/** What a module is made of, as far as its text tells. */
interface Sources {
  /** Its own files: itself, and what it imports that lies in no `node_modules`. */
  readonly files: readonly string[];
  /** The versions of the packages that these import. */
  readonly packages: Readonly<Record<string, string>>;
}

const imported = /(?:\bfrom|\bimport|\bimport\s*\(|\brequire\s*\()\s*(['"])([^'"\n]+)\1/g;
const manifest = v.object({ name: v.string(), version: v.string() });
const code = /\.[cm]?[jt]sx?$/;
/** More are not followed. */
const mostFiles = 200;

/**
 * The versions of a writer's module: of its own files a digest of what they hold, by the module's name, and of each package
 * that they import the version. What it imports under a name that is computed is not seen.
 */
export function versionsOfModule(module: string): Record<string, string> {
  const { files, packages } = sourcesOf(module);
  return { [basename(module)]: digestOf(files), ...packages };
}

/** A few characters that tell what files hold. */
function digestOf(files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(file)).update('\0');
  return hash.digest('hex').slice(0, 8);
}

/** The files among the words of a command, such as a script: the command's versions. */
export function versionsOfCommand([, ...words]: readonly string[]): Record<string, string> {
  return Object.fromEntries(words.filter(isFile).map((file) => [basename(file), digestOf([file])]));
}

/** A word may be a whole program, which is too long for a path. */
function isFile(word: string): boolean {
  try {
    return statSync(word).isFile();
  } catch {
    return false;
  }
}

function sourcesOf(module: string): Sources {
  const files = new Set<string>();
  const packages: Record<string, string> = {};
  const left = [realpathSync(module)];
  for (let file = left.pop(); file !== undefined && files.size < mostFiles; file = left.pop()) {
    if (files.has(file)) continue;
    files.add(file);
    for (const [, , name = ''] of readFileSync(file, 'utf8').matchAll(imported)) {
      if (!isBare(name)) left.push(...resolvedFrom(file, name));
      else if (!builtinModules.includes(name.replace(/^node:/, ''))) noteInstalled(file, packageOf(name));
    }
  }
  return { files: [...files].toSorted(), packages };

  function noteInstalled(from: string, name: string): void {
    const folder = folderOf(name, from);
    if (folder === undefined) return;
    const read = v.safeParse(manifest, readJson(join(folder, 'package.json')));
    if (read.success) packages[name] = read.output.version;
    // What is linked may change without another version.
    if (name !== 'logtorture' && !folder.includes(`${sep}node_modules${sep}`))
      for (const file of codeIn(folder)) files.add(file);
  }
}

function isBare(name: string): boolean {
  return !/^(?:[./]|file:)/.test(name);
}

/** Where an import of a file leads to; nothing where there is none, or what is no code. */
function resolvedFrom(file: string, name: string): string[] {
  try {
    const found = realpathSync(createRequire(file).resolve(name.startsWith('file:') ? fileURLToPath(name) : name));
    return code.test(found) ? [found] : [];
  } catch {
    return [];
  }
}

/** The folder of a package as a file finds it, links followed; nothing where it is not installed. */
function folderOf(name: string, file: string): string | undefined {
  for (let above = dirname(file); above !== dirname(above); above = dirname(above)) {
    const folder = join(above, 'node_modules', name);
    if (isFile(join(folder, 'package.json'))) return realpathSync(folder);
  }
  return undefined;
}

function codeIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => code.test(name) && !name.split(sep).includes('node_modules'))
    .map((name) => join(folder, name))
    .filter(isFile)
    .slice(0, mostFiles);
}

function packageOf(name: string): string {
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
