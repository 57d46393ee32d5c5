import type { GradingAnswer } from '../../../../../contract/grading.ts';
import { useCourse } from '../../../app/session.tsx';
import { Markup } from '../../../components/Markup.tsx';
import { deltaText } from '../../../components/points.ts';
import { Score } from '../../../components/Score.tsx';
import { Status } from '../../../components/Status.tsx';
import { isGrade, stateOfGrade } from '../grade/gradeState.ts';
import classes from '../grading.module.css';

/**
 * The grade of an answer that its reader does not change: an observer, whoever handed it in, anybody where the question was taken out or
 * the course is archived.
 */
export function GradeRead({ answer }: { answer: GradingAnswer }) {
  const { archived } = useCourse();
  const { grade, rubric, macros } = answer;
  const { appliedItemIds, comment } = stateOfGrade(grade);
  const applied = rubric.filter(({ id }) => appliedItemIds.includes(id));
  return (
    <aside className={classes.panel} aria-label="Grade">
      <div className={classes.panelBody}>
        <div className={classes.scoreRow}>
          <Score score={answer.score} maxScore={answer.maxScore} size="large" />
          {answer.score === null ? (
            <Status kind="ungraded">Ungraded</Status>
          ) : (
            <Status kind="graded">Graded by {isGrade(grade) ? grade.gradedBy.name : 'tests'}</Status>
          )}
        </div>
        {applied.map(({ id, text, points }) => (
          <div key={id}>
            <b>{deltaText(points)}</b> {text}
          </div>
        ))}
        {comment !== '' && <Markup source={comment} size="small" macros={macros} />}
        <p className={classes.muted}>
          {answer.takenOut
            ? 'The question was taken out of the set and counts for nobody: its grade stays as it is.'
            : answer.yours
              ? 'You are one of those who handed this in. Nobody grades their own work: a colleague does.'
              : archived
                ? 'The course is archived: its grades stay as they are.'
                : 'You read here as an observer; teaching assistants grade.'}
        </p>
      </div>
    </aside>
  );
}
