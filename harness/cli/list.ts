import { Command } from 'commander';
import { invariants } from '../claims/index.js';
import { listInWords } from '../report/list.js';
import { builtInWriters } from '../writers/index.js';
import { forInstance } from './options.js';

export function listCommand(): Command {
  return new Command('list')
    .option('--json', 'print one JSON document')
    .addHelpText('after', forInstance('list --json'))
    .action((options: { readonly json?: true }) => {
      const writers = builtInWriters().map(
        ({ name, rotations, guarantees, guaranteesAlone, versions, unavailable }) => ({
          name,
          rotations,
          guarantees,
          guaranteesAlone,
          ...(versions !== undefined && { versions }),
          ...(unavailable !== undefined && { unavailable }),
        }),
      );
      const claims = invariants.map(({ claim, holdsWhen, faults }) => ({ name: claim, holdsWhen, faults }));
      console.log(
        options.json === true ? JSON.stringify({ version: 1, writers, claims }) : listInWords(writers, claims),
      );
    });
}
