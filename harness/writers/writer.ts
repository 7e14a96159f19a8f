import * as v from 'valibot';
import { claims, type Claim } from '../claims/index.js';
import { numberings, type Numbering } from '../execution/log-names.js';
import { problemsOf } from '../problems.js';
import { recordContents, type RecordContent } from '../scenario/content.js';
import { rotationKindsSchema, type Rotation } from '../scenario/rotation.js';

/** What a writer is asked to open: `file` is the absolute path of the live log, `process` this process's number. */
export interface OpenRequest {
  readonly file: string;
  readonly rotation: Rotation;
  readonly process: number;
}

/**
 * A log that one process holds open. `append` adds the line's end itself; it resolves when the writer acknowledges the
 * record, and throws or rejects when the writer refuses it. `close` resolves when everything acknowledged has been handed to
 * the file system.
 */
export interface OpenLog {
  readonly append: (record: string) => void | Promise<void>;
  readonly close: () => void | Promise<void>;
}

/** A writer as a module: what its default export must be. A plain object will do; `defineWriter` checks it. */
export interface Writer {
  readonly name: string;
  readonly rotations: readonly Rotation['kind'][];
  /** The claims it promises, however many processes write; default: none. */
  readonly guarantees?: readonly Claim[];
  /** Further claims that it promises as long as only one process writes. */
  readonly guaranteesAlone?: readonly Claim[];
  /** When a record counts as acknowledged: when its `append` resolves (the default), or only when `close` does. */
  readonly acknowledges?: 'append' | 'close';
  /** What its records may hold beside printable ASCII, of multi-byte, line-breaks and cr-lf; default: anything. */
  readonly takes?: readonly RecordContent[];
  /** That its files are told by their names, and what numbers in them mean; default: names say nothing. */
  readonly numbering?: Numbering;
  /** Which files are the log, as a glob relative to the log's folder; default: those that hold records. */
  readonly files?: string;
  /** Loads what the module itself does not load. Called once in each process, before its first log is opened. */
  readonly load?: () => void | Promise<void>;
  readonly open: (request: OpenRequest) => OpenLog | Promise<OpenLog>;
}

export const claimsSchema: v.GenericSchema<unknown, Claim[]> = v.array(
  v.picklist(claims, ({ received }) => `${received} is no claim; the claims are ${claims.join(', ')}`),
  'must be a list of claims',
);

export const takesSchema: v.GenericSchema<unknown, RecordContent[]> = v.array(
  v.picklist(recordContents, `each must be one of ${recordContents.join(', ')}`),
  `must be a list of ${recordContents.join(', ')}`,
);

const writerSchema = v.object({
  name: v.pipe(v.string('must be a string'), v.nonEmpty('must not be empty')),
  rotations: rotationKindsSchema,
  guarantees: v.exactOptional(claimsSchema),
  guaranteesAlone: v.exactOptional(claimsSchema),
  acknowledges: v.exactOptional(v.picklist(['append', 'close'], 'must be append or close')),
  takes: v.exactOptional(takesSchema),
  numbering: v.exactOptional(v.picklist(numberings, 'must be usual, onwards or backwards')),
  files: v.exactOptional(v.pipe(v.string('must be a glob'), v.nonEmpty('must not be empty'))),
  load: v.exactOptional(v.function('must be a function that loads what the writer needs')),
  open: v.function('must be a function that opens the log'),
});

/**
 * Returns `writer` as it is, once it has been checked.
 * @throws {Error} one error that lists every problem at once.
 */
export function defineWriter(writer: Writer): Writer {
  assertWriter(writer);
  return writer;
}

/**
 * Checks a value of which nothing is known, such as a module's default export.
 * @throws {Error} one error that lists every problem at once.
 */
export function assertWriter(value: unknown): asserts value is Writer {
  const checked = v.safeParse(writerSchema, value);
  if (checked.success) return;
  const problems =
    typeof value === 'function'
      ? ['  the writer: is a function, which may be its open']
      : problemsOf(checked.issues, 'the writer').map((problem) => `  ${problem}`);
  throw new Error(
    `The writer is not one: it must be { name, rotations, guarantees?, open }, but\n${problems.join('\n')}`,
  );
}
