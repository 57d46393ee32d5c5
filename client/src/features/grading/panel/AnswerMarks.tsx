import { Button } from '@mantine/core';
import { useState } from 'react';
import { markAnswer } from '../../../../../contract/desk.ts';
import type { BodyInputOf } from '../../../../../contract/operation.ts';
import type { GradingAnswer } from '../../../../../contract/grading.ts';
import { isApiError } from '../../../api/ApiError.ts';
import { call } from '../../../api/call.ts';
import { laterDialog } from '../../../components/laterDialog.tsx';
import { Notice } from '../../../components/Notice.tsx';
import { useKeys } from '../../../components/useKeys.ts';
import { useSeen } from '../../../components/useSeen.ts';
import { useUser } from '../../../app/session.tsx';
import { invalidateGrades } from '../grade/invalidateGrades.ts';

const MarkDialog = laterDialog(() => import('./MarkDialog.tsx'));

interface AnswerMarksProps {
  answer: GradingAnswer;
  onSkipped: () => void;
  accepts: (event: KeyboardEvent) => boolean;
}

/** The one that was made last. */
const lastOf = ({ flag, skipped }: GradingAnswer['marks']) =>
  [...(flag ? [flag] : []), ...skipped].toSorted((a, b) => (a.at < b.at ? -1 : 1)).at(-1);

/** What colleagues said about an answer instead of a grade, and a word of one's own: a flag for an instructor, or a skip. */
export function AnswerMarks({ answer, onSkipped, accepts }: AnswerMarksProps) {
  const { flag, skipped } = answer.marks;
  const [opened, setOpened] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const { userId } = useUser();
  const seen = useSeen(answer.marks, {
    nameOf: (marks) => lastOf(marks)?.at ?? '',
    isOwn: (marks) => lastOf(marks)?.by.id === userId,
  });
  const settle = () => {
    const last = lastOf(seen() ?? answer.marks);
    if (last === undefined) setFailed('That has only just come: look at it first.');
    else void mark({ kind: 'settled', seen: last.at });
  };
  useKeys('answer', { b: () => setOpened(true) }, accepts);
  const mark = async (body: BodyInputOf<typeof markAnswer>): Promise<boolean> => {
    try {
      const params = { submissionId: answer.submissionId, question: answer.question.id };
      await call(markAnswer, { params, body });
      await invalidateGrades();
    } catch (error) {
      setFailed(error instanceof Error ? error.message : String(error));
      // What a colleague has said meanwhile is shown beside it.
      if (isApiError(error, 'unacceptable')) await invalidateGrades();
      return false;
    }
    setFailed(null);
    setOpened(false);
    if (body.kind === 'skipped') onSkipped();
    return true;
  };
  return (
    <>
      {flag !== null && (
        <Notice kind="warning" title={`${flag.by.name} flagged this`}>
          <p>{flag.reason}</p>
        </Notice>
      )}
      {skipped.map(({ by, reason: why }) => (
        <Notice key={by.id} kind="info" title={`${by.name} skipped this`}>
          <p>{why}</p>
        </Notice>
      ))}
      {(flag !== null || skipped.length > 0) && (
        <Button variant="default" size="compact-sm" onClick={settle}>
          Settled
        </Button>
      )}
      {failed !== null && !opened && <Notice kind="danger" title={failed} />}
      <MarkDialog opened={opened} failed={failed} onMark={mark} onClose={() => setOpened(false)} />
    </>
  );
}
