import type { Writer } from '../../writer.js';
import { losslessAlone } from './alone.js';
import { load, openStream } from './rotating-file-stream.js';
import { loadTslog, openTslog } from './tslog.js';

/** tslog over rotating-file-stream, as its documentation composes them. A record is acknowledged when both have called back. */
const tslogRotating: Writer = {
  name: 'tslog-rotating',
  rotations: ['size', 'time'],
  guarantees: [],
  guaranteesAlone: losslessAlone,
  async load() {
    load();
    await loadTslog();
  },
  open: (request) => openTslog({ stream: openStream(request, {}) }),
};
export default tslogRotating;
