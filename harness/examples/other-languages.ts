import type { AsIs } from '../scenario/as-is.js';
import type { Example } from './example.js';
import { inFolder, needing, fiveBackups } from './needs.js';

/** Programs that import a shop's orders. They take a log, the number of orders, and the shop. */
export function inOtherLanguages(): Example[] {
  return [...interpreted(), ...compiled()];
}

function interpreted(): Example[] {
  const [perl, lua] = [
    importer('perl', inFolder('perl', 'import.pl')),
    importer('lua5.4', inFolder('lua', 'import.lua')),
  ];
  const php = importer('php', inFolder('php', 'import.php'));
  const ruby = importer('ruby', '--disable-gems', inFolder('ruby', 'import.rb'));
  return [
    { name: 'perl', program: { ...perl, ...fiveBackups }, breaks: ['no-record-lost'], ...needing(['perl']) },
    { name: 'lua', program: { ...lua, ...fiveBackups }, breaks: ['no-record-lost'], ...needing(['lua5.4']) },
    { name: 'php', program: php, breaks: [], ...needing(['php']) },
    {
      name: 'ruby',
      program: { ...ruby, keeps: 4 },
      breaks: [],
      rarely: {
        breaks: 'no-record-lost',
        how: 'it writes into a file that five rotations have removed since it looked',
      },
      ...needing(['ruby']),
    },
  ];
}

function compiled(): Example[] {
  return [
    {
      name: 'c',
      program: importer('{built}/import'),
      // Its buffer holds 4,096 bytes.
      lines: { min: 160, max: 200 },
      breaks: ['no-line-torn'],
      build: ['cc', '-O1', '-o', '{built}/import', inFolder('c', 'import.c')],
      ...needing(['cc']),
    },
    {
      name: 'java',
      program: importer('java', '-Xint', '-XX:+UseSerialGC', '-cp', '{built}', 'Import'),
      breaks: [],
      build: ['javac', '-d', '{built}', inFolder('java', 'Import.java')],
      ...needing(['javac', 'java']),
    },
  ];
}

function importer(...program: readonly string[]): AsIs {
  return { command: [...program, '{log}', '{records}', '{process}'], file: 'import.log' };
}
