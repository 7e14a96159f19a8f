/** What a page shows of what it has: which counterexample, and the step up to which it has gone. */
export interface Place {
  /** Counted from 1; nothing where no link says it. */
  readonly shows?: number;
  readonly step?: number;
}

/** What a link leads to: `#step=33`, and on a page with several counterexamples `#shows=2&step=33`. */
export function placeIn(hash: string): Place {
  const words = new URLSearchParams(hash.replace(/^#/, ''));
  const [shows, step] = ['shows', 'step'].map((word) => Number.parseInt(words.get(word) ?? '', 10));
  return {
    ...(shows !== undefined && shows > 0 && { shows }),
    ...(step !== undefined && step >= 0 && { step }),
  };
}

export function hashOf({ shows, step }: Place): string {
  const words = new URLSearchParams();
  if (shows !== undefined) words.set('shows', String(shows));
  if (step !== undefined) words.set('step', String(step));
  return `#${words.toString()}`;
}
