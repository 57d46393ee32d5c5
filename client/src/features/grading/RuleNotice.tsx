import type { RubricItem, RuleAdvice } from '../../../../contract/grading.ts';
import { Notice } from '../../components/Notice.tsx';

/** What the rule in the answer was read as. Advice beside the answer: the points stay the grader's. */
export function RuleNotice({ rule, rubric }: { rule: RuleAdvice; rubric: RubricItem[] }) {
  const suggested = rubric.find(({ id }) => id === rule.suggestedItemId);
  const kind = rule.right ? 'success' : rule.understood ? 'warning' : 'info';
  const title = rule.right ? 'The rule is right' : rule.understood ? 'The rule differs' : 'No rule was read';
  return (
    <Notice kind={kind} title={title}>
      {rule.message}
      {suggested !== undefined && (
        <p>
          Suggested: item {suggested.key}, “{suggested.text}”.
        </p>
      )}
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
