import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { handBuilt, line, type HandBuilt } from '../claims/hand-built.js';
import { sizeLosesARecord } from '../search/hand-built.js';
import { replayedInWords } from './replayed.js';

/** What stands below the screen of a counterexample that was run again and did not break its claim. */
function endOf(claim: string, judged: boolean, stated: HandBuilt): string[] {
  const execution = handBuilt({ scenario: { processes: 1, records: 1 }, ...stated });
  const counterexample = { ...sizeLosesARecord, claim, scenario: execution.scenario };
  const replayed = { execution, judged, unused: [], reproduced: { broken: 0, times: 3 } };
  const [, end = ''] = stripVTControlCharacters(replayedInWords(counterexample, replayed, undefined, {})).split(
    /are missing.*\n/,
  );
  return end.split('\n');
}

describe('a counterexample that is run again', () => {
  const whole = { 'app.log': [line(0, 0)] };
  const hole = { 'app.log': [`\0${line(0, 0)}`] };

  test('no longer breaks its claim where the execution holds', () => {
    expect(endOf('no-record-lost', true, { files: whole })).toEqual(['no-record-lost is no longer broken: 0/3.']);
  });

  test('tells what else is broken, so that it does not contradict what it shows', () => {
    expect(endOf('no-record-lost', true, { files: hole })).toEqual([
      '  app.log line 1 holds a hole of 1 zero byte',
      'no-record-lost is no longer broken: 0/3.',
      'nothing-unexpected is broken: app.log line 1 holds a hole of 1 zero byte.',
    ]);
  });

  test.each<[string, Omit<HandBuilt, 'files'>, string]>([
    [
      'no-line-torn',
      { scenario: { processes: 1, records: 1, logrotate: 'copytruncate' } },
      'somebody else rotates the log',
    ],
    [
      'no-line-torn',
      { outcome: { kind: 'deadlock' } },
      'an execution ended as deadlock, since nobody can go on: all processes had ended their part',
    ],
    ['survives-kill', {}, 'what the claim is about did not happen'],
  ])('tells nothing of %s where it can not judge it: %j', (claim, stated, why) => {
    const end = endOf(claim, false, { files: whole, ...stated });
    expect(end.at(-1)).toBe(`Nothing is known of ${claim}: ${why}.`);
  });
});
