export interface Tally {
  passed: number;
  failed: number;
}

/** Lines in which node's spec reporter and Mocha's say how many tests there were. */
const passes = [/^ℹ pass (\d+)$/gm, /^\s*(\d+) passing\b/gm];
const failures = [/^ℹ (?:fail|cancelled|skipped|todo) (\d+)$/gm, /^\s*(\d+) (?:failing|pending)\b/gm];

function total(output: string, patterns: readonly RegExp[]): number {
  const matches = patterns.flatMap((pattern) => [...output.matchAll(pattern)]);
  return matches.reduce((sum, [, count]) => sum + Number(count), 0);
}

/**
 * Counts the tests in the output of a runner. A skipped test counts as failed: nobody looked at what it is for.
 * So does a runner that found no test, or that ended badly without naming one.
 */
export function countTests(output: string, succeeded: boolean): Tally {
  const passed = total(output, passes);
  const failed = total(output, failures);
  const unexplained = failed === 0 && (passed === 0 || !succeeded);
  return { passed, failed: unexplained ? 1 : failed };
}
