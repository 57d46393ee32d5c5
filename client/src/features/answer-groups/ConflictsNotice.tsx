import { Button, Group } from '@mantine/core';
import type { AnswerGroupView } from '../../../../contract/answerGroups.ts';
import { Notice } from '../../components/Notice.tsx';
import { pointsText } from '../../components/points.ts';
import { useKeys } from '../../components/useKeys.ts';
import { answersWords } from './groupState.ts';
import type { Conflicts } from './useGradeGroup.ts';
import { KeyHint } from '../../components/KeyHint.tsx';

function conflictWords(theirs: Conflicts[number]['theirs']): string {
  if (theirs === null) return 'there is no grade any more';
  const who = theirs.gradedBy.name;
  if (theirs.kind === 'taken_back') return `${who} took the grade back`;
  if (theirs.kind === 'comment') return `${who} commented on it`;
  return `${who} gave ${theirs.score === null ? 'a grade' : pointsText(theirs.score)}`;
}

interface ConflictsNoticeProps {
  conflicts: Conflicts;
  group: AnswerGroupView;
  /** Leaves them as others graded them. */
  onKeep: () => void;
  onGrade: (answers: { submissionId: string; baseRevision: number }[]) => void;
}

/** Answers that were left because somebody graded them since the groups were read. */
export function ConflictsNotice({ conflicts, group, onKeep, onGrade }: ConflictsNoticeProps) {
  const namesOf = (submissionId: string) => {
    const answer = group.answers.find((each) => each.submissionId === submissionId);
    return answer?.members.map(({ name }) => name).join(', ') ?? 'A group that is not here any more';
  };
  const answers = conflicts.map(({ submissionId, theirs }) => ({
    submissionId,
    baseRevision: theirs?.revision ?? 0,
  }));
  useKeys('groups', { t: onKeep, y: () => onGrade(answers) });
  return (
    <Notice kind="warning" title={`${answersWords(conflicts.length)} left as they are`}>
      <ul>
        {conflicts.map(({ submissionId, theirs }) => (
          <li key={submissionId}>
            {namesOf(submissionId)}: {conflictWords(theirs)}
          </li>
        ))}
      </ul>
      <Group gap="xs">
        <Button size="xs" variant="default" onClick={onKeep} rightSection={<KeyHint of="groups:t" />}>
          Leave them
        </Button>
        <Button
          size="xs"
          variant="default"
          onClick={() => onGrade(answers)}
          rightSection={<KeyHint of="groups:y" />}
        >
          Grade them too
        </Button>
      </Group>
    </Notice>
  );
}
