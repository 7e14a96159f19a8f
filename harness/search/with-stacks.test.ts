import { basename, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readCounterexample } from '../counterexample/file.js';
import { gateSupport } from '../gate/index.js';
import { packageRoot } from '../package-root.js';
import { shownOf } from '../report/stack.js';
import type { Frame } from '../stacks/frame.js';
import { writerNamed } from '../writers/index.js';
import { asReplayed } from './counterexample-of.js';
import { replayOn } from './replay-counterexample.js';
import { openSearchThread } from './threads.js';

/** A place by what stands there: its line is another one in each version. */
type Place = readonly [file: string, within: string | undefined, source: string];

interface Known {
  readonly writer: string;
  /** Of each of the steps that clash, the innermost place behind who called it. */
  readonly places: readonly (readonly Place[])[];
}

const known: readonly Known[] = [
  {
    writer: 'size',
    places: [
      [
        ['size.ts', 'doRollover', 'this.stream = openStream(this.baseFilename);'],
        ['cpython-stream.ts', 'openStream', "let descriptor: number | undefined = openSync(file, 'a');"],
      ],
      [
        ['size.ts', 'doRollover', 'this.rotate(this.baseFilename, destination);'],
        ['cpython.ts', 'rotate', 'if (exists(source)) renameSync(source, destination);'],
      ],
    ],
  },
  {
    writer: 'python-size',
    places: [
      [
        ['handlers.py', 'doRollover', 'self.stream = self._open()'],
        ['__init__.py', '_open', expect.stringMatching(/^return open/)],
      ],
      [
        ['handlers.py', 'doRollover', 'self.rotate(self.baseFilename, dfn)'],
        ['handlers.py', 'rotate', 'os.rename(source, dest)'],
      ],
    ],
  },
  {
    writer: 'winston-tailable',
    places: [
      [
        ['file.js', undefined, 'this._dest = this._createStream(this._stream);'],
        ['file.js', '_createStream', 'const dest = fs.createWriteStream(fullpath, this.options)'],
      ],
      [
        ['file.js', undefined, 'return cb(null);'],
        ['file.js', undefined, 'fs.rename('],
      ],
    ],
  },
  {
    writer: 'log4js',
    places: [
      [
        ['RollingFileWriteStream.js', '_moveOldFiles', 'this._renewWriteStream();'],
        [
          'RollingFileWriteStream.js',
          '_renewWriteStream',
          'fs.appendFileSync(filePath, "", renameKey({ ...ops }, "flags", "flag"));',
        ],
      ],
      [
        ['move.js', undefined, 'return rename(src, dest, overwrite, cb)'],
        ['move.js', 'rename', 'fs.rename(src, dest, err => {'],
      ],
    ],
  },
];

describe.runIf(gateSupport().able)('the steps that explain how a record is lost', async () => {
  const thread = await openSearchThread();
  afterAll(thread.close);

  test.each(known.filter(({ writer }) => writerNamed(writer)?.unavailable === undefined))(
    'are told with the lines of $writer that made them',
    async ({ writer: name, places }) => {
      const writer = writerNamed(name);
      if (writer === undefined) throw new Error(`There is no writer ${name}.`);
      const path = join(packageRoot, 'properties', 'counterexamples', 'no-record-lost', `${name}.json`);
      const counterexample = readCounterexample(path);
      const replayed = await replayOn(thread, { counterexample, writer }, { times: 1, fresh: true, stacks: true });
      const steps = asReplayed(counterexample, replayed, writer)?.violation.steps ?? [];
      const placeOf = ({ file, function: within, source }: Frame): unknown => [basename(file), within, source];
      expect(steps.map(({ stack = [] }) => shownOf(stack).slice(-2).map(placeOf))).toEqual(places);
    },
  );
});
