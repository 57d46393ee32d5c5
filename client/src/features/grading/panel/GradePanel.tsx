import { Button } from '@mantine/core';
import { useState } from 'react';
import { ungradeAnswer, type GradingAnswer, type GradingCompany } from '../../../../../contract/grading.ts';
import { call } from '../../../api/call.ts';
import { useSignal } from '../../../api/signal.ts';
import { Message } from '../../../components/Message.tsx';
import { Notice } from '../../../components/Notice.tsx';
import { Outcome } from '../../../components/Outcome.tsx';
import { pointsText } from '../../../components/points.ts';
import { Score } from '../../../components/Score.tsx';
import { Status } from '../../../components/Status.tsx';
import {
  canSave,
  isGrade,
  itemFromRule,
  NO_DECISION,
  scoredAnswer,
  scoreFor,
  type GradeEdit,
} from '../grade/gradeState.ts';
import classes from '../grading.module.css';
import { AnswerMarks } from './AnswerMarks.tsx';
import { EarlierGrade } from './EarlierGrade.tsx';
import { GradeConflictNotice } from './GradeConflictNotice.tsx';
import { UnsentComments } from '../../inline-comments/UnsentComments.tsx';
import { GradeFields } from '../fields/GradeFields.tsx';
import { invalidateGrades } from '../grade/invalidateGrades.ts';
import { outbox, outgoing } from '../grade/outbox.ts';
import { earlyWords, acceptKey, keyOfAnswer } from '../answer/painted.ts';
import { TakeBack } from '../grade/TakeBack.tsx';
import type { AnswerPlace } from '../list/useAnswerRoute.ts';
import { PanelFoot } from './PanelFoot.tsx';
import { useGrade } from './useGrade.ts';
import { UnsentNotice } from '../grade/UnsentBanner.tsx';
import { KeyHint } from '../../../components/KeyHint.tsx';

interface GradePanelProps {
  place: AnswerPlace;
  answer: GradingAnswer;
  company: GradingCompany;
  /** To the next ungraded answer that nobody looks at. */
  onNext: () => void;
  /** Whether that one is known, so that going there takes no time. */
  knowsNext: () => boolean;
  /** Undoes the last decision that was saved. */
  onUndoSaved: () => void;
  /** Comments on what is selected of the answer. @returns whether anything is */
  onComment: () => boolean;
  /** What became of going on or undoing. */
  message: string | null;
}

/** Score, rubric items to click, comment. What comes and goes stands between them and the foot, so that neither moves. */
export function GradePanel(props: GradePanelProps) {
  const { place, answer, company, onNext } = props;
  useSignal(outbox);
  const editing = useGrade(place, answer);
  const { grade, dirty, change, theirs } = editing;
  const [complaint, setComplaint] = useState<string | null>(null);
  const pending = outgoing(place.submissionId, place.question);
  const fromRule = pending === null ? itemFromRule(answer) : null;
  const isSuggested = fromRule !== null && grade.appliedItemIds.includes(fromRule) && !dirty;
  const baseRevision = answer.grade?.revision;
  // Graded under an earlier version: until it is changed it counts as the publisher confirmed.
  const carried = answer.grade?.carried ?? null;
  const isCarried = carried !== null && !dirty && pending === null;
  const accepts = (event: KeyboardEvent) => acceptKey(keyOfAnswer(place), event);

  const earlier = pending === null && !dirty ? (answer.grade?.from ?? null) : null;
  const keepEarlier = () => {
    setComplaint(null);
    editing.keepEarlier();
  };

  const changeTo = (edit: GradeEdit) => {
    setComplaint(null);
    change(edit);
  };
  const keepMine = () => {
    setComplaint(null);
    return editing.keepMine();
  };
  /** @param put how it is saved, where it can be */
  const saveBy = (put: () => unknown): boolean => {
    const isLeft = !dirty && !isSuggested && pending?.state.kind !== 'refused';
    const hasNoScore = answer.question.kind === 'written' && answer.score === null && pending === null;
    if (theirs !== undefined) setComplaint('Take theirs or keep yours first.');
    else if (isLeft ? hasNoScore : !canSave(grade, answer.grade))
      setComplaint([NO_DECISION, earlyWords()].filter((each) => each !== null).join(' '));
    else {
      if (!isLeft) put();
      return true;
    }
    return false;
  };
  const save = () => saveBy(editing.save);
  const saveAndNext = () => {
    if (saveBy(props.knowsNext() ? editing.saveWhenLeft : editing.save)) onNext();
  };
  const undo = () => {
    setComplaint(null);
    (editing.undo ?? props.onUndoSaved)();
  };

  return (
    <aside className={classes.panel} aria-label="Grade">
      <div className={classes.panelBody}>
        <div className={classes.scoreRow}>
          <Score
            score={isCarried ? (answer.grade?.score ?? null) : scoreFor(grade, scoredAnswer(answer))}
            maxScore={answer.maxScore}
            size="large"
          />
          {isSuggested ? (
            <Status kind="draft">Suggested, not saved</Status>
          ) : (
            <GradeStatus answer={answer} dirty={dirty} pending={pending?.state.kind ?? null} />
          )}
        </div>
        <GradeFields
          place="answer"
          set={place.set}
          question={place.question}
          rubric={answer.rubric}
          maxScore={answer.maxScore}
          grade={grade}
          onChange={changeTo}
          fromRule={fromRule}
          commentSeenBy="the group sees it when grades are released"
          onComment={props.onComment}
          accepts={accepts}
          keys={{
            u: undo,
            n: saveAndNext,
            s: onNext,
            'Mod+Enter': () => void save(),
            'Mod+Shift+Enter': saveAndNext,
          }}
        />
        {answer.own !== null && pending === null && !dirty && (
          <TakeBack
            key={baseRevision}
            count={1}
            what={answer.own}
            takeBack={async () => {
              await call(ungradeAnswer, {
                params: { submissionId: place.submissionId, question: place.question },
                query: { baseRevision },
              });
              await invalidateGrades();
              return 1;
            }}
            onRefused={invalidateGrades}
          />
        )}
      </div>
      <div className={classes.panelNotes}>
        {company.here.length > 0 && (
          <Notice
            kind="warning"
            title={`${company.here.map(({ name }) => name).join(', ')} is on this one, too`}
          >
            <p>
              Skip <KeyHint of="answer:s" /> goes to one that nobody looks at.
            </p>
          </Notice>
        )}
        {theirs !== undefined && (
          <GradeConflictNotice
            mine={grade}
            theirs={theirs}
            answer={answer}
            onTake={editing.takeTheirs}
            onKeep={keepMine}
            accepts={accepts}
          />
        )}
        {pending?.state.kind === 'refused' && (
          <Notice kind="danger" title="Not saved">
            <p>
              <Message>{pending.state.message}</Message>
            </p>
            <Button size="compact-sm" variant="default" onClick={editing.takeTheirs}>
              Drop it
            </Button>
          </Notice>
        )}
        {isCarried && (
          <p className={classes.muted}>
            {pointsText(carried.score)}/{pointsText(carried.maxScore)} in version {carried.version}.{' '}
            {answer.grade?.score == null ? 'To be graded anew.' : 'A change grades it anew.'}
          </p>
        )}
        {earlier !== null && (
          <EarlierGrade answer={answer} page={place.page} onKeep={keepEarlier} accepts={accepts} />
        )}
        <AnswerMarks answer={answer} onSkipped={onNext} accepts={accepts} />
        <UnsentNotice except={place} />
        <UnsentComments />
        {answer.grade?.groupName != null && pending === null && !dirty && (
          <p className={classes.muted}>
            Graded with the group “{answer.grade.groupName}”
            {answer.gradedTogether > 1 && ` (${answer.gradedTogether} answers)`}
          </p>
        )}
        {complaint !== null && (
          <Outcome key={complaint}>
            <Notice kind="warning" title={complaint} />
          </Outcome>
        )}
        {props.message !== null && (
          <Outcome key={props.message}>
            <Notice kind="info" title={props.message} />
          </Outcome>
        )}
      </div>
      <PanelFoot>
        <Button variant="subtle" size="compact-sm" onClick={undo} rightSection={<KeyHint of="answer:u" />}>
          Undo
        </Button>
        <Button variant="subtle" size="compact-sm" onClick={onNext} rightSection={<KeyHint of="answer:s" />}>
          Skip
        </Button>
        <span className={classes.space} />
        <Button variant="default" onClick={() => void save()}>
          Save
        </Button>
        <Button onClick={saveAndNext} rightSection={<KeyHint of="answer:n" />}>
          Save, next
        </Button>
      </PanelFoot>
    </aside>
  );
}

interface GradeStatusProps {
  answer: GradingAnswer;
  dirty: boolean;
  pending: 'sending' | 'waiting' | 'conflict' | 'refused' | null;
}

function GradeStatus({ answer, dirty, pending }: GradeStatusProps) {
  const { grade } = answer;
  if (pending === 'sending') return <Status kind="running">Saving…</Status>;
  if (pending === 'waiting') return <Status kind="draft">Unsent</Status>;
  if (pending !== null) return <Status kind="failed">Not saved</Status>;
  if (dirty) return <Status kind="draft">Not saved</Status>;
  if (isGrade(grade) && grade.from?.changed) return <Status kind="changed">Changed since graded</Status>;
  if (isGrade(grade)) return <Status kind="graded">Graded by {grade.gradedBy.name}</Status>;
  if (answer.score !== null) return <Status kind="graded">Graded by tests</Status>;
  return (
    <Status kind="ungraded">{grade?.kind === 'comment' ? 'Ungraded, with a comment' : 'Ungraded'}</Status>
  );
}
