import { useEffect, useEffectEvent, useState } from 'react';
import { listGradingAnswers, type GradingAnswer } from '../../../../contract/grading.ts';
import { serverNow } from '../../api/clock.ts';
import { queryClient, queryOf } from '../../api/query.ts';
import { announce } from '../../app/announcer.ts';
import { useCourse, useUser } from '../../app/session.tsx';
import { clockTime } from '../../components/time.ts';
import { isChanged, scoreOf, startOf, type GradeState } from './gradeState.ts';
import { outgoing, sendGrade } from './outbox.ts';
import type { AnswerRoute } from './useAnswerRoute.ts';

export interface GradeEditing {
  grade: GradeState;
  dirty: boolean;
  change: (grade: GradeState) => void;
  /** Undefined when there is nothing to take back. */
  undo?: () => void;
  save: () => void;
}

/** The grade of the answer on the page, with its undo. Moving on saves what was changed. */
export function useGrade(route: AnswerRoute, answer: GradingAnswer): GradeEditing {
  const { submissionId, question } = route;
  const { course } = useCourse();
  const { userId, name } = useUser();
  const lastSent = () => outgoing(submissionId, question)?.grade ?? startOf(answer);
  const saved = lastSent();
  const [states, setStates] = useState<GradeState[]>([]);
  const grade = states.at(-1) ?? saved;
  const dirty = isChanged(grade, answer, saved);

  const save = () => {
    showAsGraded();
    void sendGrade({
      submissionId,
      question,
      page: route.page,
      grade,
      baseRevision: answer.grade?.revision ?? 0,
    }).then(() => {
      if (outgoing(submissionId, question) === null)
        announce(`Saved ${clockTime(new Date(serverNow()).toISOString(), course.timeZone)}`);
    });
  };
  const showAsGraded = () => {
    const params = { course: course.slug, assignment: route.set, question };
    const score = scoreOf(grade, answer.rubric, answer.maxScore);
    queryClient.setQueryData(queryOf(listGradingAnswers, { params }).queryKey, (list) => {
      if (list === undefined) return list;
      const answers = list.answers.map((row) =>
        row.submissionId === submissionId ? { ...row, score, gradedBy: { id: userId, name } } : row,
      );
      return { ...list, answers };
    });
  };
  const saveOnLeaving = useEffectEvent(() => {
    if (isChanged(grade, answer, lastSent())) save();
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
      saveOnLeaving();
    };
  }, []);

  return {
    grade,
    dirty,
    change: (next) => setStates((before) => [...before, next]),
    undo: states.length === 0 ? undefined : () => setStates((before) => before.slice(0, -1)),
    save,
  };
}
