import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderToString } from 'preact-render-to-string';
import { compiledModule, packageRoot } from '../package-root.js';
import type { PageData } from './data.js';
import { Document } from './document.js';

/**
 * A page in one file, which needs nothing else.
 * @throws {Error} one line, where its script was not bundled: that is done when the package is built.
 */
export function pageHtml(data: PageData): string {
  const style = readFileSync(join(packageRoot, 'harness', 'page', 'page.css'), 'utf8');
  return `<!doctype html>\n${renderToString(<Document data={data} style={style} script={bundledScript()} />)}\n`;
}

function bundledScript(): string {
  const file = compiledModule('page/page.js');
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Error(`The script of pages is not there: ${file}. In a clone of logtorture, npm run prepare makes it.`, {
      cause,
    });
  }
}
