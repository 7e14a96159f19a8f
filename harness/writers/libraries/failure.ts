interface Failing {
  readonly once: (event: 'error', listener: (error: Error) => void) => unknown;
}

/** Rejects with the first error that a logger or a stream emits. Until it is awaited, an error disturbs nothing else. */
export function failureOf(source: Failing): Promise<never> {
  const failed = new Promise<never>((_, reject) => source.once('error', reject));
  failed.catch(() => undefined);
  return failed;
}
