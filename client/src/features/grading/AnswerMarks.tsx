import { Button, Modal, Textarea } from '@mantine/core';
import { useState } from 'react';
import { markAnswer } from '../../../../contract/desk.ts';
import type { BodyInputOf } from '../../../../contract/operation.ts';
import type { GradingAnswer } from '../../../../contract/grading.ts';
import { call } from '../../api/call.ts';
import { Notice } from '../../components/Notice.tsx';
import { useKeys } from '../../components/useKeys.ts';
import { invalidateGrades } from './invalidateGrades.ts';

interface AnswerMarksProps {
  answer: GradingAnswer;
  onSkipped: () => void;
  accepts: (event: KeyboardEvent) => boolean;
}

/** What colleagues said about an answer instead of a grade, and a word of one's own: a flag for an instructor, or a skip. */
export function AnswerMarks({ answer, onSkipped, accepts }: AnswerMarksProps) {
  const { flag, skipped } = answer.marks;
  const [opened, setOpened] = useState(false);
  const [reason, setReason] = useState('');
  const [failed, setFailed] = useState<string | null>(null);
  useKeys('answer', { b: () => setOpened(true) }, accepts);
  const mark = async (body: BodyInputOf<typeof markAnswer>) => {
    try {
      const params = { submissionId: answer.submissionId, question: answer.question.id };
      await call(markAnswer, { params, body });
      await invalidateGrades();
    } catch (error) {
      setFailed(error instanceof Error ? error.message : String(error));
      return;
    }
    setFailed(null);
    setOpened(false);
    setReason('');
    if (body.kind === 'skipped') onSkipped();
  };
  const words = reason.trim();
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
        <Button variant="default" size="compact-sm" onClick={() => void mark({ kind: 'settled' })}>
          Settled
        </Button>
      )}
      {failed !== null && !opened && <Notice kind="danger" title={failed} />}
      <Modal opened={opened} onClose={() => setOpened(false)} title="Flag or skip this answer">
        <Textarea
          label="Why"
          description="Graders read it; students do not."
          data-autofocus
          autosize
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {failed !== null && <Notice kind="danger" title={failed} />}
        <Button
          mt="md"
          mr="sm"
          disabled={words === ''}
          onClick={() => void mark({ kind: 'flagged', reason: words })}
        >
          Flag for an instructor
        </Button>
        <Button
          mt="md"
          variant="default"
          disabled={words === ''}
          onClick={() => void mark({ kind: 'skipped', reason: words })}
        >
          Skip it, go on
        </Button>
      </Modal>
    </>
  );
}
