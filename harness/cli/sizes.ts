import { InvalidArgumentError, Option, type Command } from 'commander';
import { concurrencies, type Concurrency } from '../scenario/concurrency.js';
import { maxRecordBytes, minRecordBytes } from '../scenario/record.js';
import type { Range, Sizes } from '../scenario/sizes.js';
import type { WriterProgram } from '../writers/writer-program.js';

/** Adds the options that bound what a search generates. */
export function addSizeOptions(command: Command): Command {
  return command
    .addOption(sizeOption('--processes <range>', 'processes of a scenario, for instance 2 or 2..4', [1, 100]))
    .addOption(sizeOption('--records <range>', 'how many records each of them writes', [1, 1000]))
    .addOption(sizeOption('--record-bytes <range>', 'bytes of a record', [minRecordBytes, maxRecordBytes]))
    .addOption(sizeOption('--max-bytes <range>', 'size at which the log is to be rotated', [1, 2 ** 40]));
}

function sizeOption(flags: string, description: string, [least, most]: readonly [number, number]): Option {
  return new Option(flags, description).argParser((text): Range => {
    const [, first = '', last = first] = /^(\d+)(?:\.\.(\d+))?$/.exec(text) ?? [];
    const [min, max] = [Number(first), Number(last)];
    if (first !== '' && least <= min && min <= max && max <= most) return { min, max };
    throw new InvalidArgumentError(`It must be a number from ${least} to ${most}, or a range of them, like 2..4.`);
  });
}

/**
 * The writer, with what its scenarios are to keep to.
 * @throws {Error} one line that says what goes together with nothing.
 */
export function sized(writer: WriterProgram, { processes, records, recordBytes, maxBytes }: Sizes): WriterProgram {
  if (maxBytes !== undefined && !writer.rotations.includes('size'))
    throw new Error(`--max-bytes can't be kept to: ${writer.name} does not rotate by size here.`);
  const sizes = {
    ...(processes !== undefined && { processes }),
    ...(records !== undefined && { records }),
    ...(recordBytes !== undefined && { recordBytes }),
    ...(maxBytes !== undefined && { maxBytes }),
  };
  return Object.keys(sizes).length === 0 ? writer : { ...writer, sizes };
}

/**
 * Of one process alone and several together, what is to be searched: what was asked for, as far as the number of processes allows it.
 * @param isOneSeveral whether one copy of a program is several processes already.
 * @throws {Error} one line where it allows nothing.
 */
export function concurrenciesOf(
  asked: Readonly<Partial<Record<Concurrency, true>>>,
  { processes: { min, max } = { min: 1, max: Infinity } }: Sizes,
  isOneSeveral = false,
): readonly Concurrency[] {
  const both = asked.alone === asked.together;
  const possible = { alone: min === 1 && !isOneSeveral, together: max > 1 || isOneSeveral };
  const chosen = concurrencies.filter((each) => (both || asked[each] === true) && possible[each]);
  if (chosen.length > 0) return chosen;
  if (isOneSeveral) throw new Error("--alone can't be had: one copy of the program is several processes.");
  throw new Error(
    `--${asked.alone === true ? 'alone' : 'together'} can't be had with --processes ${min === max ? min : `${min}..${max}`}.`,
  );
}

/** What was asked for, as the end of a heading; nothing where that is anything. */
export function sizesInWords({ asIs, sizes = {} }: Pick<WriterProgram, 'asIs' | 'sizes'>): string {
  const { processes, records, recordBytes, maxBytes } = sizes;
  const [one, several, record] = asIs === undefined ? ['process', 'processes', 'record'] : ['copy', 'copies', 'line'];
  const parts = [
    ...(processes === undefined ? [] : [`${inWords(processes)} ${processes.max === 1 ? one : several}`]),
    ...(records === undefined ? [] : [`${inWords(records)} ${record}${records.max === 1 ? '' : 's'} each`]),
    ...(recordBytes === undefined ? [] : [`records of ${inWords(recordBytes)} bytes`]),
    ...(maxBytes === undefined ? [] : [`rotated at ${inWords(maxBytes)} bytes`]),
  ];
  return parts.map((part) => `, ${part}`).join('');
}

function inWords({ min, max }: Range): string {
  const [least, most] = [min.toLocaleString('en'), max.toLocaleString('en')];
  return min === max ? least : `${least} to ${most}`;
}
