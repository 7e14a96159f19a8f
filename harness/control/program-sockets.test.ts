import { describe, expect, test } from 'vitest';
import { traceOf } from '../execution/events.js';
import { gateSupport } from '../gate/index.js';
import { executedAsIs, fixture, python, written } from './fixtures/executed-as-is.js';

describe.runIf(gateSupport().able)('a program as it is', () => {
  test('has pipes and pairs of sockets of its own for itself, where it is copied', () => {
    const command = [python, fixture('wakes-itself.py'), '{log}', '{process}', 'is empty'];
    const execution = executedAsIs({ command, copies: 2 });
    expect(execution.start).toBe('copied from its first step');
    expect(execution.outcome).toEqual({ kind: 'completed' });
    const says = ['begins', 'pipe of', 'pair of', 'would wait True', "at its end b''"];
    expect(written(execution)).toEqual(
      [0, 1].flatMap((each) => says.map((text) => `p${each} ${each} ${text}${text.endsWith(' of') ? ` ${each}` : ''}`)),
    );
  });

  test('is started anew where something lies in a pair of sockets, which it finds there', () => {
    const command = [python, fixture('wakes-itself.py'), '{log}', '{process}', 'holds'];
    const execution = executedAsIs({ command });
    expect(execution.start).toBe('started anew: it has a socket open');
    expect(written(execution)).toContain('p0 0 from beforepair of 0');
  });

  test('may name sockets by its number', () => {
    const execution = executedAsIs({ command: [python, fixture('binds-by-its-number.py'), '{log}'], copies: 2 });
    const onSockets = traceOf(execution).flatMap(({ call, path }) => (call === 'bind' ? (path ?? []) : []));
    expect(onSockets).toEqual(['app.log.<p0>.sock', 'app.log.<p1>.sock']);
    expect(written(execution)).toEqual(['p0 asked', 'p1 asked']);
  });
});
