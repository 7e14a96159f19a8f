import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compiledModule, packageRoot } from '../package-root.js';

type Environment = Readonly<Record<string, string>>;

const loaders = join(packageRoot, 'harness', 'stacks', 'loaders');
/** What Node loads first. */
export const nodeLoader: string = compiledModule('stacks/loaders/node.cjs');

/**
 * An environment in which each runtime tells where its program is, by a switch of its own or by what it is told to load first.
 * @param folder what is written down goes there.
 */
export function telling(environment: Environment, folder: string): Environment {
  const { NODE_OPTIONS = '', PERL5OPT = '', PHP_INI_SCAN_DIR = '' } = environment;
  return {
    ...environment,
    STACKS_FOR_LOGTORTURE: folder,
    NODE_OPTIONS: `${NODE_OPTIONS} --import ${JSON.stringify(pathToFileURL(nodeLoader).href)}`.trim(),
    PYTHONFAULTHANDLER: '1',
    PERL5OPT: `${PERL5OPT} -I${loaders} -MLogtortureStack`.trim(),
    PHP_INI_SCAN_DIR: `${PHP_INI_SCAN_DIR}:${join(loaders, 'php')}`,
    PREPENDED_BY_LOGTORTURE: join(loaders, 'stack.php'),
    BASH_ENV: join(loaders, 'bash.sh'),
  };
}

/** Python that looks at no environment takes its switch as an option. */
export function optionsTelling(file: string): readonly string[] {
  return /^python[\d.]*$/.test(basename(file)) ? ['-X', 'faulthandler'] : [];
}
