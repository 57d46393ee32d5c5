import { getGradingAnswer } from '../../../../contract/grading.ts';
import { useCall } from '../../api/query.ts';
import { Pending } from '../../components/Pending.tsx';
import { Grading } from './Grading.tsx';
import { useAnswerRoute } from './useAnswerRoute.ts';

/** One answer after the other, with the rubric beside it. */
export function Component() {
  const route = useAnswerRoute();
  const { submissionId, question } = route;
  const query = useCall(getGradingAnswer, { params: { submissionId, question } });
  if (query.data === undefined) return <Pending query={query} />;
  return <Grading route={route} answer={query.data} />;
}
