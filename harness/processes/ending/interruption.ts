/** Why there is no more to say of what was broken off. */
export const interruptedInWords = 'interrupted';

/** What is under way was broken off, since the user or the system has asked this process to end. */
export class Interrupted extends Error {
  constructor() {
    super(interruptedInWords);
  }
}

let interrupted: Interrupted | undefined;
const listeners = new Set<(error: Interrupted) => void>();

/** Has all that waits for a thread or a process fail at once, now and from now on. */
export function interrupt(): void {
  interrupted ??= new Interrupted();
  for (const listener of listeners) listener(interrupted);
}

export function isInterrupted(): boolean {
  return interrupted !== undefined;
}

/** Is told of an interruption, at once if there was one; gives how to forget it. */
export function onInterrupt(listener: (error: Interrupted) => void): () => void {
  listeners.add(listener);
  if (interrupted !== undefined) listener(interrupted);
  return () => void listeners.delete(listener);
}

/** What `work` gives. @throws {Interrupted} as soon as this process has been interrupted. */
export async function untilInterrupted<T>(work: Promise<T>): Promise<T> {
  let forget = (): void => undefined;
  try {
    return await Promise.race([work, new Promise<never>((_, reject) => (forget = onInterrupt(reject)))]);
  } finally {
    forget();
  }
}
