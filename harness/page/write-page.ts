import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { PageData } from './data.js';
import { pageHtml } from './html.js';

/** Writes a page to a file, whose folders are made. */
export function writePage(file: string, data: PageData): void {
  const html = pageHtml(data);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, html);
}
