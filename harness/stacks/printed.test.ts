import { describe, expect, test } from 'vitest';
import { framesOfJava, framesOfPython, framesOfRuby, framesSaid } from './printed.js';

describe('what a runtime prints', () => {
  test('is read from CPython: the thread that the signal came to, without what has no file', () => {
    const printed = `Fatal Python error: Illegal instruction

Thread 0x00007ffff7a006c0 (most recent call first):
  File "/usr/lib/python3.11/threading.py", line 324 in wait

Current thread 0x00007ffff7d7c740 (most recent call first):
  File "/usr/lib/python3.11/logging/handlers.py", line 115 in rotate
  File "<frozen runpy>", line 88 in _run_code
  File "/srv/app.py", line 12 in <module>

Extension modules: _cffi_backend (total: 1)
`;
    expect(framesOfPython(printed)).toEqual([
      { file: '/usr/lib/python3.11/logging/handlers.py', line: 115, function: 'rotate' },
      { file: '/srv/app.py', line: 12 },
    ]);
  });

  test.each([
    ['`', '3.3'],
    ["'", '3.4'],
  ])('is read from Ruby, which marks names with %s until %s: innermost first, each place once', (mark) => {
    const printed = `/srv/app.rb:2: [BUG] Illegal instruction at 0x0000000000006f16

-- Control frame information -----------------------------------------------
c:0007 p:---- s:0028 e:000027 CFUNC  :rename

-- Ruby level backtrace information ----------------------------------------
/srv/app.rb:5:in ${mark}<main>'
/srv/app.rb:2:in ${mark}rotate'
/srv/app.rb:2:in ${mark}rename'

-- Machine register context ------------------------------------------------
`;
    expect(framesOfRuby(printed)).toEqual([
      { file: '/srv/app.rb', line: 2, function: 'rotate' },
      { file: '/srv/app.rb', line: 5 },
    ]);
  });

  test.each([
    ['17', 'nid=0x1a03 runnable  [0x00007ffff691e000]'],
    ['21', 'nid=6659 runnable  [0x00007ffff691e000]'],
    ['23', '[6659] prio=5 runnable'],
  ])('is read from HotSpot %s: its thread, without the Java library', (_, thread) => {
    const printed = `Full thread dump OpenJDK 64-Bit Server VM (17.0.15+6 interpreted mode, sharing):

"Finalizer" #3 daemon prio=10 tid=0x00007ffff0051590 nid=0x1a04 in Object.wait()  [0x00007ffff4eb1000]
	at Other.main(Other.java:1)

"main" #1 prio=5 tid=0x00007ffff0017990 ${thread}
   java.lang.Thread.State: RUNNABLE
	at java.io.FileOutputStream.open0(java.base@17.0.15/Native Method)
	at java.io.FileOutputStream.open(java.base@17.0.15/FileOutputStream.java:293)
	- locked <0x0000000687485590> (a java.io.FileWriter)
	at org.example.Log.roll(Log.java:8)
`;
    expect(framesOfJava(printed, 0x1a03)).toEqual([{ file: 'org/example/Log.java', line: 8, function: 'Log.roll' }]);
  });

  test('is read from the loaders of Perl and PHP', () => {
    const printed =
      'something else\n\n\u001f14\u001f/srv/a.pl\u001f(eval)\n\u001f14\u001f/srv/a.pl\u001fmain::rotate\n\u001f25\u001f/srv/a.pl\u001f\n';
    expect(framesSaid(printed)).toEqual([
      { file: '/srv/a.pl', line: 14, function: 'rotate' },
      { file: '/srv/a.pl', line: 25 },
    ]);
  });

  test('may be nothing of the kind', () => {
    for (const read of [framesOfPython, framesOfRuby, framesSaid, (text: string) => framesOfJava(text, 1)])
      expect(read('Segmentation fault\n')).toEqual([]);
  });
});
