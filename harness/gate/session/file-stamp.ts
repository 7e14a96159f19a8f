import { statSync } from 'node:fs';

/** What tells a file from others, and from itself once it is another; nothing where a word names none, as a whole program may. */
export function stampOf(path: string): string {
  try {
    const { ino, size, mtimeMs } = statSync(path);
    return [ino, size, mtimeMs].join();
  } catch {
    return '';
  }
}
