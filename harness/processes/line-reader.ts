import { counted } from '../words.js';
import { garbled, inBrief, type ReadAnswer } from './answer-reader.js';

/**
 * Reads the answers of one process that finds its records on its standard input, a line each: `ok` says of the next record, in
 * their order, that it is acknowledged, and `fail <message>` that it is refused. Of those that it says nothing about, its exit
 * status does: 0 acknowledges them.
 * @param records how many it finds there.
 */
export function lineReader(records: number): (line: string) => ReadAnswer {
  let answered = 0;
  return (line) => {
    const [, kind, message = ''] = /^(ok|fail)(?: (.*))?$/.exec(line) ?? [];
    if (kind === undefined || (kind === 'ok' && message !== ''))
      return garbled(
        `printed ${inBrief(line)} on stdout, where only ok or fail <message> may stand, for a record each`,
      );
    if (answered === records) return garbled(`said ${kind} once more, but was given ${counted(records, 'record')}`);
    const index = answered++;
    return kind === 'ok' ? { kind, index } : { kind: 'fail', index, message };
  };
}
