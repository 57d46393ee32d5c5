import type { Verdict } from '../../../../grader/core/terms.ts';
import { Status } from '../Status.tsx';
import { VERDICT_WORDS } from './words.ts';

/** @param verdict null while tests that count are withheld from the reader */
export function VerdictStatus({ verdict }: { verdict: Verdict | null }) {
  if (verdict === null) return <Status kind="draft">Verdict later</Status>;
  if (verdict === 'accepted') return <Status kind="passed">{VERDICT_WORDS.accepted}</Status>;
  return (
    <Status kind={verdict === 'partially_accepted' ? 'late' : 'failed'}>{VERDICT_WORDS[verdict]}</Status>
  );
}
