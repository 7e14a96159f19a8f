import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCounterexample } from '../../counterexample/file.js';
import { packageRoot } from '../../package-root.js';
import { newDirectory } from '../../processes/directory.js';
import { counterexampleInWords } from '../../report/counterexample.js';
import { replayCommand } from '../../report/replay-command.js';
import { openSearchThread } from '../../search/threads.js';
import type { PageCounterexample } from '../data.js';
import { openBrowser, openPage } from '../fixtures/browser.js';
import { recordedPage } from '../fixtures/recorded-page.js';
import { writePage } from '../write-page.js';
import { terminalSvg } from './terminal.js';

/** Makes the README's pictures: the terminal's, and the page's as Chromium draws it. `npm run pictures` asks for colours. */
const name = 'no-record-lost/python-size.json';
const file = `properties/counterexamples/${name}`;
const folder = join(packageRoot, 'harness', 'page', 'pictures');

const screen = counterexampleInWords(readCounterexample(join(packageRoot, file)), {
  file,
  replay: replayCommand(file),
});
writeFileSync(join(folder, 'terminal.svg'), terminalSvg(screen));

const thread = await openSearchThread();
const counterexample = await recordedPage(thread, name).finally(thread.close);
if (counterexample === undefined)
  throw new Error('The picture of the page is that of python-size, which takes Python.');
await photograph(counterexample);

/** The beginning of the page, down to where the counterexample's own diagram ends. */
async function photograph(shown: PageCounterexample): Promise<void> {
  const directory = newDirectory();
  const browser = await openBrowser();
  try {
    const path = join(directory.path, 'page.html');
    writePage(path, { title: 'logtorture', about: [], verdicts: [], counterexamples: [shown] });
    const { page } = await openPage(browser, path);
    await page.setViewportSize({ width: 1280, height: 1600 });
    const end = await page.locator('.pane').first().locator('.diagram').boundingBox();
    const height = Math.ceil((end?.y ?? 0) + (end?.height ?? 0) + 8);
    const clip = { x: 0, y: 0, width: 1280, height };
    await page.screenshot({ path: join(folder, 'page.png'), clip, animations: 'disabled' });
  } finally {
    await browser.close();
    directory.remove();
  }
}
