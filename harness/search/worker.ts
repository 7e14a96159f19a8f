import { workerData } from 'node:worker_threads';
import { serve } from '../threads/serve.js';
import { openSearcher, type SearcherOptions } from './searcher.js';

const options: SearcherOptions = workerData;

serve(() => openSearcher(options));
