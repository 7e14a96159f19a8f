import { defaultSilenceMs, runFree } from '../processes/free.js';
import { openPool } from '../processes/pool.js';
import { printRates } from './rates.js';
import { small, writerFor } from './subjects.js';

/** Free executions a second with warm processes, one after another and two at a time, beside processes started anew. */
export async function benchWarm(): Promise<void> {
  const writer = writerFor('size');
  const pool = openPool(defaultSilenceMs());
  const warm = () => runFree({ writer, scenario: small, pool });
  const anew = async (): Promise<void> => {
    const fresh = openPool(defaultSilenceMs());
    await runFree({ writer, scenario: small, pool: fresh });
    await fresh.close();
  };
  await printRates('size, 2 processes × 2 records, free', [
    { name: 'warm, one at a time', seconds: 1, execute: warm },
    { name: 'warm, two at a time', seconds: 1, lanes: 2, execute: warm },
    { name: 'processes started anew', seconds: 2, execute: anew },
  ]);
  await pool.close();
}
