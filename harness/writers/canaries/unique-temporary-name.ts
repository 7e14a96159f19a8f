import type { Writer } from '../writer.js';
import { stagesRecords } from './staged.js';

/** Prepares its records in a temporary file too, but each process in its own. */
const uniqueTemporaryName: Writer = stagesRecords(
  'unique-temporary-name',
  (file, process) => `${file}.temporary-${process}`,
);
export default uniqueTemporaryName;
