import { getGradingAnswer } from '../../../../../contract/grading.ts';
import { useCall } from '../../../api/query.ts';
import { Pending } from '../../../components/Pending.tsx';
import { useCourse } from '../../../app/session.tsx';
import { useKeptGrades } from '../grade/useKeptGrades.ts';
import { Grading } from './Grading.tsx';
import { useAnswerRoute } from '../list/useAnswerRoute.ts';
import { useColleagues } from './useColleagues.ts';

/** One answer after the other, with the rubric beside it. */
export function Component() {
  const route = useAnswerRoute();
  useKeptGrades();
  const { course, mayAct } = useCourse();
  const { set, submissionId, question } = route;
  // Here, not below: what is held stays held while the next answer is being loaded.
  const colleagues = useColleagues({
    ...{ course: course.slug, set, question, submissionId },
    holds: mayAct,
  });
  const query = useCall(getGradingAnswer, { params: { submissionId, question } });
  // Below the one on the page: when the next one becomes that, whoever reads it already stays, and nothing on its way is given up.
  const { held } = colleagues;
  const ahead = useCall(
    getGradingAnswer,
    { params: { submissionId: held ?? '', question } },
    { enabled: held !== null && held !== submissionId },
  ).data;
  if (query.data === undefined) return <Pending query={query} />;
  return <Grading route={route} answer={query.data} ahead={ahead} {...colleagues} />;
}
