/**
 * The lines of several processes' logs, given as the text of each process's files from oldest to newest, in the order of
 * the times that they begin with. A process's own lines keep their order, whatever its clock has shown: a line that
 * seems older than the one before it, or bears no time, has the time of that one.
 */
export function mergeByTime(texts: readonly string[]): string[] {
  return texts
    .flatMap((text) => {
      let latest = '';
      return text
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => {
          const [time = ''] = stamp.exec(line) ?? [];
          if (time > latest) latest = time;
          return { line, time: latest };
        });
    })
    .toSorted((one, other) => (one.time < other.time ? -1 : one.time > other.time ? 1 : 0))
    .map(({ line }) => line);
}

const stamp = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z(?= )/;
