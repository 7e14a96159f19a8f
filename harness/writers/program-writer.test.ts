import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { programName } from './program-name.js';
import { programWriter } from './program-writer.js';

describe('the name of a program', () => {
  test.each([
    [['python3', 'app.py'], 'app.py'],
    [['/usr/bin/python3.11', '-u', '/srv/app/app.py', '{log}'], 'app.py'],
    [['python3', '-m', 'app.main'], 'app.main'],
    [['python3', '-c', 'print(1)'], 'python3'],
    [['bash', '-ec', 'echo >>log'], 'bash'],
    [['env', 'LOG_FILE={log}', 'node', 'server.js'], 'server.js'],
    [['LOG_FILE={log}', './app', '3'], 'app'],
    [['gunicorn', '-w', '2', 'app:app'], 'gunicorn'],
    [['node'], 'node'],
  ])('of %j is %s', (command, name) => {
    expect(programName(command)).toBe(name);
  });
});

describe('a program as a writer', () => {
  test('promises nothing, never rotates by itself, and is started by the path of what is started', () => {
    const { command, versions, ...writer } = programWriter({
      command: ['sh', fileURLToPath(import.meta.url), '{log}'],
      file: 'app.log',
    });
    expect(writer).toEqual({
      name: 'program-writer.test.ts',
      rotations: ['none'],
      guarantees: [],
      guaranteesAlone: [],
      takes: [],
      asIs: { command, file: 'app.log' },
      given: { command: ['sh', fileURLToPath(import.meta.url), '{log}'], file: 'app.log' },
    });
    expect(command[0]).toMatch(/^\/.*\/sh$/);
    expect(versions).toEqual({ 'program-writer.test.ts': expect.stringMatching(/^[\da-f]{8}$/) });
  });

  test('is refused in one line where there is no such program', () => {
    expect(() => programWriter({ command: ['no-such-program'], file: 'app.log' })).toThrow(
      /^There is no program no-such-program to run as it is\.$/,
    );
  });

  test('is refused with every problem at once', () => {
    expect(() => programWriter({ command: [], file: '', keeps: 0 })).toThrow(
      /^The program can't be run: command: .*; file: .*; keeps: .*\.$/,
    );
  });
});
