import { afterAll, describe, expect, test } from 'vitest';
import { wasRotated } from '../../accounting.js';
import { openControl } from '../../control/control.js';
import { carryOut } from '../../control/plan.js';
import { gateSupport } from '../../gate/index.js';
import { invariants } from '../../invariants/index.js';
import type { Scenario } from '../../scenario.js';
import type { Rotation } from '../../writer.js';
import { writerNamed } from '../index.js';

const names = [
  'pino',
  'pino-async',
  'pino-worker',
  'pino-roll',
  'bunyan',
  'log4js',
  'log4js-sync',
  'log4js-date',
  'log4js-date-always',
  'log4js-multiprocess',
  'streamroller',
  'streamroller-date',
  'winston',
  'winston-tailable',
  'winston-gzip',
  'winston-daily-rotate-file',
  'winston-daily-rotate-file-gzip',
  'file-stream-rotator',
  'file-stream-rotator-destroying',
  'rotating-file-stream',
  'rotating-file-stream-chain',
  'rotating-file-stream-gzip',
  'rotating-file-stream-time',
  'electron-log',
  'electron-log-numbered',
  'tslog',
  'tslog-rotating',
];

const rotations: Readonly<Record<Rotation['kind'], Rotation>> = {
  none: { kind: 'none' },
  size: { kind: 'size', maxBytes: 100, backups: 4 },
  time: { kind: 'time', periodMs: 1000, backups: 4 },
};

const orders = 3;

describe.runIf(gateSupport().able).each(names)('%s', (name) => {
  const writer = writerNamed(name);
  if (writer === undefined) throw new Error(`There is no writer ${name}.`);
  const control = openControl({ writer, processes: 1 });
  afterAll(control.close);

  test.each(writer.rotations)('alone, keeps what it promises and acknowledges every record, rotation %s', (kind) => {
    const pausesMs = kind === 'time' ? [0, 700] : [0];
    const scenario: Scenario = { processes: 1, records: 4, recordBytes: [50], rotation: rotations[kind], pausesMs };
    const promised = invariants.filter(({ claim }) => writer.guaranteesAlone.includes(claim));
    expect(promised).not.toHaveLength(0);
    for (let seed = 1; seed <= orders; seed++) {
      const { execution } = carryOut(control, scenario, { kind: 'random-walk', seed });
      expect(execution.outcome).toEqual({ kind: 'completed' });
      expect(promised.flatMap(({ check }) => check(execution))).toEqual([]);
      expect(execution.history.filter((event) => event.kind === 'ok')).toHaveLength(4);
      expect(wasRotated(execution)).toBe(kind !== 'none');
    }
  });
});
