import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { listGradingAnswers, type Grade, type GradingAnswer } from '../../../../../contract/grading.ts';
import { questionWords } from '../../../../../contract/questionName.ts';
import { serverNow } from '../../../api/clock.ts';
import { afterPaint } from '../../../api/paint.ts';
import { queryClient, queryOf } from '../../../api/query.ts';
import { announce } from '../../../app/announcer.ts';
import { useCourse, useUser } from '../../../app/session.tsx';
import { clockTime, viewerTimeZone } from '../../../components/time.ts';
import { scoredAnswer, scoreFor, type GradeEdit, type GradeState } from '../grade/gradeState.ts';
import { keepGrade, type KeptGrade } from '../grade/keptGrades.ts';
import { arrived, dropGrade, outgoing, sendGrade } from '../grade/outbox.ts';
import { isPainted, keyOfAnswer } from '../answer/painted.ts';
import type { AnswerPlace } from '../list/useAnswerRoute.ts';
import { useSeen } from '../../../components/useSeen.ts';
import { isUndoneHere } from '../grade/undone.ts';
import {
  asSeen,
  changedTo,
  editedBy,
  leftBy,
  mineOver,
  NO_CHANGES,
  revisionOf,
  savedBy,
  shownOf,
  type Decision,
} from './editing.ts';

export interface GradeEditing {
  grade: GradeState;
  dirty: boolean;
  change: (edit: GradeEdit) => void;
  /** Of changes that are not saved; undefined when there are none. */
  undo?: () => void;
  /** @returns false where there is nothing that can be saved */
  save: () => boolean;
  /**
   * The same for who moves on: it is saved when the answer has gone from the page, so that the next one is there sooner. The device
   * has it at once.
   */
  saveWhenLeft: () => void;
  /** Gives the answer the grade that an earlier one had. */
  keepEarlier: () => void;
  /** Somebody else's decision about an answer that is being graded here; undefined while there is none. */
  theirs: Grade | null | undefined;
  /** Puts mine in the place of theirs. @returns false where theirs has only just come */
  keepMine: () => boolean;
  takeTheirs: () => void;
}

/** The grade of the answer on the page, with its undo. Moving on saves what was decided. */
export function useGrade(place: AnswerPlace, answer: GradingAnswer): GradeEditing {
  const { submissionId, question } = place;
  const { course } = useCourse();
  const { userId, name } = useUser();
  const pending = outgoing(submissionId, question);
  const looked = { answer, pending, arrived: arrived(submissionId, question) };
  const [changes, setChanges] = useState(NO_CHANGES);
  const { grade, dirty, theirs } = editedBy(changes, looked);
  const seen = useSeen(shownOf(looked), {
    nameOf: revisionOf,
    isOwn: (decision) => decision?.gradedBy.id === userId || isUndoneHere(decision?.revision ?? 0),
    isShown: () => isPainted(keyOfAnswer(place)),
  });

  const decisionOf = (decision: Decision): KeptGrade => ({
    ...{ userId, submissionId, question, page: place.page },
    of: `${answer.members.map(({ name: member }) => member).join(', ')}, ${questionWords(answer.question)}`,
    ...decision,
  });
  const send = (wanted: Decision) => {
    const decision = decisionOf(wanted);
    showAsGraded(decision.grade);
    setChanges(NO_CHANGES);
    void sendGrade(decision).then(() => {
      if (outgoing(submissionId, question) === null)
        announce(`Saved ${clockTime(new Date(serverNow()).toISOString(), viewerTimeZone())}`);
    });
  };
  const showAsGraded = (wanted: GradeState) => {
    const params = { course: course.slug, assignment: place.set, question };
    const score = scoreFor(wanted, scoredAnswer(answer));
    queryClient.setQueryData(queryOf(listGradingAnswers, { params }).queryKey, (list) => {
      if (list === undefined) return list;
      const answers = list.answers.map((row) =>
        row.submissionId === submissionId ? { ...row, score, gradedBy: { id: userId, name } } : row,
      );
      return { ...list, answers };
    });
  };
  const sendWhere = (decision: Decision | null): boolean => {
    if (decision !== null) send(decision);
    return decision !== null;
  };
  const save = () => sendWhere(savedBy(changes, looked, seen()));
  const leavesSaved = useRef(false);
  const saveOnLeaving = useEffectEvent(() => {
    if (leavesSaved.current) save();
    else sendWhere(leftBy(changes, looked));
  });
  const saveOnClosing = useEffectEvent((event: BeforeUnloadEvent) => {
    if (dirty) event.preventDefault();
    saveOnLeaving();
  });
  useEffect(() => {
    const closing = (event: BeforeUnloadEvent) => saveOnClosing(event);
    window.addEventListener('beforeunload', closing);
    return () => {
      window.removeEventListener('beforeunload', closing);
      afterPaint(saveOnLeaving);
    };
  }, []);

  return {
    grade,
    dirty,
    change: (edit) => {
      if (!isPainted(keyOfAnswer(place))) return;
      const at = asSeen(looked, seen());
      setChanges((before) => changedTo(before, edit(editedBy(before, at).grade), at));
    },
    undo:
      changes.states.length === 0
        ? undefined
        : () => setChanges((before) => ({ ...before, states: before.states.slice(0, -1) })),
    save,
    saveWhenLeft: () => {
      leavesSaved.current = true;
      const decision = savedBy(changes, looked, seen());
      if (decision !== null) keepGrade(decisionOf(decision));
    },
    keepEarlier: () => {
      if (!isPainted(keyOfAnswer(place)) || theirs !== undefined) return;
      const at = asSeen(looked, seen());
      send({ grade: editedBy(NO_CHANGES, at).saved, baseRevision: at.answer.grade?.revision ?? 0 });
    },
    theirs,
    keepMine: () => sendWhere(mineOver(changes, looked, seen())),
    takeTheirs: () => {
      setChanges(NO_CHANGES);
      if (pending !== null) dropGrade(pending);
    },
  };
}
