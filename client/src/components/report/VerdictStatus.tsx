import type { Verdict } from '../../../../grader/terms.ts';
import { Status } from '../Status.tsx';
import { VERDICT_WORDS } from './words.ts';

interface VerdictStatusProps {
  /** Null while tests that count are withheld from the reader. */
  verdict: Verdict | null;
  /** When the score is shown: `Thu 3 Dec 14:30`. */
  dueWords?: string;
}

export function VerdictStatus({ verdict, dueWords = 'the due time' }: VerdictStatusProps) {
  if (verdict === null) return <Status kind="done">Score after {dueWords}</Status>;
  if (verdict === 'accepted') return <Status kind="passed">{VERDICT_WORDS.accepted}</Status>;
  return (
    <Status kind={verdict === 'partially_accepted' ? 'partial' : 'failed'}>{VERDICT_WORDS[verdict]}</Status>
  );
}
