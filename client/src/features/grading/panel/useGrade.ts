import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { listGradingAnswers, type Grade, type GradingAnswer } from '../../../../../contract/grading.ts';
import { serverNow } from '../../../api/clock.ts';
import { afterPaint } from '../../../api/paint.ts';
import { queryClient, queryOf } from '../../../api/query.ts';
import { announce } from '../../../app/announcer.ts';
import { useCourse, useUser } from '../../../app/session.tsx';
import { clockTime } from '../../../components/time.ts';
import {
  canSave,
  isChanged,
  itemFromRule,
  scoredAnswer,
  scoreFor,
  startOf,
  withChange,
  withoutLostItems,
  type GradeState,
} from '../grade/gradeState.ts';
import { keepGrade, type KeptGrade } from '../grade/keptGrades.ts';
import { dropGrade, outgoing, sendGrade } from '../grade/outbox.ts';
import { isPainted, keyOfAnswer } from '../answer/painted.ts';
import type { AnswerPlace } from '../list/useAnswerRoute.ts';

export interface GradeEditing {
  grade: GradeState;
  dirty: boolean;
  change: (grade: GradeState) => void;
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
  theirs?: Grade | null;
  /** Puts mine in the place of theirs. */
  keepMine: () => void;
  takeTheirs: () => void;
}

/** Local changes, and the revision of the decision that they were made on. */
interface Changes {
  states: readonly GradeState[];
  /** Null while one's own earlier one is on its way: it is what they follow. */
  base: number | null;
}

const NO_CHANGES: Changes = { states: [], base: 0 };

/** The grade of the answer on the page, with its undo. Moving on saves what was decided. */
export function useGrade(place: AnswerPlace, answer: GradingAnswer): GradeEditing {
  const { submissionId, question } = place;
  const { course } = useCourse();
  const { userId, name } = useUser();
  const pending = outgoing(submissionId, question);
  const revision = answer.grade?.revision ?? 0;
  const saved = pending === null ? startOf(answer) : withoutLostItems(pending.grade, answer.rubric);
  const [{ states, base }, setChanges] = useState(NO_CHANGES);
  const grade = states.at(-1) ?? saved;
  const dirty = isChanged(grade, answer, saved);
  // What was refused is shown, and saved again by the same button.
  const isRefused = pending?.state.kind === 'refused';
  const theirs =
    pending?.state.kind === 'conflict'
      ? pending.state.theirs
      : dirty && pending === null && base !== null && base !== revision
        ? answer.grade
        : undefined;

  const decisionOf = (wanted: GradeState, baseRevision: number): KeptGrade => ({
    ...{ userId, submissionId, question, page: place.page },
    ...{ grade: wanted, baseRevision },
  });
  const send = (decision: KeptGrade) => {
    showAsGraded(decision.grade);
    setChanges(NO_CHANGES);
    void sendGrade(decision).then(() => {
      if (outgoing(submissionId, question) === null)
        announce(`Saved ${clockTime(new Date(serverNow()).toISOString(), course.timeZone)}`);
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
  /** Null where there is nothing that can be saved. */
  const decided = (isNew: boolean): KeptGrade | null => {
    if (theirs !== undefined || !(isNew || isRefused)) return null;
    if (!canSave(grade, answer.grade)) return null;
    return decisionOf(grade, isRefused ? revision : ((states.length > 0 ? base : null) ?? revision));
  };
  const saveWhere = (isNew: boolean): boolean => {
    const decision = decided(isNew);
    if (decision !== null) send(decision);
    return decision !== null;
  };
  // What the rule speaks for becomes a grade by the button alone, not by moving on.
  const isPrepared = states.length === 0 && pending === null && itemFromRule(answer) !== null;
  const save = () => saveWhere(dirty || isPrepared);
  const leavesSaved = useRef(false);
  const saveOnLeaving = useEffectEvent(() => {
    if (leavesSaved.current) save();
    else saveWhere(dirty);
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
    change: (next) => {
      if (!isPainted(keyOfAnswer(place))) return;
      setChanges((before) => ({
        states: withChange(before.states, saved, next),
        base: before.states.length > 0 ? before.base : pending === null ? revision : null,
      }));
    },
    undo:
      states.length === 0
        ? undefined
        : () => setChanges((before) => ({ ...before, states: before.states.slice(0, -1) })),
    save,
    saveWhenLeft: () => {
      leavesSaved.current = true;
      const decision = decided(dirty || isPrepared);
      if (decision !== null) keepGrade(decision);
    },
    keepEarlier: () => {
      if (isPainted(keyOfAnswer(place)) && theirs === undefined) send(decisionOf(saved, revision));
    },
    theirs,
    keepMine: () => {
      if (theirs !== undefined)
        send(decisionOf(pending === null ? grade : pending.grade, theirs?.revision ?? 0));
    },
    takeTheirs: () => {
      setChanges(NO_CHANGES);
      if (pending !== null) dropGrade(pending);
    },
  };
}
