import { createRequire } from 'node:module';
import { join } from 'node:path';

/** As logtorture finds packages where it is installed itself. */
const own = createRequire(import.meta.url);

/**
 * As a project that lies in the current folder finds packages. Where logtorture is linked into it, that is the way to the
 * packages which the project uses: logtorture's own folder lies elsewhere then, and has its own.
 */
function projects(): NodeJS.Require {
  return createRequire(join(process.cwd(), 'package.json'));
}

function resolve(name: string, options?: { readonly paths?: string[] | undefined }): string {
  try {
    return projects().resolve(name, options);
  } catch {
    return own.resolve(name, options);
  }
}

/**
 * Loads a package when it is called, not when the module that calls it is imported: so a machine without the package can
 * still list the writers that need it. It is the one that the project in the current folder uses, where it has one.
 */
export const requirePackage: NodeJS.Require = Object.assign((name: string) => own(resolve(name)), {
  cache: own.cache,
  extensions: own.extensions,
  main: own.main,
  resolve: Object.assign(resolve, { paths: (name: string) => own.resolve.paths(name) }),
});
