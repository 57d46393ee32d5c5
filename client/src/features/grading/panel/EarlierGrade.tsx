import { Button } from '@mantine/core';
import { Link } from 'react-router';
import type { Grade, GradingAnswer } from '../../../../../contract/grading.ts';
import { Notice } from '../../../components/Notice.tsx';
import { pointsText } from '../../../components/points.ts';
import { useKeys } from '../../../components/useKeys.ts';
import { KeyHint } from '../../../components/KeyHint.tsx';

interface EarlierGradeProps {
  answer: GradingAnswer;
  /** Address of this page. */
  page: string;
  /** Gives this answer the grade that the earlier one has. */
  onKeep: () => void;
  accepts: (event: KeyboardEvent) => boolean;
}

/** Where the grade was given to an earlier submission: that it counts on, and what to do about it. */
export function EarlierGrade({ answer, page, onKeep, accepts }: EarlierGradeProps) {
  const { grade, apart } = answer;
  const mayKeep = grade?.kind === 'grade' && grade.from?.changed === true && apart.length === 0;
  useKeys('answer', { k: mayKeep ? onKeep : undefined }, accepts);
  if (grade?.from == null) return null;
  const { number, submissionId, changed } = grade.from;
  const earlier = <Link to={page.replace(answer.submissionId, submissionId)}>submission {number}</Link>;
  if (apart.length > 0)
    return (
      <Notice kind="info" title="Members have grades of their own">
        <ul>
          {apart.map((each) => (
            <li key={each.members.map(({ id }) => id).join(' ')}>
              {each.members.map(({ name }) => name).join(', ')}: {gradeWords(each.grade)}
            </li>
          ))}
        </ul>
        <p>They count until you grade this answer for all of them.</p>
      </Notice>
    );
  if (grade.kind !== 'grade')
    return (
      <p>
        {grade.kind === 'comment' ? 'Commented on' : 'The grade was taken back on'} {earlier}.
      </p>
    );
  if (!changed) return <p>Carried over from {earlier}: the answer is the same.</p>;
  return (
    <Notice
      kind="info"
      title={`${grade.score === null ? 'A grade' : pointsText(grade.score)} counts until somebody grades again`}
    >
      <p>
        {grade.gradedBy.name} gave it for {earlier}; the answer has changed since.
      </p>
      <Button size="compact-sm" variant="default" onClick={onKeep} rightSection={<KeyHint of="answer:k" />}>
        Keep {grade.score === null ? 'it' : pointsText(grade.score)}
      </Button>
    </Notice>
  );
}

function gradeWords(grade: Grade | null): string {
  if (grade === null || grade.score === null) return 'none yet';
  if (grade.from === null) return pointsText(grade.score);
  return `${pointsText(grade.score)}, from submission ${grade.from.number}${grade.from.changed ? ', another answer' : ''}`;
}
