/** What a rerun says, in words. */
import type { Rerun, RerunResult, RerunRow, SeenRerun } from '../../../../contract/reruns.ts';
import type { StatusKind } from '../../components/Status.tsx';

export const SCOPE_WORDS: Record<RerunRow['scope'], string> = {
  counting: 'Submissions that count',
  all: 'Every submission',
  chosen: 'Chosen students',
};

/** "running", or what can be done with it. */
export function stateWords({ state, applied, total }: RerunRow): { kind: StatusKind; words: string } {
  if (state === 'discarded') return { kind: 'missing', words: 'Discarded' };
  if (applied > 0) return { kind: 'graded', words: `${applied} of ${total} applied` };
  if (state === 'running') return { kind: 'running', words: 'Running' };
  return state === 'stopped'
    ? { kind: 'partial', words: 'Stopped, not applied' }
    : { kind: 'ungraded', words: 'Not applied' };
}

/** Of those that are over, how long the others will take; null while that cannot be said. */
export function secondsLeft({ startedAt, over, total }: RerunRow, now: number): number | null {
  if (over < 3) return null;
  const each = (now - Date.parse(startedAt)) / over;
  return Math.max(1, Math.round(((total - over) * each) / 1000));
}

export function leftWords(seconds: number | null): string {
  if (seconds === null) return '';
  return seconds < 90 ? `, about ${seconds} s left` : `, about ${Math.round(seconds / 60)} min left`;
}

const OUTCOMES: Record<string, string> = {
  passed: 'passes',
  failed: 'fails',
  error: 'ends in an error',
  timeout: 'takes too long',
};
const outcome = (status: string): string => OUTCOMES[status] ?? status.replaceAll('_', ' ');

/** So many tests are named; the report has all. */
const NAMED = 3;

/** "Test 2 passes; Test 5 is gone". */
export function testWords({ tests }: RerunResult): string {
  const more = tests.length - NAMED;
  const words = tests
    .slice(0, NAMED)
    .map(({ title, before, after }) => {
      if (after === null) return `${title} is gone`;
      return before === null ? `${title} is new: ${outcome(after)}` : `${title} ${outcome(after)}`;
    })
    .join('; ');
  return more > 0 ? `${words}; ${more} more` : words;
}

/** A change of what judges, where it was not the tests alone. */
export function graderWords(results: readonly RerunResult[]): string | null {
  const one = results.find(
    ({ graderBefore, graderAfter }) => graderBefore && graderAfter && graderBefore !== graderAfter,
  );
  return one ? `Grader ${one.graderBefore} → ${one.graderAfter}` : null;
}

/** What an act on some results of a rerun names: those results as the page shows them. */
export const seenOf = ({ released, lastAct }: Rerun, results: readonly RerunResult[]): SeenRerun => ({
  released,
  lastAct,
  results: Object.fromEntries(results.map(({ submissionId, seen }) => [submissionId, seen])),
});
