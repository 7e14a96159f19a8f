import { basename, dirname } from 'node:path';
import type { Writer } from '../writer.js';
import { losslessAlone } from './alone.js';
import { load } from './rotating-file-stream.js';
import { logThrough } from './stream-log.js';

/** With `rotate`: backups are renamed along a chain, app.log.1 to app.log.2. It acknowledges as `rotating-file-stream` does. */
const rotatingFileStreamChain: Writer = {
  name: 'rotating-file-stream-chain',
  rotations: ['size'],
  guarantees: [],
  guaranteesAlone: losslessAlone,
  load: () => void load(),
  open({ file, rotation }) {
    if (rotation.kind !== 'size') throw new Error('The writer rotating-file-stream-chain rotates by size.');
    const { maxBytes, backups } = rotation;
    return logThrough(
      load().createStream(basename(file), { path: dirname(file), size: `${maxBytes}B`, rotate: backups }),
    );
  },
};
export default rotatingFileStreamChain;
