import { useQuery } from '@tanstack/react-query';
import { Link, Navigate, useParams } from 'react-router';
import { listGradingAnswers, nextAnswer } from '../../../../../contract/grading.ts';
import { questionName, questionTab } from '../../../../../contract/questionName.ts';
import { call } from '../../../api/call.ts';
import { useCall } from '../../../api/query.ts';
import { useCourse } from '../../../app/session.tsx';
import { Empty } from '../../../components/Empty.tsx';
import { Page } from '../../../components/Page.tsx';
import { Pending } from '../../../components/Pending.tsx';
import { holdingPage } from '../grade/holding.ts';
import { onTheWay } from '../grade/outbox.ts';
import { useQueueCrumbs } from '../queue/useQueueCrumbs.ts';

/** To the first ungraded answer of a question that no colleague looks at, or to its first. */
export function Component() {
  const { set = '', question = '' } = useParams();
  const { course, mayAct: holds } = useCourse();
  const params = { course: course.slug, assignment: set, question };
  const query = useCall(listGradingAnswers, { params });
  const next = useQuery({
    queryKey: ['firstAnswer', params],
    queryFn: () =>
      call(nextAnswer, {
        params,
        body: { after: null, except: onTheWay(question), page: holdingPage(params) },
      }),
    enabled: holds,
    gcTime: 0,
    staleTime: Infinity,
  });
  const crumbs = useQueueCrumbs(set);
  if (query.data === undefined) return <Pending query={query} />;
  if (holds && next.data === undefined) return <Pending query={next} />;
  const first = next.data?.submissionId ?? query.data.answers[0]?.submissionId;
  if (first === undefined)
    return (
      <Page title={questionName(query.data.question)} tab={questionTab(query.data.question)} crumbs={crumbs}>
        <Empty title="No answers yet">
          <Link to={`/c/${course.slug}/grade`}>To all questions</Link>
        </Empty>
      </Page>
    );
  return <Navigate to={`/c/${course.slug}/grade/${set}/${question}/${first}`} replace />;
}
