/** What threads that search load, by its path in the bundle. */
export const searchModule = 'search/worker.js';
