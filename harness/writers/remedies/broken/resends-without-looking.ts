import { loadLocks } from '../advisory-lock.js';
import { openAggregated } from '../aggregated.js';
import { soundOwner } from '../log-owner.js';
import { never, step, type BrokenRemedy } from './broken.js';

const resendsWithoutLooking: BrokenRemedy = {
  name: 'resends-without-looking',
  bug: 'Its new owner writes what is sent again, although the one before had written it and died before it could say so.',
  breaks: 'survives-kill',
  processes: 2,
  rotation: never,
  // While the first process pauses, it writes for the other.
  pausesMs: [10],
  faults: [{ kind: 'kill', when: 'before', at: step(0, 'send', 'app.log.sock') }],
  preemptions: [],
  rotations: ['none', 'size'],
  guarantees: [],
  load: () => void loadLocks(),
  open: (request) => openAggregated(request, { ...soundOwner, isThere: () => false }),
};
export default resendsWithoutLooking;
