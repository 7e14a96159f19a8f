import { linkSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { dirSync } from 'tmp-promise';
import { noLineTorn, noRecordDuplicated, noRecordLost, nothingUnexpected, orderKept } from '../claims/index.js';
import type { Access, GateEvent, Result, Step } from '../gate/index.js';
import type { AsIs } from '../scenario/as-is.js';
import type { Scenario } from '../scenario/scenario.js';
import { accountFor } from './accounting.js';
import type { Execution, ProcessReport } from './execution.js';
import { historyOfLines } from './line-history.js';
import { readProgramLog } from './read-program-log.js';
import type { Owner } from './written-line.js';

interface Inode {
  readonly ordinal: number;
  text: string;
}

/** What a process has open. */
export interface Open {
  readonly inode: Inode;
  readonly path: string;
  readonly appends: boolean;
  offset: number;
}

/**
 * For tests: a small file system, of which processes make the calls that a test says. It notes them as the gate would have seen them.
 */
export class Machine {
  readonly events: GateEvent[] = [];
  readonly names: Map<string, Inode> = new Map();
  #ordinals = 0;

  /** A file that is there before the program begins. */
  withFile(name: string, text: string): void {
    this.names.set(name, { ordinal: ++this.#ordinals, text });
  }

  open(by: Owner, path: string, flags: string): Open {
    const there = this.names.get(path);
    const inode = there ?? { ordinal: ++this.#ordinals, text: '' };
    const empties = flags.includes('O_TRUNC');
    this.names.set(path, inode);
    if (empties) inode.text = '';
    this.#note(by, 'open', { path, flags }, { value: 0, size: inode.text.length }, [
      { object: `entry:${path}`, access: there === undefined ? 'write' : 'read' },
      ...(there === undefined || empties ? [changed(inode)] : []),
    ]);
    return { inode, path, appends: flags.includes('O_APPEND'), offset: 0 };
  }

  write(by: Owner, into: Open, data: string): void {
    const { inode } = into;
    const at = into.appends ? inode.text.length : into.offset;
    inode.text = inode.text.slice(0, at).padEnd(at, '\0') + data + inode.text.slice(at + data.length);
    into.offset = at + data.length;
    const size = inode.text.length;
    const result = { value: data.length, size, ...(into.offset < size && { at }) };
    this.#note(by, 'write', { ...this.#named(into), bytes: data.length, data }, result, [changed(inode)]);
  }

  /** A store through a memory map: nobody sees it. */
  store(inode: Inode, text: string): void {
    inode.text = text;
  }

  copy(by: Owner, from: Open, to: Open): void {
    const data = from.inode.text.slice(from.offset);
    from.offset += data.length;
    to.inode.text += data;
    to.offset = to.inode.text.length;
    const result = { value: data.length, size: to.inode.text.length };
    const source: Access = { object: `inode:${from.inode.ordinal}`, access: 'read' };
    this.#note(by, 'copy', { ...this.#named(to), bytes: 1_000_000 }, result, [changed(to.inode), source]);
  }

  truncate(by: Owner, file: Open, size: number): void {
    file.inode.text = file.inode.text.slice(0, size).padEnd(size, '\0');
    this.#note(by, 'truncate', { ...this.#named(file), bytes: size }, { value: 0, size }, [changed(file.inode)]);
  }

  rename(by: Owner, path: string, to: string): void {
    const moved = this.names.get(path);
    if (moved === undefined) return;
    const lost = this.names.get(to);
    // Two names of one file stay as they are.
    if (lost !== moved) this.names.delete(path);
    this.names.set(to, moved);
    this.#note(by, 'rename', { path, to }, { value: 0 }, [
      { object: `entry:${path}`, access: 'write' },
      { object: `entry:${to}`, access: 'write' },
      ...(lost === undefined || lost === moved ? [] : [changed(lost)]),
    ]);
  }

  link(by: Owner, path: string, to: string): void {
    const inode = this.names.get(path);
    if (inode === undefined) return;
    this.names.set(to, inode);
    this.#note(by, 'link', { path, to }, { value: 0 }, [{ object: `entry:${to}`, access: 'write' }, changed(inode)]);
  }

  unlink(by: Owner, path: string): void {
    const inode = this.names.get(path);
    if (inode === undefined) return;
    this.names.delete(path);
    this.#note(by, 'unlink', { path }, { value: 0 }, [{ object: `entry:${path}`, access: 'write' }, changed(inode)]);
  }

  kill(process: number): void {
    this.events.push({ kind: 'killed', process });
  }

  /** How many steps there were. */
  get steps(): number {
    return this.events.filter(({ kind }) => kind === 'step').length;
  }

  /** The execution that this was, its files read from a real directory. */
  executed(asIs: Partial<AsIs> = {}, scenario: Partial<Scenario> = {}): Execution {
    const program: AsIs = { command: ['program'], file: 'app.log', ...asIs };
    const directory = dirSync({ unsafeCleanup: true });
    try {
      const placed = new Map<Inode, string>();
      for (const [name, inode] of this.names) {
        const path = join(directory.name, name);
        const there = placed.get(inode);
        mkdirSync(dirname(path), { recursive: true });
        if (there === undefined) writeFileSync(path, inode.text, 'latin1');
        else linkSync(there, path);
        placed.set(inode, path);
      }
      const asked = { processes: 2, records: 2, recordBytes: [32], rotation: { kind: 'none' }, ...scenario } as const;
      return {
        writer: 'program',
        scenario: asked,
        asIs: program,
        history: historyOfLines(program, this.events),
        events: this.events,
        ...readProgramLog(directory.name, { asIs: program, events: this.events }),
        processes: Array.from({ length: asked.processes }, (_, process) => ended(process)),
        outcome: { kind: 'completed' },
        milliseconds: 0,
      };
    } finally {
      directory.removeCallback();
    }
  }

  #named({ inode, path }: Open): Pick<Step, 'path'> & { readonly now?: string } {
    const [now = '(deleted)'] = [...this.names].filter(([, each]) => each === inode).map(([name]) => name);
    return { path, ...(now !== path && { now: now === '(deleted)' ? `${path} (deleted)` : now }) };
  }

  #note(
    by: Owner,
    call: Step['call'],
    rest: Pick<Step, 'path'> & Partial<Step>,
    ...[result, footprint]: [Result, readonly Access[]]
  ): void {
    this.events.push({ kind: 'step', ...by, thread: 0, call, ...rest, result, footprint });
  }
}

/** The execution of what a test does, with a machine of its own. */
export function machine(act: (machine: Machine) => void, asIs: Partial<AsIs> = {}): Execution {
  const made = new Machine();
  act(made);
  return made.executed(asIs);
}

/** Every line with its fate. */
export function fates(execution: Execution): string[] {
  return accountFor(execution)
    .records.flat()
    .map(({ text, fate }) => `${text} ${fate}`);
}

/** What breaks a claim of those that the files tell of. */
export function brokenBy(execution: Execution): string[] {
  return [noRecordLost, noRecordDuplicated, noLineTorn, nothingUnexpected, orderKept].flatMap((invariant) =>
    invariant.check(execution).map(({ message }) => `${invariant.claim}: ${message}`),
  );
}

function changed({ ordinal }: Inode): Access {
  return { object: `inode:${ordinal}`, access: 'write' };
}

function ended(process: number): ProcessReport {
  return { process, end: { kind: 'ended', exitCode: 0, signal: undefined }, stderr: '' };
}

export const appending = 'O_WRONLY|O_CREAT|O_APPEND';
export const anew = 'O_WRONLY|O_CREAT|O_TRUNC';
export const reading = 'O_RDONLY';
