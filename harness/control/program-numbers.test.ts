import { expect, describe, test } from 'vitest';
import { gateSupport } from '../gate/index.js';
import { executedAsIs, fixture, python, written } from './fixtures/executed-as-is.js';

/** The lines that were written, without who wrote them. */
function lines(execution: ReturnType<typeof executedAsIs>): string[] {
  return written(execution).map((line) => line.replace(/^p\S+ /, ''));
}

describe.runIf(gateSupport().able)('a copy of a program that has kept its number', () => {
  test('goes by that, with its children and for signals', () => {
    const execution = executedAsIs({ command: [python, fixture('keeps-its-number.py'), '{log}'] });
    expect(execution.start).toBe('copied from its first step');
    expect(execution.outcome).toEqual({ kind: 'completed' });
    const told = Array.from({ length: 5 }, () => 'told');
    expect(lines(execution)).toEqual([
      'first',
      'itself: True',
      ...told,
      'something came',
      'its child: True',
      'told',
      'last',
    ]);
  });

  test('is the one that a shell means by $$', () => {
    const signals = 'trap "echo told >> {log}" USR1; echo first >> {log}; kill -USR1 $$; echo last >> {log}';
    const execution = executedAsIs({ command: ['bash', '-c', signals], copies: 2 });
    expect(execution.start).toBe('copied from its first step');
    expect(written(execution)).toEqual(
      ['p0', 'p1'].flatMap((name) => ['first', 'told', 'last'].map((line) => `${name} ${line}`)),
    );
  });

  test('is found by it where a client looks for it in a file', () => {
    const service = 'trap "echo told >> {log}; exit" HUP; echo $$ > {dir}/pid; sleep 9 & wait';
    const execution = executedAsIs({ command: ['bash', '-c', service], drive: ['kill -HUP $(cat {dir}/pid)'] });
    expect(execution.start).toContain('copied from its first step');
    expect(execution.outcome).toEqual({ kind: 'completed' });
    expect(lines(execution)).toContain('told');
  });

  test('has gone where somebody asks for it after its end', () => {
    const end = 'echo $$ > {dir}/pid; until [ -e {dir}/seen ]; do sleep 1; done';
    const look =
      'pid=$(cat {dir}/pid); kill -0 $pid && [ -d /proc/$pid ] && echo there >> {log}; kill -KILL $pid; while kill -0 $pid; do sleep 1; done; [ -d /proc/$pid ] || echo gone >> {log}';
    const execution = executedAsIs({ command: ['bash', '-c', end], drive: [look] });
    expect(lines(execution).slice(1)).toEqual(['there', 'gone']);
  });

  test("goes on in an asyncio's loop", () => {
    const loop =
      'import asyncio, sys\nasync def main():\n  open(sys.argv[1], "a").write("first\\n")\n  await asyncio.sleep(1)\n  open(sys.argv[1], "a").write("last\\n")\nasyncio.run(main())';
    const execution = executedAsIs({ command: [python, '-c', loop, '{log}'] });
    expect(execution.processes[0]).toMatchObject({ end: { exitCode: 0 }, stderr: '' });
    expect(lines(execution)).toEqual(['first', 'last']);
  });

  test('has the timers that its original has made', () => {
    const execution = executedAsIs({ command: [python, fixture('makes-a-timer.py'), '{log}'] });
    expect(execution.start).toBe('copied from its first step');
    expect(execution.processes[0]).toMatchObject({ end: { exitCode: 0 }, stderr: '' });
    expect(lines(execution)).toEqual(['first', 'after 0.5 s']);
  });
});
