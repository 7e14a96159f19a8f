import { gateSupport } from '../gate/index.js';
import type { Violation } from '../claims/invariant.js';
import { serve } from '../threads/serve.js';
import type { Question } from './judging.js';
import { openSearcher, type SearcherOptions } from './searcher.js';
import type { Assignment, TaskResult } from './task.js';

// The C library is loaded while options are still being read. Whether there is one is told where it is asked for.
gateSupport();

serve<SearcherOptions, Assignment, TaskResult, Question, readonly Violation[] | undefined>(openSearcher);
