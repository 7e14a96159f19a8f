import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../package-root.js';
import { noBrowser, openBrowser, openPage } from '../page/fixtures/browser.js';
import { longPage } from '../page/fixtures/long-page.js';
import { recordedPage } from '../page/fixtures/recorded-page.js';
import type { PageCounterexample } from '../page/data.js';
import { writePage } from '../page/write-page.js';
import { newDirectory } from '../processes/directory.js';
import { openSearchThread } from '../search/threads.js';

/** Whether pages of all that is recorded open without an error, how large they are, and how fast a long one is. */
export async function benchPages(): Promise<void> {
  if (noBrowser !== '') return console.log(noBrowser);
  const folder = join(packageRoot, 'properties', 'counterexamples');
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
  const directory = newDirectory();
  const file = join(directory.path, 'page.html');
  const browser = await openBrowser();
  const thread = await openSearchThread();
  const write = (title: string, counterexample: PageCounterexample): number => {
    writePage(file, { title, about: [], verdicts: [], counterexamples: [counterexample] });
    return statSync(file).size;
  };
  try {
    let [pages, most] = [0, 0];
    for (const name of names) {
      const counterexample = await recordedPage(thread, name);
      if (counterexample === undefined) continue;
      most = Math.max(most, write(name, counterexample));
      const { page, trouble } = await openPage(browser, file);
      await page.context().close();
      for (const each of trouble) console.log(`${name}: ${each}`);
      if (trouble.length > 0) process.exitCode = 1;
      pages += 1;
    }
    console.log(`${pages} pages of ${names.length} recorded counterexamples, at most ${kilobytes(most)}`);
    const long = await longPage(thread);
    if (long === undefined) return;
    const size = write('a long one', long);
    const startMs = performance.now();
    const { page } = await openPage(browser, file, '#step=1');
    const openMs = performance.now() - startMs;
    const perSecond = await page.evaluate(stepThrough);
    console.log(
      `${long.picture.steps.length} steps: ${kilobytes(size)}, opens in ${openMs.toFixed(0)} ms, ${perSecond.toFixed(0)} steps a second, each drawn`,
    );
  } finally {
    await thread.close();
    await browser.close();
    directory.remove();
  }
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(0)} kB`;
}

/** In the page: goes on by one step with each frame, to the end; gives the frames a second. */
async function stepThrough(): Promise<number> {
  const slider = document.querySelector<HTMLInputElement>('input[type=range]');
  if (slider === null) return 0;
  const startMs = performance.now();
  const steps = Number(slider.max);
  for (let step = 2; step <= steps; step++) {
    slider.value = String(step);
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    await new Promise(requestAnimationFrame);
  }
  return ((steps - 1) * 1000) / (performance.now() - startMs);
}
