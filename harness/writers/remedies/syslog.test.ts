import { afterAll, expect, test } from 'vitest';
import { accountFor } from '../../accounting.js';
import { defaultSilenceMs, runFree } from '../../free.js';
import { openPool } from '../../processes/pool.js';
import type { Scenario } from '../../scenario.js';
import { writerNamed } from '../index.js';
import { framed, unframed } from './syslog-message.js';

const pool = openPool(defaultSilenceMs);
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

test('finds the messages of a stream, wherever it is cut', () => {
  const messages = ['one', 'täglich', '', 'with 3 spaces'];
  const stream = Buffer.concat(messages.map(framed));
  for (let at = 0; at <= stream.length; at++) {
    const told: string[] = [];
    const read = unframed((message) => told.push(message));
    read(stream.subarray(0, at));
    read(stream.subarray(at));
    expect(told).toEqual(messages);
  }
});
