import fc from 'fast-check';
import { fromEnvironment } from '../property/settings.js';

const seed = fromEnvironment('seed');
if (seed !== undefined) fc.configureGlobal({ seed });
