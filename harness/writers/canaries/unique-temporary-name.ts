import type { CanaryWriter } from './broken.js';
import { stagesRecords } from './staged.js';

/** Prepares its records in a temporary file, and each process has its own. */
const uniqueTemporaryName: CanaryWriter = stagesRecords(
  'unique-temporary-name',
  (file, process) => `${file}.temporary-${process}`,
);
export default uniqueTemporaryName;
