import { afterAll, describe, expect, it } from 'vitest';
import { serverFirst } from '../fixtures/choose.js';
import { members, openBench } from '../fixtures/open.js';
import { printed } from '../fixtures/ran.js';
import { tcp, udp } from '../fixtures/script.js';
import { gateSupport } from '../launch/support.js';

describe.runIf(gateSupport().able)('several sockets at one port, as each of them allows', () => {
  const bench = openBench({ members: [members.script, members.script] });
  const other = openBench({ members: [members.script] });
  afterAll(() => {
    bench.close();
    other.close();
  });
  const allowing = 's.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)\n';
  const another = `o = socket.socket(socket.AF_INET, s.type)\no.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)\n`;
  const bothAt = 's.bind(("127.0.0.1", 8514))\no.bind(("127.0.0.1", 8514))\n';
  const toldBy = (server: string, client: string): string =>
    printed(bench.run([{ code: server }, { code: `import socket\n${client}` }], serverFirst));

  it('get connections in turn, but for one that has been closed', () => {
    const connecting =
      'for _ in range(2): socket.create_connection(("127.0.0.1", 8514)).close()\nopen(file, "w").close()\n';
    const accepting = 's.accept(), o.accept()\nprint("each")\n';
    expect(toldBy(`${tcp}${allowing}${another}${bothAt}s.listen()\no.listen()\n${accepting}`, connecting)).toContain(
      'each',
    );
    const left = `${tcp}${allowing}${another}${bothAt}s.listen()\no.close()\ns.accept(), s.accept()\nprint("all")\n`;
    expect(toldBy(left, connecting)).toContain('all');
  });

  it('leave all datagrams of a sender to one of them', () => {
    const receiving =
      'import select\nr, _, _ = select.select([s, o], [], [])\nprint(len(r), r[0].recv(9), r[0].recv(9))\n';
    const sending =
      's = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\nfor _ in range(2): s.sendto(b"hello", ("127.0.0.1", 8514))\n';
    expect(toldBy(`${udp}${allowing}${another}${bothAt}${receiving}`, sending)).toContain("1 b'hello' b'hello'");
  });

  it('are refused where one of them does not allow it', () => {
    const trying = 'for _ in 1, 2:\n  try: o.bind(("", 8514))\n  except OSError as error: print(error.errno)\n';
    const first = `${tcp}${allowing}s.bind(("", 8514))\no = socket.socket()\n${trying}`;
    expect(printed(other.run([{ code: first }]))).toContain('98\n98');
    const second = `${tcp}${another}s.bind(("", 8514))\n${trying}`;
    expect(printed(other.run([{ code: second }]))).toContain('98\n98');
  });
});
