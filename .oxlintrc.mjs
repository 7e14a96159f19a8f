import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The rooms of `harness/`, lowest first: a room imports only from those on the lines before its own. All may import the
 * files that lie directly in `harness/`, which import no room.
 */
const rooms = [
  ['gate'],
  ['stacks'],
  ['scenario'],
  ['schedule'],
  ['execution'],
  ['claims'],
  ['counterexample'],
  ['writers'],
  ['processes'],
  ['threads'],
  ['schedulers'],
  ['control'],
  ['search'],
  ['matrix'],
  ['report'],
  ['page'],
  ['property', 'examples'],
  ['vitest', 'cli', 'bench', 'guests', 'outside', 'docs', 'schemas'],
];

/**
 * The rooms of the gate, lowest first. Above them are the files that lie directly in it, of which the last two are parts.
 * The gate imports no room but its own.
 */
const gateRooms = [
  ['kernel'],
  ['world'],
  ['launch'],
  ['members'],
  ['time'],
  ['waits'],
  ['files'],
  ['sockets'],
  ['settle', 'session'],
];
const outOfGate = '^\\.\\./[^./]+/';
const outOfRoomAndGate = '^(\\.\\./){2}[^./]+/';
const outOfRoom = '^\\.\\./[^./]+\\.js$';

assertListed('harness', rooms);
assertListed('harness/gate', [...gateRooms, ['fixtures']]);
const loose = entriesOf('harness').filter(({ name }) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
if (loose.length > 6) throw new Error(`${loose.length} files lie directly in harness/: move one into a room.`);

function entriesOf(folder) {
  return readdirSync(join(import.meta.dirname, folder), { withFileTypes: true });
}

function assertListed(folder, lines) {
  for (const { name } of entriesOf(folder).filter((entry) => entry.isDirectory())) {
    if (!lines.flat().includes(name)) throw new Error(`.oxlintrc.mjs does not say what ${folder}/${name} may import.`);
  }
}

/** All that a property may import. */
const forProperties = ['../harness/index.js', '../harness/vitest/test-property.js', 'vitest', 'fast-check'];

/** What only tests use may import whatever shows what they are about. */
const tests = ['**/*.test.ts', '**/fixtures/**', '**/hand-built.ts'];

/** Tables, which are as long as what they list. */
const tables = [
  'harness/control/bad-writers.test.ts',
  'harness/gate/kernel/syscalls.ts',
  'harness/writers/cpython.test.ts',
];

/** Forbids, in some files, to import what regular expressions match, be it a value or a type. */
function forbid(files, ...regexes) {
  const message = 'Imports run from a higher room to a lower one, as .oxlintrc.mjs lists them.';
  const patterns = regexes.map((regex) => ({ regex, message }));
  return { files, rules: { 'no-restricted-imports': ['error', { patterns }] } };
}

/** Forbids to each room of a folder the others on its line, all on the lines behind it, and what else is given. */
function oneWay(folder, lines, ...also) {
  return lines.flatMap((line, index) =>
    line.map((room) => {
      const others = lines
        .slice(index)
        .flat()
        .filter((other) => other !== room);
      const above = `^\\.\\./(\\.\\./)*(${others.join('|')})/`;
      return forbid([`${folder}/${room}/**`], ...(others.length > 0 ? [above] : []), ...also);
    }),
  );
}

export default {
  plugins: ['typescript', 'unicorn', 'promise', 'import'],
  categories: { correctness: 'error', suspicious: 'error', perf: 'error' },
  rules: {
    'import/no-cycle': ['error', { ignoreTypes: false }],
    'import/no-named-as-default-member': 'off',
    'max-lines': ['error', { max: 250 }],
    'max-params': ['error', { max: 4 }],
    'no-await-in-loop': 'off',
    'typescript/consistent-return': 'off',
    'typescript/no-explicit-any': 'error',
    'typescript/no-non-null-assertion': 'error',
    'typescript/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    'unicorn/consistent-function-scoping': 'off',
    'unicorn/require-post-message-target-origin': 'off',
  },
  // Where several match a file, the last one holds.
  overrides: [
    forbid(['harness/*.ts'], '^\\./[^/]+/'),
    ...oneWay('harness', rooms),
    ...oneWay('harness/gate', gateRooms, outOfRoom, outOfRoomAndGate),
    ...oneWay('harness/gate', gateRooms.slice(-1), outOfRoomAndGate),
    { files: ['harness/index.ts', ...tests], rules: { 'no-restricted-imports': 'off' } },
    forbid(['harness/gate/*.ts'], outOfGate),
    forbid(['harness/gate/{fixtures/*,*/*.test}.ts'], outOfRoomAndGate),
    {
      files: ['properties/**'],
      rules: {
        'no-restricted-imports': ['error', { patterns: [{ group: ['*', ...forProperties.map((it) => `!${it}`)] }] }],
      },
    },
    { files: tables, rules: { 'max-lines': 'off' } },
    // The kernel's calls have six arguments, and rest parameters cost some percent of the supervisor's time.
    { files: ['harness/gate/kernel/call.ts'], rules: { 'max-params': 'off' } },
  ],
  // Applications are as people write them.
  ignorePatterns: ['dist', 'harness/examples/*/*'],
};
