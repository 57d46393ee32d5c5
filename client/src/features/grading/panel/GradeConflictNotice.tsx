import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Grade, GradingAnswer } from '../../../../../contract/grading.ts';
import { useNow } from '../../../components/useNow.ts';
import { Notice } from '../../../components/Notice.tsx';
import { pointsText } from '../../../components/points.ts';
import { useKeys } from '../../../components/useKeys.ts';
import { scoredAnswer, scoreFor, stateOfGrade, type GradeState } from '../grade/gradeState.ts';
import classes from '../grading.module.css';
import { KeyHint } from '../../../components/KeyHint.tsx';

interface GradeConflictNoticeProps {
  mine: GradeState;
  /** Null where no decision stands. */
  theirs: Grade | null;
  answer: GradingAnswer;
  onTake: () => void;
  /** @returns false where theirs has only just come, so that nothing was done */
  onKeep: () => boolean;
  accepts: (event: KeyboardEvent) => boolean;
}

const ACTS = { grade: 'graded this', comment: 'commented on this', taken_back: 'took the grade back' };

/** Both decisions about an answer that two people graded at once; one key takes either. */
export function GradeConflictNotice(props: GradeConflictNoticeProps) {
  const { mine, theirs, answer, onTake, onKeep } = props;
  const now = useNow();
  const [isTooSoon, setTooSoon] = useState(false);
  const keep = () => setTooSoon(!onKeep());
  useKeys('answer', { t: onTake, y: keep }, props.accepts);
  const words = (grade: GradeState) => {
    const items = answer.rubric.filter(({ id }) => grade.appliedItemIds.includes(id));
    const score = scoreFor(grade, scoredAnswer(answer));
    return [
      score === null ? 'no grade' : pointsText(score),
      ...items.map(({ key, text }) => (key <= 9 ? `item ${key}` : text)),
      ...(grade.comment === '' ? [] : [`“${grade.comment}”`]),
    ].join(' · ');
  };
  const seconds = theirs === null ? 0 : Math.max(0, Math.round((now - Date.parse(theirs.gradedAt)) / 1000));
  const ago =
    seconds < 5 ? 'just now' : seconds < 60 ? `${seconds} s ago` : `${Math.round(seconds / 60)} min ago`;
  const title =
    theirs === null
      ? 'The grade is gone. Yours is not saved.'
      : `${theirs.gradedBy.name} ${ACTS[theirs.kind]} ${ago}. Yours is not saved.`;
  return (
    <Notice kind="warning" title={title}>
      <div className={classes.sides}>
        <span>{theirs?.gradedBy.name ?? 'Now'}</span>
        <span>{words(stateOfGrade(theirs))}</span>
        <Button size="compact-sm" variant="default" onClick={onTake} rightSection={<KeyHint of="answer:t" />}>
          Take
        </Button>
        <span>You</span>
        <span>{words(mine)}</span>
        <Button size="compact-sm" variant="default" onClick={keep} rightSection={<KeyHint of="answer:y" />}>
          Keep
        </Button>
      </div>
      {isTooSoon && (
        <p role="alert">That has only just come: look at it first, then take it or keep yours.</p>
      )}
    </Notice>
  );
}
