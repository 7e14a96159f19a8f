import { openAggregated } from '../aggregated.js';
import { soundOwner } from '../log-owner.js';
import { never, step, type BrokenRemedy } from './broken.js';

const resendsWithoutLooking: BrokenRemedy = {
  name: 'resends-without-looking',
  bug: 'Its new owner writes what is sent again, although the one before had written it and died before it could say so.',
  breaks: 'survives-kill',
  wrong: "p1's record 0 is duplicated.",
  processes: 2,
  rotation: never,
  faults: [{ kind: 'kill-after', at: step(0, 'write', 'app.log') }],
  preemptions: [],
  rotations: ['none', 'size'],
  guarantees: [],
  open: (request) => openAggregated(request, { ...soundOwner, isThere: () => false }),
};
export default resendsWithoutLooking;
