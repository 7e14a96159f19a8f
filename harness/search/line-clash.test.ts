import { describe, expect, test } from 'vitest';
import { noLineTorn, noRecordDuplicated, noRecordLost, type Claim } from '../claims/index.js';
import type { Invariant } from '../claims/invariant.js';
import type { Execution } from '../execution/execution.js';
import { anew, appending, machine, reading, type Machine } from '../execution/hand-built.js';
import { violationInWords } from '../report/explanation.js';
import { undisturbedSchedule, type Schedule } from '../schedule/schedule.js';
import { explainingSteps } from './explanation.js';

const [p0, p1, p2] = [{ process: 0 }, { process: 1 }, { process: 2 }];

/** How the first violation of a claim is told, with the steps that explain it. */
function told(execution: Execution, invariant: Invariant<Claim>, schedule: Schedule = undisturbedSchedule): string {
  const [violation] = invariant.check(execution);
  if (violation === undefined) return 'It holds.';
  return violationInWords({ ...violation, steps: explainingSteps(execution, schedule, violation) });
}

const writeOne = (it: Machine): void => it.write(p0, it.open(p0, 'app.log', appending), 'one\n');

describe('of a line that is torn', () => {
  test('the piece that came between two of its own clashes with the next', () => {
    const execution = machine((it) => {
      const [one, other] = [it.open(p0, 'app.log', appending), it.open(p1, 'app.log', appending)];
      it.write(p0, one, 'aaa');
      it.write(p1, other, 'bbb\n');
      it.write(p0, one, 'ccc\n');
    });
    expect(told(execution, noLineTorn)).toBe(
      'app.log line 1 holds a piece of p0\'s line 1 ("aaaccc") and p1\'s line 1 ("bbb"); p1\'s write app.log +4 (step 4) clashes with p0\'s write app.log +4 (step 5).',
    );
  });

  test('what one that a member has started writes clashes with what another does', () => {
    const [one, other] = [
      { process: 0, child: 1 },
      { process: 0, child: 2 },
    ];
    const execution = machine((it) => {
      const log = it.open(p0, 'app.log', appending);
      it.write(other, log, 'first\n');
      it.write(one, log, 'aaa');
      it.write(other, log, 'bbb\n');
      it.write(one, log, 'ccc\n');
    });
    expect(told(execution, noLineTorn)).toContain(
      "p0.2's write app.log +4 (step 4) clashes with p0.1's write app.log +4 (step 5).",
    );
  });

  test('its last piece clashes with what wrote over it', () => {
    const execution = machine((it) => {
      const [one, other] = [it.open(p0, 'app.log', 'O_WRONLY|O_CREAT'), it.open(p1, 'app.log', 'O_WRONLY|O_CREAT')];
      it.write(p0, one, 'aaaaaa\n');
      it.write(p1, other, 'bbb\n');
    });
    expect(told(execution, noLineTorn)).toContain(
      "p0's write app.log +7 (step 3) clashes with p1's write app.log +4 (step 4).",
    );
  });
});

describe('of a line that is lost', () => {
  test('what wrote it clashes with what took it, where nobody was preempted', () => {
    const execution = machine((it) => {
      writeOne(it);
      it.open(p1, 'app.log', anew);
    });
    expect(told(execution, noRecordLost)).toBe(
      "p0's line 1 (\"one\") was written, but it is in no file; p0's write app.log +4 (step 2) clashes with p1's open app.log (step 3), which destroys it.",
    );
  });

  test('a process that another one has preempted clashes with that, and the one that takes the line destroys it', () => {
    const execution = machine((it) => {
      writeOne(it);
      it.open(p2, 'app.log', reading);
      it.write(p1, it.open(p1, 'app.log', appending), 'two\n');
      it.write(p2, it.open(p2, 'new', anew), 'one\n');
      it.rename(p2, 'new', 'app.log');
    });
    const before = { process: 2, call: 'rename', path: 'new', occurrence: 1 };
    expect(told(execution, noRecordLost, { preemptions: [{ before, run: 1 }], faults: [] })).toBe(
      "p1's line 1 (\"two\") was written, but it is in no file; p1's write app.log +4 (step 5) clashes with p2's rename new → app.log (step 8), which destroys it.",
    );
  });

  test('the removal of its file clashes with a write that came too late', () => {
    const execution = machine((it) => {
      const log = it.open(p0, 'app.log', appending);
      it.unlink(p1, 'app.log');
      it.write(p0, log, 'one\n');
    });
    expect(told(execution, noRecordLost)).toContain(
      "p1's unlink app.log (step 2) clashes with p0's write app.log (deleted) +4 (step 3).",
    );
  });

  test('the last step of another process that clashes with its removal explains what its own process has done', () => {
    const execution = machine((it) => {
      writeOne(it);
      it.rename(p0, 'app.log', 'app.log.1');
      it.write(p1, it.open(p1, 'app.log', appending), 'two\n');
      it.rename(p1, 'app.log', 'app.log.2');
      it.rename(p0, 'app.log.1', 'app.log.2');
    });
    expect(told(execution, noRecordLost)).toContain(
      "p1's write app.log +4 (step 5) clashes with p0's rename app.log.1 → app.log.2 (step 7), which destroys it.",
    );
  });
});

test('of a line that stands twice, what wrote it clashes with what wrote it again', () => {
  const execution = machine(
    (it) => {
      writeOne(it);
      it.open(p2, 'app.log', reading);
      it.copy(p2, it.open(p2, 'app.log', reading), it.open(p2, 'app.log.1', anew));
    },
    { files: 'app.log*' },
  );
  expect(told(execution, noRecordDuplicated)).toContain(
    "p0's write app.log +4 (step 2) clashes with p2's copy app.log.1",
  );
});
