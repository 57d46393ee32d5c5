import { useDisclosure } from '@mantine/hooks';
import { Link } from 'react-router';
import type { GradingAnswer } from '../../../../contract/grading.ts';
import { urlOf } from '../../../../contract/operation.ts';
import { exportTex } from '../../../../contract/tex.ts';
import { useCourse } from '../../app/session.tsx';
import { Page } from '../../components/Page.tsx';
import { Status } from '../../components/Status.tsx';
import { Instant } from '../../components/Times.tsx';
import { AnswerList } from './AnswerList.tsx';
import { AnswerNavigation } from './AnswerNavigation.tsx';
import { AnswerView } from './AnswerView.tsx';
import classes from './grading.module.css';
import { GradePanel } from './GradePanel.tsx';
import { KeysDialog } from './KeysDialog.tsx';
import { UnsentBanner } from './UnsentBanner.tsx';
import type { AnswerRoute } from './useAnswerRoute.ts';

export function Grading({ route, answer }: { route: AnswerRoute; answer: GradingAnswer }) {
  const { course } = useCourse();
  const [listOpened, list] = useDisclosure(false);
  const [keysOpened, keys] = useDisclosure(false);
  const { question } = answer;
  return (
    <Page
      title={question.label === null ? question.title : `${question.label}. ${question.title}`}
      crumbs={[{ label: 'Grading', to: `/c/${course.slug}/grade` }]}
      about={
        <>
          <span>{answer.members.map(({ name }) => name).join(', ')}</span>
          <span>
            Submission {answer.number}, <Instant at={answer.submittedAt} timeZone={course.timeZone} />
          </span>
          {answer.late && <Status kind="late" />}
          <Link to={`/c/${course.slug}/submissions/${route.submissionId}/graded-copy`}>Graded copy</Link>
          {question.kind === 'written' && (
            <a href={urlOf(exportTex, { submissionId: route.submissionId })} download>
              Export as LaTeX
            </a>
          )}
        </>
      }
      actions={<AnswerNavigation route={route} onList={list.open} onKeys={keys.open} />}
    >
      <UnsentBanner />
      <div className={classes.columns}>
        <AnswerView answer={answer} />
        <GradePanel key={`${route.question} ${route.submissionId}`} route={route} answer={answer} />
      </div>
      <AnswerList route={route} opened={listOpened} onClose={list.close} />
      <KeysDialog opened={keysOpened} onClose={keys.close} />
    </Page>
  );
}
