import type { Counterexample } from '../counterexample/counterexample.js';
import { steadyMs } from '../limits.js';
import { newExploration, type Exploration } from './explored.js';

/** The test that a property belongs to; or, where there is no test that is known, the whole process. */
export interface TestScope {
  readonly exploration: Exploration;
  /** The file of the test, where that is known. */
  readonly file?: string;
  /** When, on the steady clock, the time of the test is over; Infinity where that is not known. */
  readonly endMs: number;
  /** The smallest counterexamples that were found, by claim and writer. */
  readonly counterexamples: Map<string, Promise<Counterexample>>;
  /** That it has failed already: then nothing needs to be said of what else it has not reached. */
  failed: boolean;
}

const scopes = new Map<string, TestScope>();
let wholeProcess: TestScope | undefined;

/**
 * The scope of the test that is running. When it is over, it says what was explored, and fails where that was nothing: with
 * vitest the test does, anywhere else the process, by its exit status.
 */
export async function currentScope(): Promise<TestScope> {
  if (process.env['VITEST'] === undefined) return scopeOfProcess();
  // Where logtorture is linked, it may find another copy of vitest than the one that runs the test, which knows of no test.
  const scope = await scopeOfVitest().catch(() => undefined);
  return scope ?? scopeOfProcess();
}

async function scopeOfVitest(): Promise<TestScope | undefined> {
  const vitest = await import('vitest');
  const { expect, onTestFinished } = vitest;
  const { testPath, currentTestName } = expect.getState();
  if (currentTestName === undefined) return undefined;
  const key = JSON.stringify([testPath, currentTestName]);
  const known = scopes.get(key);
  if (known !== undefined) return known;
  const scope = newScope(testPath, endOfTest(vitest));
  scopes.set(key, scope);
  onTestFinished(() => {
    scopes.delete(key);
    const problems = finish(scope);
    if (problems.length > 0) throw new Error(problems.join('\n'));
  });
  return scope;
}

/** Vitest tells of the test that runs since 4.1. A test that may take any time has 0 as its time limit. */
function endOfTest(vitest: Partial<Pick<typeof import('vitest'), 'TestRunner'>>): number {
  const { timeout = 0, result } = vitest.TestRunner?.getCurrentTest() ?? {};
  const startTime = result?.startTime;
  return timeout <= 0 || startTime === undefined ? Infinity : steadyMs() + timeout - (Date.now() - startTime);
}

function scopeOfProcess(): TestScope {
  if (wholeProcess !== undefined) return wholeProcess;
  const [, file] = process.argv;
  const scope = newScope(file);
  wholeProcess = scope;
  process.once('exit', () => {
    const problems = finish(scope);
    if (problems.length === 0) return;
    console.error(problems.join('\n'));
    process.exitCode ||= 1;
  });
  return scope;
}

function newScope(file: string | undefined, endMs: number = Infinity): TestScope {
  return {
    exploration: newExploration(),
    ...(file !== undefined && { file }),
    endMs,
    counterexamples: new Map(),
    failed: false,
  };
}

function finish({ exploration, failed }: TestScope): string[] {
  for (const line of exploration.sentences()) console.log(`  ${line}`);
  return failed ? [] : exploration.inVain();
}
