import { Drawer } from '@mantine/core';
import type { RubricItem } from '../../../../../contract/grading.ts';
import { pointsText } from '../../../components/points.ts';
import { Status } from '../../../components/Status.tsx';
import { leftWords } from '../../../components/time.ts';
import { useFocusBack } from '../../../components/useFocusBack.ts';
import { answerFilter } from './answerFilter.ts';
import { AnswerFilters } from './AnswerFilters.tsx';
import { isToGrade } from '../grade/gradeState.ts';
import classes from '../grading.module.css';
import type { AnswerRoute } from './useAnswerRoute.ts';

interface AnswerListProps {
  route: AnswerRoute;
  rubric: RubricItem[];
  opened: boolean;
  onClose: () => void;
}

export default function AnswerList({ route, rubric, opened, onClose }: AnswerListProps) {
  useFocusBack(opened);
  return (
    <Drawer opened={opened} onClose={onClose} position="right" title="Answers" returnFocus={false}>
      <AnswerFilters
        rows={route.rows}
        rubric={rubric}
        filter={route.filter}
        shown={route.shown.length}
        onChange={(filter) => answerFilter.set({ of: route.question, filter })}
      />
      <ol className={classes.answerList}>
        {route.shown.map((row) => (
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
                {row.lateBy !== null && (
                  <span className={classes.muted}> (late by {leftWords(row.lateBy * 1000)})</span>
                )}
                {row.marks.flag !== null && <span className={classes.muted}> (flagged)</span>}
                {row.marks.skipped.length > 0 && <span className={classes.muted}> (skipped)</span>}
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
