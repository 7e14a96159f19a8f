import { afterAll, expect, test } from 'vitest';
import { accountFor } from '../../execution/accounting.js';
import { defaultSilenceMs, runFree } from '../../processes/free.js';
import { openPool } from '../../processes/pool.js';
import type { Scenario } from '../../scenario/scenario.js';
import { writerNamed } from '../index.js';
import { lines } from './stdout-collector.js';
import { framed, unframed } from './syslog-message.js';

const pool = openPool(defaultSilenceMs());
afterAll(() => pool.close());

// More at once than any usual buffer holds, from a process that does not come to read what it sends.
const torrent: Scenario = { processes: 1, records: 500, recordBytes: [60_000], rotation: { kind: 'none' } };

test('UDP loses what comes faster than it is read, and says nothing', async () => {
  const fates = await fatesOf('syslog-udp');
  expect(fates).toContain('lost');
  expect(fates.filter((fate) => fate !== 'ok' && fate !== 'lost')).toEqual([]);
});

test('TCP loses none of the same', async () => {
  expect(new Set(await fatesOf('syslog-tcp'))).toEqual(new Set(['ok']));
});

async function fatesOf(name: string): Promise<string[]> {
  const writer = writerNamed(name);
  if (writer === undefined) throw new Error(`There is no writer ${name}.`);
  const execution = await runFree({ writer, scenario: torrent, pool });
  expect(execution.history.filter(({ kind }) => kind === 'ok')).toHaveLength(torrent.records);
  return accountFor(execution)
    .records.flat()
    .map(({ fate }) => fate);
}

const framings = {
  syslog: { framed, unframed },
  stdout: { framed: (line: string) => Buffer.from(`${line}\n`), unframed: lines },
};

test.each(Object.entries(framings))('finds the messages of a stream of %s, wherever it is cut', (_, framing) => {
  const messages = ['one', 'täglich', '', 'with 3 spaces'];
  const stream = Buffer.concat(messages.map(framing.framed));
  for (let at = 0; at <= stream.length; at++) {
    const told: string[] = [];
    const read = framing.unframed((message) => told.push(message));
    read(stream.subarray(0, at));
    read(stream.subarray(at));
    expect(told).toEqual(messages);
  }
});
