import { readlinkSync } from 'node:fs';
import { basename } from 'node:path';
import type { HeldStep, Holder, Session } from '../gate/index.js';
import type { Frame } from './frame.js';
import { framesOfNative, knowsLines } from './native.js';
import { framesOfJava, framesOfPython, framesOfRuby, framesSaid } from './printed.js';
import { toldFrames } from './told-frame.js';
import { framesOfBash, framesOfNode } from './written.js';

/** Where a program stands that holds a step. */
export interface Stack {
  /** Innermost first; none where its runtime does not tell. */
  readonly frames: readonly Frame[];
  /** The execution cannot go on: the process was asked by a signal. */
  readonly isOver: boolean;
}

/**
 * Looks where a program stands that holds a step.
 * @param folder what loaders have written down is there.
 */
export function stackAt(session: Session, step: HeldStep, folder: string): Stack {
  const holder = session.holderOf(step);
  const { frames, isOver } = asked(session, step, { holder, folder });
  return { frames: toldFrames(frames), isOver };
}

interface Asking {
  readonly holder: Holder;
  readonly folder: string;
}

function asked(session: Session, step: HeldStep, { holder, folder }: Asking): Stack {
  const written = (frames: readonly Frame[]): Stack => ({ frames, isOver: false });
  const printed = (frames: readonly Frame[]): Stack => ({ frames, isOver: true });
  switch (runtimeOf(holder.pid)) {
    case 'node':
      return written(framesOfNode(folder, holder, step.call));
    case 'python':
    case 'pypy':
      return printed(framesOfPython(session.signalAt(step, unusual)));
    case 'ruby':
      return printed(framesOfRuby(session.signalAt(step, unusual)));
    case 'perl':
    case 'php':
      return printed(framesSaid(session.signalAt(step, unusual)));
    case 'java':
      return printed(framesOfJava(session.signalBeside(step, 'SIGQUIT'), holder.tid));
  }
  if (knowsLines(holder.pid)) return printed(session.stopAt(step) ? framesOfNative(holder.tid) : []);
  return written(framesOfBash(folder, holder));
}

/** A signal that nobody sends: what handles it is the runtime itself, or its loader. */
const unusual = 'SIGILL';

/** What runs a process, without its version: `python` of `/usr/bin/python3.11`. */
function runtimeOf(pid: number): string {
  try {
    return /^[a-z]*/.exec(basename(readlinkSync(`/proc/${pid}/exe`)))?.[0] ?? '';
  } catch {
    return '';
  }
}
