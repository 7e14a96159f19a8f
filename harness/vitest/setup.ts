import fc from 'fast-check';
import { afterAll } from 'vitest';
import { takeExplored } from '../property/explored.js';

fc.configureGlobal({ seed: Number(process.env['LOGTORTURE_SEED']) });

afterAll(() => {
  for (const line of takeExplored()) console.log(`  ${line}`);
});
