import { withoutShims } from '../writers/version-managers.js';

/**
 * The environment of a program as it is: what it has where it usually runs, but for this tool's own variables; the same language and
 * time zone wherever it runs; and of Node, threads that do nothing by themselves.
 */
export function programEnvironment(more: Readonly<Record<string, string>>): Record<string, string> {
  const usual = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined || name.startsWith('LOGTORTURE_') ? [] : [[name, value] as const],
  );
  const options = [process.env['NODE_OPTIONS'] ?? '', '--v8-pool-size=0'].join(' ').trim();
  const node = { UV_THREADPOOL_SIZE: '1', NODE_OPTIONS: options };
  const { PATH = '', ...same } = childEnvironment();
  return { ...Object.fromEntries(usual), ...same, PATH: withoutShims(PATH), ...node, ...more };
}

/** The whole environment of a child: as little as programs need, and the same wherever it runs. */
export function childEnvironment(): Record<string, string> {
  const { PATH = '/usr/bin:/bin', HOME = '/' } = process.env;
  return { PATH, HOME, LANG: 'C.UTF-8', TZ: 'UTC' };
}
