import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { openRemoteControl, type RemoteControl } from '../control/remote.js';
import { packageRoot } from '../package-root.js';
import { newDirectory } from '../processes/directory.js';
import type { Scenario } from '../scenario/scenario.js';
import { undisturbedSchedule } from '../schedule/schedule.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { printRates, type Way } from './rates.js';

const lanes = 2;
const compiler = 'gcc';
const scenario: Scenario = { processes: 2, records: 5, recordBytes: [32], rotation: { kind: 'none' } };
const fixtures = join(packageRoot, 'harness', 'bench', 'fixtures', 'programs');

/** Executions of two processes of ten steps each, for programs as they are: copied from their first steps, and started anew. */
export async function benchPrograms(): Promise<void> {
  const built = newDirectory();
  const executable = join(built.path, 'appends');
  const hasC = spawnSync(compiler, ['-O2', '-o', executable, join(fixtures, 'appends.c')]).status === 0;
  const commands = [
    ['python3', join(fixtures, 'appends.py')],
    ['bash', join(fixtures, 'appends.sh')],
    ...(hasC ? [[executable]] : []),
  ];
  const opened: RemoteControl[] = [];
  const ways: Way[] = [];
  for (const [name, command] of commands.map((words) => [words[0] === executable ? 'C' : words[0], words] as const)) {
    for (const copies of [true, false]) {
      const controls = await Promise.all(
        Array.from({ length: lanes }, () => openRemoteControl({ writer: programOf(command), processes: 2, copies })),
      );
      opened.push(...controls);
      ways.push({
        name: `${name}, ${copies ? 'copied' : 'started anew'}`,
        seconds: 2,
        lanes,
        execute: inTurn(controls),
      });
    }
  }
  await printRates('programs as they are, 2 processes × 10 steps, two at a time', ways);
  await Promise.all(opened.map(({ close }) => close()));
  built.remove();
}

function programOf(words: readonly string[]): WriterProgram {
  const command = [...words, '{log}', '{process}', '{records}'];
  const asIs = { command, file: 'app.log' };
  return { name: words.join(' '), rotations: ['none'], guarantees: [], guaranteesAlone: [], command, asIs };
}

/** Asks each control in turn, so that as many are at work as there are lanes. */
function inTurn(controls: readonly RemoteControl[]): () => Promise<unknown> {
  let next = 0;
  return async () => {
    const { execution } = (await controls[next++ % controls.length]?.run(scenario, {
      kind: 'schedule',
      schedule: undisturbedSchedule,
    })) ?? { execution: undefined };
    if (execution?.outcome.kind !== 'completed')
      throw new Error(`It did not complete: ${JSON.stringify(execution?.outcome)}`);
  };
}
