import { describe, expect, test } from 'vitest';
import { explored, sizeLosesARecord, verdicts } from '../search/hand-built.js';
import { annotationsOf } from './annotations.js';
import { junitXml, type Findings } from './junit.js';
import type { Told } from './verdicts.js';
import { verdictsMarkdown } from './verdicts-markdown.js';

/** One verdict of each kind that the writer is held to, and those that it is not. */
const told: readonly Told[] = [true, false].flatMap((asked) =>
  verdicts.map((verdict): Told => ({ concurrency: 'together', promised: asked, asked, verdict })),
);
const file = '.logtorture/no-record-lost/size.json';
const findings: Findings = {
  writer: 'size',
  seed: 7,
  told,
  whereOf: () => ({ file, replay: `npx logtorture replay ${file}`, seed: 7 }),
};

/** A writer whose name, and a violation whose message, hold all that could be taken for something else. */
const hostile: Findings = {
  ...findings,
  writer: 'sh -c "a < b && c | d" `x` ]]>\u0000\u001b[31m',
  told: [
    {
      concurrency: 'alone',
      promised: false,
      asked: true,
      verdict: {
        name: 'no-error',
        verdict: 'violated',
        explored,
        counterexample: {
          ...sizeLosesARecord,
          violation: { message: '100% | <b>, a: b\nc ``` *x* \u{1f600}\u0001.', steps: [] },
        },
      },
    },
  ],
};

describe('a search that is told to a machine', () => {
  test('is a report of JUnit, as in golden/check-junit.xml', async () => {
    await expect(junitXml(findings)).toMatchFileSnapshot('golden/check-junit.xml');
    await expect(junitXml(hostile)).toMatchFileSnapshot('golden/check-junit-hostile.xml');
  });

  test("is GitHub's annotations, as in golden/check-annotations.txt", async () => {
    const { violation } = sizeLosesARecord;
    const stack = [
      { file: 'node_modules/roll/index.js', line: 9, function: 'roll', source: 'fs.unlinkSync(last);' },
      { file: 'src/my-logger.mjs', line: 12, function: 'append' },
    ];
    const known = {
      ...sizeLosesARecord,
      violation: { ...violation, steps: violation.steps.map((step) => ({ ...step, stack })) },
    };
    const withLine: Told[] = told.flatMap(({ verdict, ...rest }) =>
      verdict.verdict === 'violated' ? [{ ...rest, verdict: { ...verdict, counterexample: known } }] : [],
    );
    const lines = [
      ...annotationsOf('size', told, { file: 'src/my-logger.mjs', has: () => true }),
      ...annotationsOf('size', withLine, { file: 'src/main.mjs', has: () => true }),
      ...annotationsOf('size', withLine, { file: 'src/main.mjs', has: () => false }),
      ...annotationsOf('a, b: c', hostile.told, { has: () => true }),
    ];
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('golden/check-annotations.txt');
  });

  test('is a comment of Markdown, as in golden/check.md', async () => {
    await expect(verdictsMarkdown(findings)).toMatchFileSnapshot('golden/check.md');
    await expect(verdictsMarkdown(hostile)).toMatchFileSnapshot('golden/check-hostile.md');
  });
});
