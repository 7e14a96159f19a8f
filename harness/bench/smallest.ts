import type { Counterexample } from '../counterexample/counterexample.js';
import { isTick } from '../schedule/fault.js';

/** What makes one counterexample smaller than another. */
export interface Size {
  readonly processes: number;
  /** Records that each process writes. */
  readonly records: number;
  /** Bytes of a record, where they matter. */
  readonly recordBytes?: number;
  readonly preemptions: number;
  readonly ticks: number;
  /** Kills and failing calls. */
  readonly faults: number;
}

export function sizeOf({ scenario, schedule }: Pick<Counterexample, 'scenario' | 'schedule'>): Size {
  const { processes, records, recordBytes } = scenario;
  const ticks = schedule.faults.filter(isTick).length;
  return {
    processes,
    records,
    recordBytes: Math.max(...recordBytes),
    preemptions: schedule.preemptions.length,
    ticks,
    faults: schedule.faults.length - ticks,
  };
}

/** Whether a size is the wanted one. Bytes count only if `wanted` names them. */
export function isOfSize(one: Size, wanted: Size): boolean {
  const { recordBytes = one.recordBytes } = wanted;
  return sizeInWords(one) === sizeInWords({ ...wanted, ...(recordBytes === undefined ? {} : { recordBytes }) });
}

export function sizeInWords({ processes, records, recordBytes, preemptions, ticks, faults }: Size): string {
  const bytes = recordBytes === undefined ? '' : ` of ${recordBytes} bytes`;
  return `${processes} × ${records} records${bytes}, ${preemptions} preemptions, ${ticks} ticks, ${faults} faults`;
}
