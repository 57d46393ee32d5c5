import type { RuleAdvice } from '../../../../contract/grading.ts';
import { Notice } from '../../components/Notice.tsx';

/** What the rule in the answer was read as. Advice beside the answer: the points stay the grader's. */
export function RuleNotice({ rule }: { rule: RuleAdvice }) {
  const kind = rule.right ? 'success' : rule.understood ? 'warning' : 'info';
  const title = rule.right ? 'The rule is right' : rule.understood ? 'The rule differs' : 'No rule was read';
  return (
    <Notice kind={kind} title={title}>
      {rule.message}
      {rule.remarks.length > 0 && (
        <ul>
          {rule.remarks.map((remark) => (
            <li key={remark}>{remark}</li>
          ))}
        </ul>
      )}
    </Notice>
  );
}
