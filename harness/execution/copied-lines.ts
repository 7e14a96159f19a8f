import { ownerOf } from '../gate/index.js';
import type { ProgramFile } from './program-files.js';
import { lastStepOf, rootOf, takenFrom, textOf, type WrittenLine } from './written-line.js';

/** Lines that have their end, by what stands on them, and the files in which each was put. */
export interface Finished {
  readonly byText: Map<string, WrittenLine[]>;
  readonly heldBy: Map<WrittenLine, Set<ProgramFile>>;
}

export function noLines(): Finished {
  return { byText: new Map(), heldBy: new Map() };
}

/** Notes that bytes of a line were put into a file. */
export function noteHeld({ heldBy }: Finished, line: WrittenLine, file: ProgramFile): void {
  const files = heldBy.get(line);
  if (files === undefined) heldBy.set(line, new Set([file]));
  else files.add(file);
}

/**
 * The line that a new one is a copy of, if it is one: an earlier one with the same text, in a file that the member has opened to read
 * before that line went. It copies it into another file, or into the same one from which it has taken it itself. What it has
 * copied already into this file it copies no second time. Most likely it is one of the file that it has opened last to read. It may be no copy after all, since nobody sees what a program reads
 * and that it does not write the same twice: so nothing is ever held against a program because a line is taken for a copy.
 */
export function originalOf(
  finished: Finished,
  line: WrittenLine,
  into: ProgramFile,
  lastRead: ProgramFile | undefined,
): WrittenLine | undefined {
  const alike = finished.byText.get(textOf(line)) ?? [];
  if (alike.length === 0) return undefined;
  const taken = new Set(
    alike
      .filter(
        (other) =>
          other.copyOf !== undefined &&
          other.file === into.number &&
          isOwn(other, line) &&
          takenFrom(other, into.number) === undefined,
      )
      .map(rootOf),
  );
  const originals = alike.filter((other) => !taken.has(rootOf(other)) && mayBeReadAs(finished, other, line, into));
  return (
    originals.findLast((other) => lastRead !== undefined && isHeldBy(finished, other, lastRead)) ?? originals.at(-1)
  );
}

export function noteFinished({ byText }: Finished, line: WrittenLine): void {
  const text = textOf(line);
  const alike = byText.get(text);
  if (alike === undefined) byText.set(text, [line]);
  else alike.push(line);
}

function isHeldBy({ heldBy }: Finished, line: WrittenLine, file: ProgramFile): boolean {
  return heldBy.get(line)?.has(file) === true;
}

function isOwn(one: WrittenLine, other: WrittenLine): boolean {
  return ownerOf(one.owner) === ownerOf(other.owner);
}

/** Whether a line may be a copy of an earlier one with the same text. */
export function mayBeReadAs(
  { heldBy }: Pick<Finished, 'heldBy'>,
  original: WrittenLine,
  copy: WrittenLine,
  into: ProgramFile,
): boolean {
  const { process } = copy.owner;
  const copied = lastStepOf(copy);
  if (lastStepOf(original) > copied) return false;
  const moved = takenFrom(original, into.number);
  const isMovedAside = moved?.owner.process === process && moved.step <= copied;
  return [...(heldBy.get(original) ?? [])].some((file) => {
    const opened = file.readBy.get(process) ?? Infinity;
    const taken = takenFrom(original, file.number)?.step ?? Infinity;
    return opened < copied && opened < taken && (file !== into || isMovedAside);
  });
}
