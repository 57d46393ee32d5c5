/** From the tests of a question to its one word. Pure: DOMjudge's verdict function in our terms. */
import type { TestResult } from '../findings.ts';
import type { LoadOutcome } from '../episode.ts';
import type { Verdict } from '../terms.ts';

/** Why a test did not get as far as a comparison. */
export type Cause = 'runtime' | 'time' | 'memory' | 'output';

export interface JudgedTest extends TestResult {
  /** Set for a test with status `error`. */
  cause: Cause | null;
}

const VERDICT_OF: Record<Cause, Verdict> = {
  runtime: 'runtime_error',
  time: 'time_limit_exceeded',
  memory: 'memory_limit_exceeded',
  output: 'output_limit_exceeded',
};

/** What is said of a file that did not load, or whose entry cannot be used. */
export function verdictOfLoad(load: LoadOutcome): Verdict | null {
  switch (load.status) {
    case 'loaded':
      return null;
    case 'syntax-error':
    case 'entry-missing':
    case 'entry-unusable':
      return 'invalid_submission';
    case 'raised':
    case 'died':
      return 'runtime_error';
    case 'limit':
      return VERDICT_OF[load.limit];
  }
}

/**
 * Full marks are `accepted`. Else the first test that did not even run to its end says why. Else it depends on
 * whether anything was earned. Tests worth no points are advice and have no say, unless one of them ended the program
 * and so kept others of the same run, that is of the same visibility, from being played.
 */
export function determineVerdict(load: LoadOutcome, tests: readonly JudgedTest[]): Verdict {
  const loading = verdictOfLoad(load);
  if (loading) return loading;
  const counting = tests.filter((test) => test.maxScore > 0);
  if (counting.every((test) => test.status === 'passed')) return 'accepted';
  const cutShort = new Set(
    counting.filter((test) => test.status === 'skipped').map((test) => test.visibility),
  );
  const broken = tests.find(
    (test) => test.cause !== null && (test.maxScore > 0 || cutShort.has(test.visibility)),
  );
  if (broken) return VERDICT_OF[broken.cause!];
  return counting.some((test) => test.score > 0) ? 'partially_accepted' : 'wrong_answer';
}
