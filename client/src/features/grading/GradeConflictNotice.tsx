import { Button, Group } from '@mantine/core';
import type { Grade, GradingAnswer } from '../../../../contract/grading.ts';
import { Notice } from '../../components/Notice.tsx';
import { pointsText } from '../../components/points.ts';
import { stateOfGrade, scoreOf, type GradeState } from './gradeState.ts';
import { dropGrade, sendGrade, type OutgoingGrade } from './outbox.ts';

interface GradeConflictNoticeProps {
  pending: OutgoingGrade;
  theirs: Grade;
  answer: GradingAnswer;
}

/** Both grades of an answer that two people graded at once. */
export function GradeConflictNotice({ pending, theirs, answer }: GradeConflictNoticeProps) {
  const words = (grade: GradeState) => {
    const items = answer.rubric.filter(({ id }) => grade.appliedItemIds.includes(id)).map(({ text }) => text);
    const score = pointsText(scoreOf(grade, answer.rubric, answer.maxScore));
    return [score, ...items, ...(grade.comment === '' ? [] : [`“${grade.comment}”`])].join(' · ');
  };
  return (
    <Notice kind="warning" title={`${theirs.gradedBy.name} graded this meanwhile`}>
      <p>
        <b>Theirs:</b> {words(stateOfGrade(theirs))}
      </p>
      <p>
        <b>Yours:</b> {words(pending.grade)}
      </p>
      <Group gap="xs">
        <Button size="xs" onClick={() => void sendGrade({ ...pending, baseRevision: theirs.revision })}>
          Keep yours
        </Button>
        <Button size="xs" variant="default" onClick={() => dropGrade(pending)}>
          Take theirs
        </Button>
      </Group>
    </Notice>
  );
}
