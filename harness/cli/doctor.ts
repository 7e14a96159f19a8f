import { Command } from 'commander';
import { gateSupport } from '../gate/index.js';
import { forInstance } from './options.js';

export function doctorCommand(): Command {
  return new Command('doctor')
    .description('say whether this machine can hold the steps of processes')
    .addHelpText('after', forInstance('doctor'))
    .action(() => {
      const support = gateSupport();
      if (support.able) console.log('This machine can hold steps: executions can be controlled.');
      else {
        console.log(`This machine can't hold steps: ${support.reason}. What would help: ${support.remedy}.`);
        process.exitCode = 1;
      }
    });
}
