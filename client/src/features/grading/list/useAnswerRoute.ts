import { useEffect } from 'react';
import { useNavigate, useParams, type NavigateOptions } from 'react-router';
import {
  getGradingAnswer,
  listGradingAnswers,
  listGradingQuestions,
  type GradingAnswerRow,
} from '../../../../../contract/grading.ts';
import { useSignal } from '../../../api/signal.ts';
import { queryClient, queryOf, useAside } from '../../../api/query.ts';
import { useCourse, useUser } from '../../../app/session.tsx';
import { answerFilter, filterAnswers, filterFor, type AnswerFilter } from './answerFilter.ts';
import { neighbour } from '../grade/gradeState.ts';
import { leavePainted } from '../answer/painted.ts';

/** An answer, and the page that it is graded on. */
export interface AnswerPlace {
  set: string;
  question: string;
  submissionId: string;
  /** Address of the page. */
  page: string;
}

export interface AnswerRoute extends AnswerPlace {
  /** Address of the question's pages; those of its answers are below. */
  base: string;
  rows: GradingAnswerRow[];
  /** Those of them that the list shows and the arrows lead to. */
  shown: GradingAnswerRow[];
  filter: AnswerFilter;
  /** 1 is the first; 0 while the list is not there. */
  position: number;
  /** Ways to other answers; undefined where there is none. */
  toPrevious?: () => void;
  toNext?: () => void;
  toPreviousQuestion?: () => void;
  toNextQuestion?: () => void;
  /** To the answers that say the same, of a question that is answered in words. */
  toGroups: () => void;
  toAnswer: (submissionId: string, question?: string) => void;
}

const NO_ROWS: GradingAnswerRow[] = [];

/** Where one is among the answers of a question, and the ways on. The neighbour is fetched ahead. */
export function useAnswerRoute(): AnswerRoute {
  const { set = '', question = '', answer: submissionId = '' } = useParams();
  const { course } = useCourse();
  const { userId } = useUser();
  useSignal(answerFilter);
  const navigate = useNavigate();
  const params = { course: course.slug, assignment: set };
  const rows = useAside(listGradingAnswers, { params: { ...params, question } })?.answers ?? NO_ROWS;
  const questions = useAside(listGradingQuestions, { params })?.questions ?? [];
  const pages = `/c/${course.slug}/grade/${set}`;

  const filter = filterFor(question);
  const shown = filterAnswers(rows, filter, userId);
  // Who is on an answer that is filtered out goes on among all.
  const among = shown.some((row) => row.submissionId === submissionId) ? shown : rows;
  const ahead = neighbour(among, submissionId, 1);
  useEffect(() => {
    if (ahead !== null)
      void queryClient.prefetchQuery(
        queryOf(getGradingAnswer, { params: { submissionId: ahead, question } }),
      );
  }, [ahead, question]);

  const go = (page: string, options: NavigateOptions = {}) => {
    leavePainted();
    void navigate(page, options);
  };
  // Another answer is drawn at once: its page is here, and its text mostly too.
  const toAnswer = (id: string, of = question) => go(`${pages}/${of}/${id}`, { flushSync: true });
  const way = (id: string | null) => (id === null ? undefined : () => toAnswer(id));
  const at = questions.findIndex(({ id }) => id === question);
  const wayToQuestion = (index: number) => {
    const other = questions[index];
    return other === undefined ? undefined : () => go(`${pages}/${other.id}`);
  };
  return {
    set,
    question,
    submissionId,
    base: `${pages}/${question}`,
    page: `${pages}/${question}/${submissionId}`,
    rows,
    shown,
    filter,
    position: rows.findIndex((row) => row.submissionId === submissionId) + 1,
    toPrevious: way(neighbour(among, submissionId, -1)),
    toNext: way(neighbour(among, submissionId, 1)),
    toPreviousQuestion: at > 0 ? wayToQuestion(at - 1) : undefined,
    toNextQuestion: at >= 0 ? wayToQuestion(at + 1) : undefined,
    toGroups: () => go(`${pages}/${question}/groups?answer=${submissionId}`),
    toAnswer,
  };
}
