/** The whole environment of a child: as little as programs need, and the same wherever it runs. */
export function childEnvironment(): Record<string, string> {
  const { PATH = '/usr/bin:/bin', HOME = '/' } = process.env;
  return { PATH, HOME, LANG: 'C.UTF-8', TZ: 'UTC' };
}
