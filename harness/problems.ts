import * as v from 'valibot';

/** What is wrong with some input, a sentence's end for each problem: `name is missing`. */
export function problemsOf(issues: readonly v.BaseIssue<unknown>[], whole: string): string[] {
  return issues.map((issue) => {
    const place = v.getDotPath(issue) ?? whole;
    return issue.input === undefined ? `${place} is missing` : `${place}: ${issue.message}`;
  });
}
