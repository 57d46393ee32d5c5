import { Drawer } from '@mantine/core';
import { pointsText } from '../../components/points.ts';
import { Status } from '../../components/Status.tsx';
import { isToGrade } from './gradeState.ts';
import classes from './grading.module.css';
import type { AnswerRoute } from './useAnswerRoute.ts';

interface AnswerListProps {
  route: AnswerRoute;
  opened: boolean;
  onClose: () => void;
}

export function AnswerList({ route, opened, onClose }: AnswerListProps) {
  return (
    <Drawer opened={opened} onClose={onClose} position="right" title="Answers">
      <ol className={classes.answerList}>
        {route.rows.map((row) => (
          <li key={row.submissionId}>
            <button
              type="button"
              aria-current={row.submissionId === route.submissionId || undefined}
              onClick={() => {
                onClose();
                route.toAnswer(row.submissionId);
              }}
            >
              <span className={classes.answerPosition}>{row.position}</span>
              <span className={classes.answerNames}>
                {row.members.map(({ name }) => name).join(', ')}
                {row.empty && <span className={classes.muted}> (empty)</span>}
              </span>
              {row.score === null ? (
                <Status kind="ungraded" />
              ) : isToGrade(row) ? (
                <Status kind="changed">{pointsText(row.score)}, changed since</Status>
              ) : (
                <Status kind="graded">{pointsText(row.score)}</Status>
              )}
            </button>
          </li>
        ))}
      </ol>
    </Drawer>
  );
}
