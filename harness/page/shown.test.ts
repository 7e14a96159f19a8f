import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gateSupport } from '../gate/index.js';
import { packageRoot } from '../package-root.js';
import { openSearchThread, type SearchThread } from '../search/threads.js';
import { codeOf } from './code.js';
import type { PageCounterexample } from './data.js';
import { filesAfter } from './files-after.js';
import { longPage } from './fixtures/long-page.js';
import { recordedPage } from './fixtures/recorded-page.js';
import { pageHtml } from './html.js';
import type { Picture } from './picture.js';

/** The files after a step: the labels of what stands on each line, pieces of one line together. */
function filesIn(picture: Picture, step: number): Record<string, string[]> {
  const labels = filesAfter(picture, step).map(({ names, blocks }) => [
    names.join(' = ') || 'nowhere',
    blocks.map((block) =>
      block.map(([from]) => (typeof from === 'number' ? picture.lines[from]?.label : from)).join(' + '),
    ),
  ]);
  return Object.fromEntries(labels);
}

describe.runIf(gateSupport().able)('what a page shows', () => {
  let thread: SearchThread;
  beforeAll(async () => {
    thread = await openSearchThread();
  });
  afterAll(() => thread.close());

  async function shown(name: string): Promise<PageCounterexample> {
    const page = await recordedPage(thread, name);
    if (page === undefined) throw new Error(`The writer of ${name} comes with logtorture, and is always there.`);
    return page;
  }

  test('of a record that a rename destroys is where it was written, where it stood, and which step took it', async () => {
    const { picture, sentence, schedule, replay, file } = await shown('no-record-lost/size.json');
    expect(sentence).toBe(
      "p1's record 0 was acknowledged, but it is in no file; p1's open app.log (step 33) clashes with " +
        "p0's rename app.log → app.log.1 (step 35), which destroys it.",
    );
    expect(schedule).toEqual(["before p0's first rename of app.log, p1 goes on"]);
    expect([replay, file]).toEqual([
      'npx logtorture replay properties/counterexamples/no-record-lost/size.json',
      'size.json',
    ]);
    expect(picture.lanes).toEqual([{ name: 'p0' }, { name: 'p1' }]);
    expect(picture.record).toBe("p1's record 0");
    expect(picture.clash).toEqual([33, 35]);
    expect(picture.story).toEqual([
      { step: 12, kind: 'held', text: "before p0's first rename of app.log, p1 goes on" },
      { step: 22, kind: 'written', text: 'written into app.log', place: 'app.log' },
      { step: 32, kind: 'moved', text: 'now in app.log.1', place: 'app.log.1' },
      { step: 33, kind: 'clash', text: '' },
      { step: 35, kind: 'gone', text: 'gone: it is in no file any more' },
    ]);
    expect(filesIn(picture, 34)).toEqual({
      'app.log': ['p1 record 1'],
      'app.log.1': ['p1 record 0'],
      'app.log.2': ['p0 record 0'],
    });
    expect(filesIn(picture, 35)).toEqual({
      nowhere: ['p1 record 0'],
      'app.log.1': ['p1 record 1'],
      'app.log.2': ['p0 record 0'],
    });
  });

  test('of the steps that clash are the lines of the program that made them', async () => {
    const { code = [] } = await shown('no-record-lost/size.json');
    expect(code.map(({ step, places }) => [step, places.map(({ name }) => name)])).toEqual([
      [33, ['size.ts', 'cpython-stream.ts']],
      [35, ['size.ts', 'cpython.ts']],
    ]);
  });

  test('of a place are the lines around it, or the one that was kept where its file has changed since', () => {
    const file = 'harness/page/code.ts';
    const text = readFileSync(join(packageRoot, file), 'utf8').split('\n');
    const source = 'const around = 2;';
    const line = text.indexOf(source) + 1;
    const linesAt = (at: number): unknown => {
      const stack = [{ file, line: at, source }];
      return codeOf([{ number: 3, process: 0, step: 'rename app.log', stack }])[0]?.places[0]?.lines;
    };
    const numbers = [line - 2, line - 1, line, line + 1, line + 2];
    expect(linesAt(line)).toEqual(numbers.map((number) => [number, text[number - 1]]));
    expect(linesAt(line + 1)).toEqual([[line + 1, source]]);
  });

  test('beside it is its twin, from the step on that is another one', async () => {
    const { picture, twin } = await shown('no-record-lost/size.json');
    expect(twin?.change).toBe('p0 goes on instead of p1');
    expect(twin?.parts).toBe(12);
    const steps = [picture, twin?.picture].map((each) => each?.steps[11]);
    expect(steps).toMatchObject([
      { lane: 1, text: 'open app.log' },
      { lane: 0, text: 'rename app.log → app.log.1' },
    ]);
    expect(filesIn(twin?.picture ?? picture, twin?.picture.steps.length ?? 0)).toEqual({
      'app.log': ['p1 record 1'],
      'app.log.1': ['p1 record 0'],
      'app.log.2': ['p0 record 1'],
      'app.log.3': ['p0 record 0'],
    });
  });

  test('of a line that two have written is who wrote which part of it, and what happened beside the steps', async () => {
    const { picture } = await shown('survives-kill/file.json');
    const { length } = picture.steps;
    expect(filesIn(picture, length)).toEqual({ 'app.log': ['p0 record 0 + p1 record 0'] });
    expect(picture.rows.filter(({ kind }) => kind === 'event')).toEqual([{ kind: 'event', text: 'p0 is killed' }]);
  });

  test('of a file that somebody else empties is that its line stands nowhere any more', async () => {
    const { picture } = await shown('survives-copytruncate/file-alone.json');
    expect(picture.lanes.map(({ name }) => name)).toEqual(['p0', 'p1 (logrotate)']);
    expect(picture.story.at(-1)).toMatchObject({ kind: 'gone', text: 'gone: it is in no file any more' });
  });

  test('of a record that is packed is not that it is gone', async () => {
    const { picture } = await shown('no-record-duplicated/rotating-file-stream-gzip.json');
    const kinds = picture.story.map(({ kind }) => kind);
    expect(kinds).not.toContain('gone');
    expect(picture.story).toContainEqual(expect.objectContaining({ text: 'no longer in a plain file' }));
  });

  test('of more than 400 steps takes less than 400 kB', async () => {
    const long = await longPage(thread);
    expect(long?.picture.steps.length).toBeGreaterThan(400);
    expect(long?.twin?.picture.steps.length).toBeGreaterThan(400);
    const html = pageHtml({
      title: 'long',
      about: [],
      verdicts: [],
      counterexamples: [long ?? (await shown('no-record-lost/size.json'))],
    });
    expect(html.length).toBeLessThan(400_000);
    expect(html).not.toMatch(/(?:src|href)="(?!data:)/);
  });

  test('of looks is how many there were, so that every step has its row', async () => {
    const { picture } = await shown('no-record-lost/size.json');
    const numbers = picture.rows.flatMap((row) =>
      row.kind === 'steps' ? Array.from({ length: row.last - row.first + 1 }, (_, index) => row.first + index) : [],
    );
    expect(numbers).toEqual(picture.steps.map((_, index) => index + 1));
    expect(picture.rows).toContainEqual({ kind: 'steps', first: 5, last: 10, lane: 0, text: '… 6 looks' });
  });
});
