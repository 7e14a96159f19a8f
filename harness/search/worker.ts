import { workerData } from 'node:worker_threads';
import type { Violation } from '../claims/invariant.js';
import { serve } from '../threads/serve.js';
import type { Question } from './judging.js';
import { openSearcher, type SearcherOptions } from './searcher.js';
import type { Assignment, TaskResult } from './task.js';

const { options }: { readonly options: SearcherOptions } = workerData;

serve<Assignment, TaskResult, Question, readonly Violation[] | undefined>((ask) => openSearcher(options, ask));
