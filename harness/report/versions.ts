/** A writer with the versions of what it is made of: `winston-gzip with winston 3.19.0`. Those of logtorture and of Node go without saying. */
export function withVersions(writer: string, versions: Readonly<Record<string, string>> = {}): string {
  const own = Object.entries(versions).filter(([what]) => what !== 'logtorture' && what !== 'node');
  return own.length === 0 ? writer : `${writer} with ${own.map((each) => each.join(' ')).join(', ')}`;
}
