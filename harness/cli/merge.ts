import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import * as v from 'valibot';
import { problemsOf } from '../problems.js';
import { exitStatusOf } from './exit-status.js';
import { defaultFolder } from './keep.js';
import { checkPartSchema, mergeChecks, type CheckPart } from './merge-check.js';
import { matrixPartSchema, mergeMatrices, type MatrixPart } from './merge-matrix.js';
import type { MergeOptions, Read } from './merge-part.js';
import { forInstance } from './options.js';
import { asUsage } from './usage-error.js';

export function mergeCommand(): Command {
  return new Command('merge')
    .argument('<file...>', 'what --json has printed of each part')
    .option('--keep <folder>', 'where counterexamples are kept', defaultFolder)
    .option('--json', 'print one JSON document')
    .addHelpText('after', forInstance('merge part-*.json'))
    .action(async (files: string[], options: MergeOptions) => {
      const verdicts = await asUsage(() => {
        const read = files.map(readPart);
        const matrices = read.flatMap((each) => ('rows' in each.part ? [{ file: each.file, part: each.part }] : []));
        const checks = read.flatMap((each) => ('rows' in each.part ? [] : [{ file: each.file, part: each.part }]));
        const [matrix, check] = [matrices[0], checks[0]];
        if (matrix !== undefined && check !== undefined)
          throw new Error(`${matrix.file} is of a matrix, and ${check.file} of a check: they can't be merged.`);
        return matrix === undefined ? mergeChecks(checks, options) : mergeMatrices(matrices, options);
      });
      process.exitCode = exitStatusOf(verdicts);
    });
}

function readPart(file: string): Read<CheckPart | MatrixPart> {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${file} holds no JSON that could be merged.`, { cause: error });
  }
  const isMatrix = typeof value === 'object' && value !== null && 'rows' in value;
  const checked = v.safeParse(isMatrix ? matrixPartSchema : checkPartSchema, value);
  if (checked.success) return { file, part: checked.output };
  const [problem = 'it is another document'] = problemsOf(checked.issues, 'the document');
  throw new Error(`${file} is no part of a search, as check or matrix prints with --shard and --json: ${problem}.`);
}
