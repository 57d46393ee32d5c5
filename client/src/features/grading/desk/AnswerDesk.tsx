import { memo, useMemo, useRef, type RefObject } from 'react';
import type { GradingAnswer, GradingCompany } from '../../../../../contract/grading.ts';
import { useCourse } from '../../../app/session.tsx';
import { AnswerView, type AnswerHandle } from '../answer/AnswerView.tsx';
import { GradePanel } from '../panel/GradePanel.tsx';
import { GradeRead } from '../panel/GradeRead.tsx';

/** What a desk asks of the page around it. */
export interface DeskActs {
  /** To the next ungraded answer that nobody looks at. */
  next: () => void;
  /** Whether it is known, so that going there takes no time. */
  knowsNext: () => boolean;
  /** Undoes the last decision that was saved. */
  undoSaved: () => void;
}

interface AnswerDeskProps {
  set: string;
  /** Address of the question's pages; those of its answers are below. */
  base: string;
  answer: GradingAnswer;
  company: GradingCompany;
  acts: RefObject<DeskActs>;
  /** What became of going on or undoing. */
  message: string | null;
}

/** An answer and its grade. Drawn before it is asked for; nothing of it is drawn again when it is shown. */
export const AnswerDesk = memo(function AnswerDesk(props: AnswerDeskProps) {
  const { set, base, answer, acts } = props;
  const { submissionId } = answer;
  const question = answer.question.id;
  const { mayAct } = useCourse();
  const shown = useRef<AnswerHandle>(null);
  const place = useMemo(
    () => ({ set, question, submissionId, page: `${base}/${submissionId}` }),
    [set, question, submissionId, base],
  );
  return (
    <>
      <AnswerView set={set} answer={answer} ref={shown} />
      {!mayAct || answer.yours || answer.takenOut ? (
        <GradeRead answer={answer} />
      ) : (
        <GradePanel
          place={place}
          answer={answer}
          company={props.company}
          knowsNext={() => acts.current.knowsNext()}
          onNext={() => acts.current.next()}
          onUndoSaved={() => acts.current.undoSaved()}
          onComment={() => shown.current?.commentOnSelection() ?? false}
          message={props.message}
        />
      )}
    </>
  );
});
