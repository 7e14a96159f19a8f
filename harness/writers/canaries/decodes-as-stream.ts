import { appendFileSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import type { CanaryWriter } from './broken.js';
import { chunksOf } from './chunks.js';
import { lockedWriter } from './locked.js';

/** Reads a record in chunks as a pipe may hand them over, and keeps the bytes of a character until all of them are there. */
const decodesAsStream: CanaryWriter = lockedWriter('decodes-as-stream', {
  write(file, line) {
    const decoder = new StringDecoder();
    appendFileSync(
      file,
      chunksOf(line)
        .map((chunk) => decoder.write(chunk))
        .join('') + decoder.end(),
    );
  },
});
export default decodesAsStream;
