import { filesChanged, type GateEvent } from '../gate/index.js';
import { recordKey, type RecordId } from '../scenario/record.js';
import type { Scenario } from '../scenario/scenario.js';

/** What the program that rotates the log prints once it has done so for the first time, and when it is about to do so again. */
export const rotatedOnce = 'rotated once';
export const rotatesAgain = 'rotates again';
/** What it prints when it has sent a signal to some process. */
export const toldSomebody = 'told somebody';

interface Rotated {
  readonly scenario: Scenario;
  readonly events: readonly GateEvent[];
}

/** So many records are written by a process before it need have noticed a rotation, or handled a signal that tells of it. */
const recordsToFollow = 3;

/**
 * Whether each process had time to go over to the new file before the one put aside is packed or removed. There is a day between two
 * rotations, and what packs a file at once can't be survived by anybody: a write may be on its way. So nothing is said of an execution
 * in which a process that writes after that had not been acknowledged some records since the first rotation; nor where a process was
 * told by a signal and never pauses, since some (of Node) come to know of it only then.
 */
export function hadTimeToFollow({ scenario, events }: Rotated): boolean {
  const rotator = scenario.processes;
  const [once, again, told] = [rotatedOnce, rotatesAgain, toldSomebody].map((said) =>
    events.findIndex((event) => event.kind === 'printed' && event.process === rotator && event.text.includes(said)),
  );
  if (once === undefined || again === undefined || again === -1) return true;
  if (told !== -1 && (scenario.pausesMs ?? []).every((pauseMs) => pauseMs === 0)) return false;
  const [before, between, after] = [events.slice(0, once), events.slice(once, again), events.slice(again)];
  return Array.from({ length: rotator }, (_, process) => process).every((process) => {
    const writes = after.some((event) => event.kind === 'step' && event.process === process && event.call === 'write');
    const isLate = !before.some((event) => isStepOf(event, process));
    return !writes || isLate || between.flatMap((event) => answersIn(event, process)).length >= recordsToFollow;
  });
}

/** Records that were written into a file which the rotating program had already removed: to remove what they are in was no intention. */
export function writtenAfterRemoval({ scenario, events }: Rotated): (record: RecordId) => boolean {
  const removed = new Set<string>();
  const late = new Set<string>();
  const isLate = new Set<number>();
  for (const event of events) {
    if (event.kind === 'step') {
      if (isRemoval(event, scenario.processes)) for (const inode of filesChanged(event)) removed.add(inode);
      if (event.call === 'write' && filesChanged(event).some((inode) => removed.has(inode))) isLate.add(event.process);
    } else if (event.kind === 'printed') {
      const answered = answersIn(event, event.process);
      if (isLate.has(event.process))
        for (const sequence of answered) late.add(recordKey({ process: event.process, sequence }));
      if (answered.length > 0) isLate.delete(event.process);
    }
  }
  return (record) => late.has(recordKey(record));
}

function isStepOf(event: GateEvent, process: number): boolean {
  return event.kind === 'step' && event.process === process;
}

function isRemoval(event: GateEvent, process: number): boolean {
  return event.kind === 'step' && event.process === process && event.call === 'unlink' && !('error' in event.result);
}

/** Which records a process has acknowledged. */
function answersIn(event: GateEvent, process: number): number[] {
  if (event.kind !== 'printed' || event.process !== process || event.stream !== 'stdout') return [];
  return Array.from(event.text.matchAll(/^ok (\d+)$/gm), ([, sequence]) => Number(sequence));
}
