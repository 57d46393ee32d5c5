import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { AnswerGroupView, GroupedAnswer } from '../../../../contract/answerGroups.ts';
import type { RubricItem } from '../../../../contract/grading.ts';
import { Details } from '../../components/Details.tsx';
import { Markup } from '../../components/Markup.tsx';
import { pointsText } from '../../components/points.ts';
import { Status } from '../../components/Status.tsx';
import { isGrade } from '../grading/grade/gradeState.ts';
import { useSubmissionImageUrl } from '../images/imageUrls.ts';
import classes from './answerGroups.module.css';
import { answersWords, foldEqual, type Fold } from './groupState.ts';
import { Tick } from './Tick.tsx';

interface GroupAnswersProps {
  group: AnswerGroupView;
  macros: Record<string, string>;
  rubric: RubricItem[];
  /** Submission ids of answers to split off. */
  ticked: ReadonlySet<string>;
  onTick: (submissionIds: string[]) => void;
  /** Address of the page of one answer. */
  pageOf: (submissionId: string) => string;
}

/** Texts shown at first, and with every "Show more": formulas take time to draw. */
const AT_ONCE = 10;

/** What a group's members wrote, each text once, and how each answer was graded. */
export function GroupAnswers({ group, macros, rubric, ticked, onTick, pageOf }: GroupAnswersProps) {
  const [shown, setShown] = useState(AT_ONCE);
  const folds = foldEqual(group.answers);
  return (
    <div className={classes.answers}>
      {folds.slice(0, shown).map((fold) => {
        const ids = fold.answers.map(({ submissionId }) => submissionId);
        const on = ids.filter((id) => ticked.has(id)).length;
        const [first] = fold.answers;
        if (first === undefined) return null;
        return (
          <article key={fold.key} className={classes.fold} data-answers={ids.join(' ')}>
            <div className={classes.foldHead}>
              <Tick
                of={
                  fold.answers.length > 1
                    ? `${answersWords(fold.answers.length)} with this text`
                    : namesOf(first)
                }
                checked={on === ids.length}
                indeterminate={on > 0 && on < ids.length}
                onChange={() => onTick(ids)}
              />
              {fold.answers.length === 1 ? (
                <AnswerRow answer={first} rubric={rubric} pageOf={pageOf} />
              ) : (
                <FoldedRows fold={fold} rubric={rubric} ticked={ticked} onTick={onTick} pageOf={pageOf} />
              )}
            </div>
            <AnswerText answer={first} macros={macros} />
          </article>
        );
      })}
      {folds.length > shown && (
        <Button variant="default" onClick={() => setShown(shown + AT_ONCE)}>
          Show {Math.min(AT_ONCE, folds.length - shown)} more of {folds.length - shown}
        </Button>
      )}
    </div>
  );
}

function AnswerText({ answer, macros }: { answer: GroupedAnswer; macros: Record<string, string> }) {
  const imageUrl = useSubmissionImageUrl(answer.submissionId, answer.images);
  if (answer.answer.trim() === '') return <p className={classes.hint}>No answer was given.</p>;
  return (
    <div className={classes.text}>
      <Markup source={answer.answer} macros={macros} size="small" imageUrl={imageUrl} />
    </div>
  );
}

type FoldedRowsProps = Omit<GroupAnswersProps, 'group' | 'macros'> & { fold: Fold };

function FoldedRows({ fold: { answers }, rubric, ticked, onTick, pageOf }: FoldedRowsProps) {
  const graded = answers.filter(({ grade }) => isGrade(grade)).length;
  return (
    <Details
      summary={`${answersWords(answers.length)} with this text${graded === 0 ? '' : `, ${graded} graded`}`}
    >
      <ul className={classes.rows}>
        {answers.map((answer) => (
          <li key={answer.submissionId} data-answers={answer.submissionId}>
            <Tick
              of={namesOf(answer)}
              checked={ticked.has(answer.submissionId)}
              onChange={() => onTick([answer.submissionId])}
            />
            <AnswerRow answer={answer} rubric={rubric} pageOf={pageOf} />
          </li>
        ))}
      </ul>
    </Details>
  );
}

const namesOf = ({ members }: GroupedAnswer) => members.map(({ name }) => name).join(', ');

interface AnswerRowProps {
  answer: GroupedAnswer;
  rubric: RubricItem[];
  pageOf: (submissionId: string) => string;
}

/** Whose answer it is, and who graded it and how. */
function AnswerRow({ answer, rubric, pageOf }: AnswerRowProps) {
  const { grade } = answer;
  const items = rubric.filter(({ id }) => grade?.appliedItemIds.includes(id)).map(({ text }) => text);
  return (
    <div className={classes.row}>
      <Link to={pageOf(answer.submissionId)}>{namesOf(answer)}</Link>
      {isGrade(grade) ? (
        <Status kind="graded">
          {grade.score === null ? '–' : pointsText(grade.score)} by {grade.gradedBy.name}
        </Status>
      ) : (
        <Status kind="ungraded">
          {grade?.kind === 'comment' ? `Ungraded, with a comment by ${grade.gradedBy.name}` : 'Ungraded'}
        </Status>
      )}
      {isGrade(grade) && (
        <span className={classes.how}>
          {[
            ...items,
            ...(grade.fullMarks ? ['full marks'] : []),
            grade.groupName === null ? 'graded by itself' : `with the group “${grade.groupName}”`,
          ].join(' · ')}
        </span>
      )}
    </div>
  );
}
