import { useMutation, useQueries } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { getGradingProgress, type QuestionProgress } from '../../../../../contract/desk.ts';
import { listGradingQuestions, nextAnswer, type GradingQuestion } from '../../../../../contract/grading.ts';
import { call } from '../../../api/call.ts';
import { ASIDE, queryOf } from '../../../api/query.ts';
import { useCourse, useUser } from '../../../app/session.tsx';
import { holdingPage } from '../grade/holding.ts';
import { onTheWay } from '../grade/outbox.ts';
import { leftWords, type Left } from './leftWords.ts';

/** Code is graded by its tests; people only look through it. */
export function needsPeople({ kind, graded, answers, changed }: GradingQuestion): boolean {
  return changed > 0 || (kind === 'written' && graded < answers);
}

const NOTHING_LEFT: Left = { heldByOthers: 0, inOtherParts: 0, passedOver: 0, own: 0 };

const together = (one: Left, other: Left): Left => ({
  heldByOthers: one.heldByOthers + other.heldByOthers,
  inOtherParts: one.inOtherParts + other.inOtherParts,
  passedOver: one.passedOver + other.passedOver,
  own: one.own + other.own,
});

interface NextAnswer {
  /** Whether any question needs people, as far as is known. */
  isThere: boolean;
  /** Ungraded answers of one's own parts, where questions are divided. */
  yours: number;
  go: () => void;
  isPending: boolean;
  error: Error | null;
  /** Why there is none for whoever asked. */
  why: string | null;
}

/**
 * To the next answer of all sets: one's own parts first, then question by question as they stand. A question whose rest
 * is with colleagues is passed over.
 *
 * @param sets short names, in the order of the page
 */
export function useNextAnswer(sets: readonly string[]): NextAnswer {
  const { course } = useCourse();
  const { userId } = useUser();
  const navigate = useNavigate();
  const paramsOf = (set: string) => ({ course: course.slug, assignment: set });
  const asked = useQueries({
    queries: sets.map((set) => queryOf(listGradingQuestions, { params: paramsOf(set) })),
  });
  const known = useQueries({
    queries: sets.map((set) => ({ ...queryOf(getGradingProgress, { params: paramsOf(set) }), meta: ASIDE })),
  });
  const leftOf = (progress: QuestionProgress | undefined): number =>
    progress?.graders.find(({ person }) => person.id === userId)?.part?.left ?? 0;
  const work = sets.flatMap((set, place) =>
    (asked[place]?.data?.questions ?? []).filter(needsPeople).map(({ id }) => ({
      set,
      question: id,
      left: leftOf(known[place]?.data?.questions.find(({ question }) => question === id)),
    })),
  );
  const going = useMutation({
    mutationFn: async () => {
      let left = NOTHING_LEFT;
      for (const { set, question } of work.toSorted((a, b) => Number(b.left > 0) - Number(a.left > 0))) {
        const params = { ...paramsOf(set), question };
        const body = { after: null, except: onTheWay(question), page: holdingPage(params) };
        const { submissionId, ...others } = await call(nextAnswer, { params, body });
        if (submissionId !== null) {
          await navigate(`/c/${course.slug}/grade/${set}/${question}/${submissionId}`);
          return null;
        }
        left = together(left, others);
      }
      return leftWords(left) ?? 'All answers are graded';
    },
  });
  return {
    isThere: work.length > 0,
    yours: work.reduce((sum, { left }) => sum + left, 0),
    go: going.mutate,
    isPending: going.isPending,
    error: going.error,
    why: going.data ?? null,
  };
}
