import { conflicts, type Access, type HeldStep, type Step } from '../gate/index.js';
import { pathsOf } from './may-conflict.js';

/** Where the processes of an execution meet. Plain JSON. */
export interface Contention {
  /** The paths of steps that conflict with a step of another process. */
  readonly shared: readonly string[];
  /** How many steps on shared paths each process takes. */
  readonly remaining: readonly number[];
}

/** Learns from one execution where its processes meet. */
export function contentionOf(trace: readonly Step[]): Contention {
  const processes = Math.max(-1, ...trace.map(({ process }) => process)) + 1;
  const touched = Array.from({ length: processes }, (_, process) =>
    distinct(trace.filter((step) => step.process === process).flatMap(({ footprint }) => footprint)),
  );
  const meeting = trace.filter(({ process, footprint }) =>
    touched.some((others, other) => other !== process && conflicts(footprint, others)),
  );
  const shared = [...new Set(meeting.flatMap(pathsOf))];
  const remaining = touched.map(
    (_, process) => trace.filter((step) => step.process === process && isOn(step, shared)).length,
  );
  return { shared, remaining };
}

export function isOn(step: HeldStep, paths: readonly string[]): boolean {
  return pathsOf(step).some((path) => paths.includes(path));
}

function distinct(accesses: readonly Access[]): Access[] {
  return [...new Map(accesses.map((each) => [`${each.access} ${each.object}`, each])).values()];
}
