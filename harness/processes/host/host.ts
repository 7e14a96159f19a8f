import { writeSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { errorMessage } from '../../words.js';
import type { OpenLog, Writer } from '../../writers/writer.js';
import { inputLines } from './input-lines.js';
import { answersInMemory, drawFrom, refreshPid, showLongPid } from './repeatable.js';
import { standardOutputOn } from './standard-output.js';
import { answerLine, type Order, type OrderAnswer, type RecordAnswer } from '../protocol.js';

/**
 * The child process that runs a writer which is a module: `node host.js MODULE` speaks the command protocol on the
 * module's behalf, and `node host.js MODULE --describe` checks the writer and prints it as JSON, which is done before any
 * process is to run it. With `--repeatable` each execution draws the same numbers from `Math.random`, however many went
 * before it, shows PIDs of one length, and leaves answers in memory. It loads no more than it must: hundreds are started.
 */
async function main([path, flag]: readonly string[]): Promise<void> {
  if (path === undefined) throw new Error('The host needs the path of the module whose writer it runs.');
  if (flag === '--describe') {
    await describe(path);
    // What the module has begun, such as an interval, is not waited for.
    process.exit(0);
  }
  const writer: Writer = await load(path);
  await writer.load?.();
  if (flag === '--repeatable') tell = answersInMemory();
  const nextLine = inputLines();
  let line = nextLine();
  refreshPid();
  if (flag === '--repeatable') showLongPid();
  for (; line !== undefined; line = nextLine()) {
    const order: Order = JSON.parse(line);
    if (flag === '--repeatable') drawFrom({ state: order.process });
    await carryOut(order, writer);
  }
  process.exit(0);
}

async function describe(path: string): Promise<void> {
  const { defineWriter } = await import('../../writers/writer.js');
  tell(`${JSON.stringify(defineWriter(await load(path)))}\n`);
}

/** A module's path; or its address, whose fragment says which of several writers that it exports together. */
async function load(module: string) {
  const url = module.startsWith('file:') ? new URL(module) : pathToFileURL(module);
  const { default: exported, ...others } = await import(url.href);
  if (exported === undefined) throw new Error(withoutDefault(Object.keys(others)));
  return url.hash === '' ? exported : exported[url.hash.slice(1)];
}

function withoutDefault(names: readonly string[]): string {
  const instead = names.length === 0 ? 'exports nothing' : `exports ${names.join(', ')}`;
  return `The module has no default export, but ${instead}: it must have { name, rotations, guarantees?, open } as its default export.`;
}

async function carryOut(order: Order, writer: Writer): Promise<void> {
  const log = await openLog(order, writer);
  if (log === undefined) return;
  const answers: RecordAnswer[] = [];
  const reply = writer.acknowledges === 'close' ? (answer: RecordAnswer) => void answers.push(answer) : answerNow;
  for (const [index, record] of order.records.entries()) {
    const pauseMs = order.pausesMs?.[index] ?? 0;
    if (pauseMs > 0) await pause(pauseMs);
    try {
      await log.append(record);
      reply({ kind: 'ok', index });
    } catch (error) {
      reply({ kind: 'fail', index, message: errorMessage(error) });
    }
  }
  try {
    await log.close();
    for (const answer of answers) answerNow(answer);
  } catch (error) {
    console.error(error);
    // What was refused stays so, for the reason that was given.
    const message = `the close failed: ${errorMessage(error)}`;
    for (const answer of answers)
      answerNow(answer.kind === 'ok' ? { kind: 'fail', index: answer.index, message } : answer);
  }
  answerNow({ kind: 'closed' });
}

/** A log that can't be opened refuses every record. */
async function openLog({ file, rotation, process, records }: Order, writer: Writer): Promise<OpenLog | undefined> {
  try {
    const log: unknown = await writer.open({ file, rotation, process });
    assertLog(log);
    return log;
  } catch (error) {
    console.error(error);
    for (const index of records.keys())
      answerNow({ kind: 'fail', index, message: `the open failed: ${errorMessage(error)}` });
    answerNow({ kind: 'closed' });
    return undefined;
  }
}

/** What `open` gives is the writer's own, so nothing is known of it. */
function assertLog(log: unknown): asserts log is OpenLog {
  if (log === undefined || log === null)
    throw new Error('open() must return { append, close }, but it returned nothing');
  if (typeof log !== 'object') throw new Error(`open() must return { append, close }, but it returned a ${typeof log}`);
  const missing = ['append', 'close'].filter((name) => typeof Reflect.get(log, name) !== 'function');
  if (missing.length > 0)
    throw new Error(
      `open() must return { append, close }, but what it returned has no function ${missing.join(' and no ')}`,
    );
}

function answerNow(answer: OrderAnswer): void {
  tell(answerLine(answer));
}

let tell = (text: string): void => {
  writeSync(1, text);
};

// Standard output belongs to the protocol: whatever a writer prints there goes to standard error.
let output: typeof process.stderr | undefined;
Object.defineProperty(process, 'stdout', { get: () => (output ??= standardOutputOn(process.stderr)) });
await main(process.argv.slice(2));
