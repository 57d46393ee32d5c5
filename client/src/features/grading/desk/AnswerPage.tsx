import { getGradingAnswer } from '../../../../../contract/grading.ts';
import { useCall } from '../../../api/query.ts';
import { Pending } from '../../../components/Pending.tsx';
import { useCourse } from '../../../app/session.tsx';
import { Grading } from './Grading.tsx';
import { useAnswerRoute } from '../list/useAnswerRoute.ts';
import { useColleagues } from './useColleagues.ts';

/** One answer after the other, with the rubric beside it. */
export function Component() {
  const route = useAnswerRoute();
  const { course, role } = useCourse();
  const { set, submissionId, question } = route;
  // Here, not below: what is held stays held while the next answer is being loaded.
  const colleagues = useColleagues({
    ...{ course: course.slug, set, question, submissionId },
    holds: role !== 'observer',
  });
  const query = useCall(getGradingAnswer, { params: { submissionId, question } });
  if (query.data === undefined) return <Pending query={query} />;
  return <Grading route={route} answer={query.data} {...colleagues} />;
}
