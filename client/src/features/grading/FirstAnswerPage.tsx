import { Link, Navigate, useParams } from 'react-router';
import { listGradingAnswers } from '../../../../contract/grading.ts';
import { useCall } from '../../api/query.ts';
import { useCourse } from '../../app/session.tsx';
import { Empty } from '../../components/Empty.tsx';
import { Page } from '../../components/Page.tsx';
import { Pending } from '../../components/Pending.tsx';

/** To the first ungraded answer of a question, or its first. */
export function Component() {
  const { set = '', question = '' } = useParams();
  const { course } = useCourse();
  const query = useCall(listGradingAnswers, { params: { course: course.slug, assignment: set, question } });
  if (query.data === undefined) return <Pending query={query} />;
  const { answers } = query.data;
  const first = answers.find(({ score }) => score === null) ?? answers[0];
  if (first === undefined)
    return (
      <Page title={query.data.question.title}>
        <Empty title="No answers yet">
          <Link to={`/c/${course.slug}/grade`}>To all questions</Link>
        </Empty>
      </Page>
    );
  return <Navigate to={`/c/${course.slug}/grade/${set}/${question}/${first.submissionId}`} replace />;
}
