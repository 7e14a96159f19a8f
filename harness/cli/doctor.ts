import { cpus, release, type } from 'node:os';
import { Command } from 'commander';
import { gateSupport, isOlder, kernelVersion, testedOn, type KernelVersion } from '../gate/index.js';
import { forInstance } from './options.js';

export function doctorCommand(): Command {
  return new Command('doctor').addHelpText('after', forInstance('doctor')).action(() => {
    const support = gateSupport();
    if (support.able) console.log('This machine can hold steps: executions can be controlled.');
    else {
      console.log(`This machine can't hold steps: ${support.reason}. What would help: ${support.remedy}.`);
      process.exitCode = 1;
    }
    console.log(`${machineInWords()}. ${testedInWords(kernelVersion(release()), process.arch)}`);
  });
}

const debianNames: Readonly<Record<string, string>> = { x64: 'amd64' };

function machineInWords(): string {
  const model = cpus()[0]?.model.trim() ?? '';
  const processor = model === '' || model === 'unknown' ? '' : ` (${model})`;
  return `It is ${type()} ${release()} on ${nameOf(process.arch)}${processor}, with Node ${process.versions.node}`;
}

function nameOf(machine: string): string {
  return debianNames[machine] ?? machine;
}

/** What logtorture was tested on, and how a kernel stands to that. */
export function testedInWords(kernel: KernelVersion, machine: string): string {
  const all = testedOn.map((each) => `Linux ${each.kernel.join('.')} ${nameOf(each.machine)}`).join(', ');
  const here = testedOn.filter((each) => each.machine === machine).map((each) => each.kernel);
  const isSame = here.some((each) => each.join('.') === kernel.join('.'));
  const isBetween = here.some((each) => isOlder(each, kernel)) && here.some((each) => isOlder(kernel, each));
  const beside = isSame ? 'this one among them' : isBetween ? 'this one is between them' : 'this one is not among them';
  return `Tested on ${all}; ${beside}.`;
}
