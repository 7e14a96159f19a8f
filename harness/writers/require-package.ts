import { createRequire } from 'node:module';

/**
 * Loads a package when it is called, not when the module that calls it is imported: so a machine without the package can
 * still list the writers that need it.
 */
export const requirePackage: NodeJS.Require = createRequire(import.meta.url);
