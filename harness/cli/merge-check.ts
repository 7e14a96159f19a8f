import * as v from 'valibot';
import { invariantNamed } from '../claims/index.js';
import { parseCounterexample } from '../counterexample/file.js';
import { verdictsInWords } from '../report/verdicts.js';
import { mergeVerdicts, type Found } from '../search/merge-verdicts.js';
import { shardSchema, type ShardDocument } from '../search/shard-schema.js';
import type { ClaimVerdict } from '../search/verdict.js';
import { sizesSchema, type Sizes } from '../scenario/sizes.js';
import { count } from '../scenario/count.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { checkDocument } from './check-document.js';
import { counterexamplesOf } from './check-page.js';
import { newFindings, withReplay } from './findings.js';
import type { MergeOptions, Read } from './merge-part.js';
import { assertOneSearch } from './same-search.js';
import { toldOf } from './search-parts.js';

/** What `check --shard i/n --json` prints, as far as it is merged. */
export interface CheckPart {
  readonly version: 1;
  readonly writer: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly seed: number;
  readonly sizes?: Sizes;
  readonly shard: ShardDocument;
}

export const checkPartSchema: v.GenericSchema<unknown, CheckPart> = v.object({
  version: v.literal(1),
  writer: v.string(),
  versions: v.record(v.string(), v.string()),
  seed: count,
  sizes: v.exactOptional(sizesSchema),
  shard: shardSchema,
});

/**
 * Says of a check that was divided what one machine would say, and gives the verdicts on what the writer is held to.
 * @throws {Error} one line, where the documents are not all parts of one check.
 */
export function mergeChecks(read: readonly Read<CheckPart>[], { keep, json }: MergeOptions): ClaimVerdict[] {
  assertOneSearch(read, ({ writer, versions, seed, sizes, shard }) => ({
    writer,
    seed,
    versions,
    sizes,
    'number of parts': shard.count,
    budget: shard.budget,
    code: shard.code,
    program: shard.writer,
    claims: shard.parts.map(({ concurrency, claims, promised, asked }) => [concurrency, claims, promised, asked]),
  }));
  const [first] = read;
  if (first === undefined) return [];
  const { seed, shard } = first.part;
  const writer = writerOf(first.part);
  const parts = shard.parts.map(({ concurrency, claims, promised, asked }) => ({
    concurrency,
    claims,
    promised: new Set(promised),
    asked: new Set(asked),
  }));
  const verdicts = new Map(
    parts.map(({ concurrency, claims }) => {
      const terms = claims.flatMap((claim) => invariantNamed(claim) ?? []);
      const found = read.map(({ part }) => foundIn(part.shard, concurrency));
      return [concurrency, mergeVerdicts({ writer, claims: terms, concurrency }, found)];
    }),
  );
  const told = toldOf(parts, verdicts);
  const say = (text: string): void => void (json === true || console.log(text));
  const findings = newFindings({
    writer,
    seed,
    folder: keep,
    isAsked: (claim, searched) => parts.some(({ concurrency, asked }) => concurrency === searched && asked.has(claim)),
    say,
    announce: () => undefined,
  });
  for (const { verdict, concurrency } of told)
    for (const [index, counterexample] of counterexamplesOf(verdict).entries())
      findings.take({ counterexample, ordinal: index + 1, isFinal: true }, concurrency);
  const placed = told.map((each) => withReplay(each, findings, writer));
  say(verdictsInWords(writer, seed, placed));
  if (json === true) console.log(JSON.stringify(checkDocument(writer, seed, told, findings)));
  return told.filter(({ asked }) => asked).map(({ verdict }) => verdict);
}

function foundIn({ parts }: ShardDocument, concurrency: string): Found {
  const part = parts.find((each) => each.concurrency === concurrency);
  return {
    tasks: part?.tasks ?? [],
    claims: (part?.found ?? []).map((each) => ({
      ...each,
      counterexamples: each.counterexamples.map(parseCounterexample),
    })),
  };
}

/** The writer as far as it is told of: it need not be here. */
function writerOf({ writer: name, versions, sizes, shard }: CheckPart): WriterProgram {
  const { rotations, namedBy, program } = shard.writer;
  return {
    name,
    rotations,
    guarantees: [],
    guaranteesAlone: [],
    command: program?.command ?? [name],
    versions,
    ...(namedBy !== undefined && { namedBy }),
    ...(program !== undefined && { asIs: program, given: program }),
    ...(sizes !== undefined && { sizes }),
  };
}
