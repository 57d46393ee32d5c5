import { Link, useParams } from 'react-router';
import { listAnswerGroups } from '../../../../contract/answerGroups.ts';
import { questionName, questionTab } from '../../../../contract/questionName.ts';
import { useCall } from '../../api/query.ts';
import { useCourse } from '../../app/session.tsx';
import { Empty } from '../../components/Empty.tsx';
import { Page } from '../../components/Page.tsx';
import { Pending } from '../../components/Pending.tsx';
import { useQueueCrumbs } from '../grading/queue/useQueueCrumbs.ts';
import { Groups } from './Groups.tsx';

/** Answers that say the same, graded in one action. */
export function Component() {
  const { set = '', question = '' } = useParams();
  const { course } = useCourse();
  const params = { course: course.slug, assignment: set, question };
  const query = useCall(listAnswerGroups, { params });
  const crumbs = useQueueCrumbs(set);
  if (query.data === undefined) return <Pending query={query} />;
  if (query.data.groups.length === 0)
    return (
      <Page
        title={questionName(query.data.question)}
        tab={questionTab(query.data.question)}
        place="Similar answers"
        crumbs={crumbs}
      >
        <Empty title="No answers yet">
          <Link to={`/c/${course.slug}/grade`}>To all questions</Link>
        </Empty>
      </Page>
    );
  return <Groups key={`${set} ${question}`} params={params} data={query.data} />;
}
