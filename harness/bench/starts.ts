import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import * as v from 'valibot';
import { endKept, openSession } from '../gate/index.js';
import { memberOf } from '../control/member.js';
import { packageRoot } from '../package-root.js';
import { newDirectory } from '../processes/directory.js';
import { writerNamed } from '../writers/index.js';
import { writerFor } from './subjects.js';

const rounds = 20;
/** Another checkout of logtorture, compiled, that is measured in turn with this one. */
const variable = 'LOGTORTURE_BEFORE';
/** The last line of a counterexample. */
const shown = /^Reproduced /;

/**
 * How long one waits: for a command's help; from Enter until the first counterexample stands on the screen; until a process
 * in which nothing was executed is ready, which is started or copied; and until a session is open, the first one of a writer in
 * its thread, or one after it, which copies what the first one has started.
 */
export async function benchStarts(): Promise<void> {
  const before = process.env[variable];
  const programs = [
    { name: 'now', program: programIn(packageRoot) },
    ...(before === undefined ? [] : [{ name: 'before', program: programIn(before) }]),
  ];
  if (before === undefined) console.log(`  ${variable}=FOLDER measures an older checkout beside this one`);
  const check = ['--claims', 'no-record-lost', '--budget', '400', '--seed', '1'];
  const subjects = ['size', 'python-size'].filter((name) => writerNamed(name)?.unavailable === undefined);
  const measures = [
    { name: 'logtorture --help', args: ['--help'] },
    ...subjects.map((subject) => ({
      name: `check ${subject}, first counterexample`,
      args: ['check', subject, ...check],
    })),
  ];
  for (const { name, args } of measures) {
    const times = programs.map((): number[] => []);
    for (let round = 0; round < rounds; round++)
      for (const [index, { program }] of programs.entries()) times[index]?.push(await secondsOf(program, args));
    for (const [index, each] of programs.entries()) print(`${name}, ${each.name}`, times[index] ?? [], 's');
  }
  for (const copyable of [false, true]) {
    for (const subject of subjects) {
      const name = `a fresh process of ${subject}, ${copyable ? 'copied where it can be' : 'started'}`;
      print(name, freshMs(subject, copyable), 'ms');
    }
  }
  for (const shares of [false, true]) {
    for (const subject of subjects) {
      const name = `two processes of ${subject} opened, ${shares ? 'after others' : 'the first ones'}`;
      print(name, sessionMs(subject, shares), 'ms');
    }
  }
}

/** The compiled program of a checkout. */
function programIn(folder: string): string {
  const text = readFileSync(join(folder, 'package.json'), 'utf8');
  const { bin } = v.parse(v.object({ bin: v.object({ logtorture: v.string() }) }), JSON.parse(text));
  return join(folder, bin.logtorture);
}

/** Until the last line, or until there is a counterexample. */
async function secondsOf(program: string, args: readonly string[]): Promise<number> {
  const directory = newDirectory();
  const started = performance.now();
  const command = execa(process.execPath, [program, ...args], { cwd: directory.path, reject: false, stderr: 'ignore' });
  let seconds: number | undefined;
  for await (const line of command) {
    if (seconds !== undefined || !shown.test(line)) continue;
    seconds = (performance.now() - started) / 1000;
    command.kill('SIGINT');
  }
  await command;
  seconds ??= (performance.now() - started) / 1000;
  directory.remove();
  return seconds;
}

function freshMs(subject: string, copyable: boolean): number[] {
  const member = { ...memberOf(writerFor(subject)), copyable };
  const session = openSession({ members: [member] });
  const times = Array.from({ length: rounds }, () => {
    const started = performance.now();
    session.replace(0);
    return performance.now() - started;
  });
  session.close();
  return times;
}

function sessionMs(subject: string, shares: boolean): number[] {
  const member = memberOf(writerFor(subject));
  const open = (): void => openSession({ members: [member, member], shares }).close();
  if (shares) open();
  const times = Array.from({ length: rounds }, () => {
    const started = performance.now();
    open();
    return performance.now() - started;
  });
  endKept();
  return times;
}

function print(name: string, times: readonly number[], unit: string): void {
  const sorted = times.toSorted((a, b) => a - b).map((time) => time.toFixed(2));
  const middle = sorted[Math.floor(sorted.length / 2)] ?? '';
  console.log(
    `  ${name.padEnd(60)} ${middle.padStart(6)} ${unit}   (${sorted[0]} to ${sorted.at(-1)}, ${rounds} times)`,
  );
}
