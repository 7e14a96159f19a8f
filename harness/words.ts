/** A number and its noun: `1 record`, `1,200 records`. */
export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? singular : plural}`;
}

/** Begins each line that a writer's module has printed on standard output, among those that it printed on stderr. */
export const onStandardOutput = 'on standard output: ';

/** What was thrown, in words: anything can be thrown, an error or not. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The code of an error of the system, for instance `ENOENT`. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}

/** So much time, rounded to seconds: `42 s`, or from a minute on `3 min 20 s`. */
export function durationInWords(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60).toLocaleString('en')} min ${seconds % 60} s`;
}
