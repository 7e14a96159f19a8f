import { conflicts, ownerOf, type Access, type HeldStep, type Step } from '../gate/index.js';
import { pathsOf } from './may-conflict.js';

/** Where the processes of an execution meet. Plain JSON. */
export interface Contention {
  /** The paths of steps that conflict with a step of another process. */
  readonly shared: readonly string[];
  /** How many steps on shared paths each process takes, by whose steps they are. */
  readonly remaining: Readonly<Record<string, number>>;
}

/** Learns from one execution where its processes meet. */
export function contentionOf(trace: readonly Step[]): Contention {
  const owners = [...new Set(trace.map(ownerOf))].toSorted();
  const stepsOf = (owner: string): readonly Step[] => trace.filter((step) => ownerOf(step) === owner);
  const touched = owners.map((owner) => ({
    owner,
    accesses: distinct(stepsOf(owner).flatMap(({ footprint }) => footprint)),
  }));
  const meeting = trace.filter((step) =>
    touched.some(({ owner, accesses }) => owner !== ownerOf(step) && conflicts(step.footprint, accesses)),
  );
  const shared = [...new Set(meeting.flatMap(pathsOf))];
  const remaining = owners.map((owner) => [owner, stepsOf(owner).filter((step) => isOn(step, shared)).length]);
  return { shared, remaining: Object.fromEntries(remaining) };
}

export function isOn(step: HeldStep, paths: readonly string[]): boolean {
  return pathsOf(step).some((path) => paths.includes(path));
}

function distinct(accesses: readonly Access[]): Access[] {
  return [...new Map(accesses.map((each) => [`${each.access} ${each.object}`, each])).values()];
}
