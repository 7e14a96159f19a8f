import { InvalidArgumentError, Option } from 'commander';
import { numberings, type Numbering } from '../execution/log-names.js';
import type { WriterProgram } from '../writers/writer-program.js';

/** What a command line says of a writer's files, for a writer that can't say it itself, such as a command. */
export interface FileNames {
  readonly numbering?: Numbering;
  readonly files?: string;
}

export function numberingOption(): Option {
  return new Option('--numbering <how>', "tell the log's files and their age by their names").choices(numberings);
}

export function filesOption(): Option {
  return new Option('--files <glob>', 'what the log is (default: all that holds records)').argParser(glob);
}

function glob(text: string): string {
  if (text === '' || text.startsWith('/'))
    throw new InvalidArgumentError(`It must be a glob relative to the log's folder, such as 'app.log*'.`);
  return text;
}

/** The writer, with what the command line says of its files' names, so that a replay says it too. */
export function named(writer: WriterProgram, { numbering, files }: FileNames): WriterProgram {
  const said = [
    ...(numbering === undefined ? [] : ['--numbering', numbering]),
    ...(files === undefined ? [] : ['--files', files]),
  ];
  if (said.length === 0) return writer;
  return {
    ...writer,
    ...(numbering !== undefined && { numbering }),
    ...(files !== undefined && { files }),
    namedBy: [...said, ...(writer.namedBy ?? [])],
  };
}
