/** A record as a message of RFC 5424: of a user's program, for information, without a host's name or structured data. */
export function syslogMessage(process: number, record: string): string {
  return `<14>1 ${new Date().toISOString()} - logtorture ${process} - - ${record}`;
}

/** A message as it goes through a stream, behind its length in bytes (RFC 6587, 3.4.1: octet counting). */
export function framed(message: string): Buffer {
  return Buffer.from(`${Buffer.byteLength(message)} ${message}`);
}

/** Calls `tell` with each whole message of a stream that comes in pieces. */
export function unframed(tell: (message: string) => void): (piece: Buffer) => void {
  let partial: Buffer = Buffer.alloc(0);
  return (piece) => {
    partial = Buffer.concat([partial, piece]);
    for (let space = partial.indexOf(' '); space > 0; space = partial.indexOf(' ')) {
      const end = space + 1 + Number(partial.toString('latin1', 0, space));
      if (partial.length < end) return;
      tell(partial.toString('utf8', space + 1, end));
      partial = partial.subarray(end);
    }
  };
}
