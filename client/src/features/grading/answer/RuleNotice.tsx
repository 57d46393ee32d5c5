import { useDisclosure } from '@mantine/hooks';
import type { RubricItem, RuleAdvice } from '../../../../../contract/grading.ts';
import { Message } from '../../../components/Message.tsx';
import { Notice } from '../../../components/Notice.tsx';
import { useKeys } from '../../../components/useKeys.ts';
import { SourcesDetails } from '../../rules/SourcesDetails.tsx';

interface RuleNoticeProps {
  rule: RuleAdvice;
  rubric: RubricItem[];
  submissionId: string;
  question: string;
  /** The suggested item is ticked in the panel; nobody has graded yet. */
  applied: boolean;
  accepts: (event: KeyboardEvent) => boolean;
}

/** What the rule in the answer was read as. Advice beside the answer: the points stay the grader's. */
export function RuleNotice({ rule, rubric, submissionId, question, applied, accepts }: RuleNoticeProps) {
  const [pathsOpened, paths] = useDisclosure(false);
  useKeys('answer', { p: paths.toggle }, accepts);
  const suggested = rubric.find(({ id }) => id === rule.suggestedItemId);
  const kind = rule.right ? 'success' : rule.understood ? 'warning' : 'info';
  const word = rule.right ? 'The rule is right' : 'The rule differs';
  return (
    <>
      <Notice kind={kind} title={rule.understood ? `${word}: ${lowerFirst(rule.headline)}` : rule.headline}>
        <p>
          <Message>{rule.message}</Message>
        </p>
        {rule.right && <p>That is what its equations say. What the sentences say is yours to read.</p>}
        {suggested !== undefined && (
          <p>
            Suggested: item {suggested.key}, “{suggested.text}”.
            {applied && ' It is ticked already; nothing counts until you save.'}
          </p>
        )}
        {rule.remarks.length > 0 && (
          <ul>
            {rule.remarks.map((remark) => (
              <li key={remark}>
                <Message>{remark}</Message>
              </li>
            ))}
          </ul>
        )}
      </Notice>
      <SourcesDetails
        submissionId={submissionId}
        question={question}
        keyHint="answer:p"
        opened={pathsOpened}
        onToggle={paths.set}
      />
    </>
  );
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
