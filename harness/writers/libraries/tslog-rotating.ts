import type { Writer } from '../writer.js';
import { keptAlone, load, openStream } from './rotating-file-stream.js';
import { loadTslog, openTslog } from './tslog.js';

/** tslog over rotating-file-stream, as its documentation composes them. A record is acknowledged when both have called back. */
const tslogRotating: Writer = {
  name: 'tslog-rotating',
  rotations: ['size', 'time'],
  numbering: 'usual',
  guarantees: [],
  guaranteesAlone: keptAlone,
  async load() {
    load();
    await loadTslog();
  },
  open(request) {
    const stream = openStream(request, {});
    // The transport listens only to its own streams, and an error without a listener ends the process.
    stream.on('error', () => undefined);
    return openTslog({ stream });
  },
};
export default tslogRotating;
