import type { AsIs } from '../scenario/as-is.js';
import type { Scenario } from '../scenario/scenario.js';
import { counted } from '../words.js';
import { commandInWords } from './replay-command.js';

/** What runs beside so many processes: `beside them, p2 is logrotate -s state app.conf`. */
export function besideInWords(beside: readonly string[], processes: number): string[] {
  const them = processes === 1 ? 'it' : 'them';
  return beside.map((line, index) => `beside ${them}, p${processes + index} is ${line}`);
}

/** What is run of a program as it is, in one line: `2 copies of python3 app.py; beside them, p2 is logrotate -s state app.conf`. */
export function programInWords(
  { command, with: beside = [], drive = [] }: AsIs,
  { processes, records, lines }: Scenario,
): string {
  const told = lines === 'asked' ? `, ${processes === 1 ? '' : 'each '}told to write ${counted(records, 'line')}` : '';
  const them = processes === 1 ? 'it' : 'them';
  return [
    `${counted(processes, 'copy', 'copies')} of ${commandInWords(command)}${told}`,
    ...besideInWords(beside, processes),
    ...drive.map((line, index) => `p${processes + beside.length + index} drives ${them}: ${line}`),
  ].join('; ');
}
