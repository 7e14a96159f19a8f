import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseCounterexample } from '../counterexample/file.js';
import { gateSupport } from '../gate/index.js';
import { newDirectory } from '../processes/directory.js';
import { openSearchThread } from '../search/threads.js';
import type { PageData } from './data.js';
import { noBrowser, openBrowser, openPage } from './fixtures/browser.js';
import { recordedPage } from './fixtures/recorded-page.js';
import { writePage } from './write-page.js';

describe.runIf(gateSupport().able && noBrowser === '')(`a page in a browser${noBrowser}`, () => {
  const directory = newDirectory();
  const file = join(directory.path, 'page.html');
  let browser: Browser;
  let data: PageData;
  beforeAll(async () => {
    browser = await openBrowser();
    const thread = await openSearchThread();
    const names = ['no-record-lost/size.json', 'no-error/size.json'];
    const recorded = await Promise.all(names.map((name) => recordedPage(thread, name)));
    await thread.close();
    const verdict = {
      claim: 'no-error',
      meaning: 'nothing is thrown',
      concurrency: 'together',
      promised: false,
    } as const;
    data = {
      title: 'size </script><b>',
      about: [],
      verdicts: [{ ...verdict, verdict: 'violated', text: 'p0 printed', shows: 2 }],
      counterexamples: recorded.flatMap((each) => each ?? []),
    };
    writePage(file, data);
  });
  afterAll(async () => {
    await browser.close();
    directory.remove();
  });

  test('opens at the step that does the harm, and shows what is gone', async () => {
    const { page, trouble } = await openPage(browser, file);
    const [pane] = await page.locator('.pane').all();
    expect(await pane?.locator('.stepper p').innerText()).toBe('step 35 of 37 p0 rename app.log → app.log.1');
    expect(await pane?.locator('.file.gone .block').allInnerTexts()).toEqual(['◆ p1 record 0']);
    expect(await page.locator('.story li').allInnerTexts()).toHaveLength(5);
    expect(await page.locator('.story .code mark').allInnerTexts()).toHaveLength(4);
    expect(await page.locator('.story .gone .code mark').last().innerText()).toContain(
      'renameSync(source, destination)',
    );
    expect(await page.title()).toBe('size </script><b>');
    expect(trouble).toEqual([]);
  });

  test('is stepped through by keys, by the slider, by buttons and by a click on a row', async () => {
    const { page, trouble } = await openPage(browser, file, '#step=1');
    const pane = page.locator('.pane').first();
    const said = (): Promise<string> => pane.locator('.count').innerText();
    const slider = pane.locator('input[type=range]');
    expect(await said()).toBe('step 1 of 37');
    await slider.press('ArrowRight');
    expect(await said()).toBe('step 2 of 37');
    await page.waitForURL(/#step=2$/);
    await slider.fill('22');
    expect(await said()).toBe('step 22 of 37');
    expect(await pane.locator('.file .its').count()).toBe(1);
    await pane.getByRole('button', { name: 'step back' }).click();
    expect(await said()).toBe('step 21 of 37');
    expect(await pane.locator('.file .its').count()).toBe(0);
    await pane.locator('svg .row').last().click();
    expect(await said()).toBe('step 37 of 37');
    await pane.locator('input[type=range]').press('Home');
    expect(await said()).toBe('step 0 of 37');
    expect(await slider.getAttribute('aria-valuetext')).toBe('step 0: before the first step');
    expect(trouble).toEqual([]);
  });

  test('has the passing twin beside it, which is stepped through alone', async () => {
    const { page } = await openPage(browser, file);
    const twin = page.locator('.twin');
    expect(await twin.locator('h3').innerText()).toBe('✓ One change, and it holds: p0 goes on instead of p1');
    expect(await twin.locator('svg .parting').textContent()).toBe('≠ the one difference: here p0 goes on');
    await twin.locator('input[type=range]').press('ArrowLeft');
    expect(await twin.locator('.count').innerText()).toBe('step 40 of 41');
    expect(await page.locator('.pane .count').first().innerText()).toBe('step 35 of 37');
  });

  test('copies the command, and saves the counterexample as a file that is one', async () => {
    const { page, trouble } = await openPage(browser, file);
    await page.getByRole('button', { name: 'copy' }).click();
    await page.getByRole('button', { name: 'copied' }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      'npx logtorture replay properties/counterexamples/no-record-lost/size.json',
    );
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByText('Save the counterexample').click(),
    ]);
    expect(download.suggestedFilename()).toBe('size.json');
    const saved: unknown = JSON.parse(readFileSync(await download.path(), 'utf8'));
    expect(parseCounterexample(saved)).toMatchObject({ claim: 'no-record-lost', writer: 'size' });
    expect(trouble).toEqual([]);
  });

  test('goes to another counterexample by its verdict, by its name and by a link', async () => {
    const { page } = await openPage(browser, file);
    const heading = (): Promise<string> => page.locator('h2').first().innerText();
    await page.getByRole('button', { name: 'show it' }).click();
    expect(await heading()).toBe('✗ size breaks no-error');
    await page.getByRole('button', { name: '✗ 1 no-record-lost' }).click();
    expect(await heading()).toBe('✗ size breaks no-record-lost');
    const linked = await openPage(browser, file, '#shows=2&step=3');
    expect(await linked.page.locator('h2').first().innerText()).toBe('✗ size breaks no-error');
    expect(await linked.page.locator('.count').first().innerText()).toMatch(/^step 3 of/);
  });

  test('says the same in a table for who reads by ear', async () => {
    const { page } = await openPage(browser, file);
    const pane = page.locator('.pane').first();
    await pane.getByText('The same as a table').click();
    const row = pane.locator('tbody tr').nth(34);
    // The table is made once it has been opened, which takes a moment.
    await row.waitFor();
    expect(await row.locator('th, td').allInnerTexts()).toEqual([
      '35',
      'p0',
      'rename app.log → app.log.1',
      'app.log.2: p0 record 0; app.log.1: p1 record 1',
      'clashes; gone: it is in no file any more',
    ]);
  });

  test.each([380, 1600])('is not wider than a window of %i pixels', async (width) => {
    const { page } = await openPage(browser, file);
    await page.setViewportSize({ width, height: 800 });
    // It is measured anew when the window has changed, which takes a moment; it ends in an error where it stays too wide.
    await page.waitForFunction((most) => document.documentElement.scrollWidth <= most, width);
  });

  test('tells who has no script what a terminal shows', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`file://${file}`);
    expect(await page.locator('pre').first().innerText()).toContain('► 35   rename app.log → app.log.1');
  });

  test('of a matrix is filtered by language and verdict, and opens a picture by its mark', async () => {
    const [first] = data.counterexamples;
    const broken = [{ size: '2 × 2', message: 'lost', shows: 1 }];
    const held = { verdict: 'held', text: 'held', broken: [] } as const;
    const matrixFile = join(directory.path, 'matrix.html');
    writePage(matrixFile, {
      title: 'two writers',
      about: [],
      verdicts: [],
      counterexamples: first === undefined ? [] : [first],
      matrix: {
        claims: [{ claim: 'no-record-lost', heading: 'lost', meaning: 'every acknowledged record is found' }],
        rows: [
          { writer: 'size', language: 'node', cells: [{ verdict: 'violated', text: 'lost', broken }] },
          { writer: 'python-file', language: 'python', cells: [held] },
        ],
      },
    });
    const { page, trouble } = await openPage(browser, matrixFile, '', '.matrix');
    const writers = (): Promise<string[]> => page.locator('tbody th').allInnerTexts();
    expect(await page.locator('.pane').count()).toBe(0);
    expect(await writers()).toEqual(['size', 'python-file']);
    await page.getByLabel('language').selectOption('python');
    expect(await writers()).toEqual(['python-file']);
    await page.getByLabel('language').selectOption('');
    await page.getByLabel('verdict').selectOption('violated');
    expect(await writers()).toEqual(['size']);
    await page.getByRole('button', { name: '✗ 2 × 2' }).click();
    expect(await page.locator('h2').innerText()).toBe('✗ size breaks no-record-lost');
    await page.waitForURL(/#shows=1$/);
    expect(trouble).toEqual([]);
  });
});
