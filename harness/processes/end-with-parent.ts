import { onExit } from 'signal-exit';

const endings = new Set<() => void>();

// By whatever way this process ends, short of SIGKILL, what it has started ends first.
onExit(endChildren);

/** Ends what this process has started. */
export function endChildren(): void {
  for (const end of endings) end();
}

/** Has `end` called when this process ends; returns how to forget it. */
export function endWithParent(end: () => void): () => void {
  endings.add(end);
  return () => void endings.delete(end);
}
