import { ActionIcon, Button, Progress } from '@mantine/core';
import type { GradingAnswer, GradingCompany } from '../../../../../contract/grading.ts';
import { addressOf } from '../../../api/address.ts';
import { exportTex } from '../../../../../contract/tex.ts';
import { useCourse } from '../../../app/session.tsx';
import { LeftIcon, RightIcon } from '../../../components/icons.tsx';
import { PageHeader } from '../../../components/Page.tsx';
import { Status } from '../../../components/Status.tsx';
import { Time } from '../../../components/Time.tsx';
import { leftWords } from '../../../components/time.ts';
import { useKeys } from '../../../components/useKeys.ts';
import { isToGrade } from '../grade/gradeState.ts';
import classes from '../grading.module.css';
import { acceptKey, keyOfAnswer } from '../answer/painted.ts';
import type { AnswerRoute } from '../list/useAnswerRoute.ts';
import { useQueueCrumbs } from '../queue/useQueueCrumbs.ts';
import { questionName, questionTab } from '../../../../../contract/questionName.ts';

interface AnswerHeadProps {
  route: AnswerRoute;
  answer: GradingAnswer;
  company: GradingCompany;
  onList: () => void;
  onKeys: () => void;
}

/** One line: which question, how far it is graded, whose answer, and the ways to others. */
export function AnswerHead({ route, answer, company, onList, onKeys }: AnswerHeadProps) {
  const { course } = useCourse();
  const crumbs = useQueueCrumbs(route.set);
  const { question } = answer;
  const isWritten = question.kind === 'written';
  const title = questionName(question);
  useKeys(
    'answer',
    {
      ArrowLeft: route.toPrevious,
      ArrowRight: route.toNext,
      ',': route.toPreviousQuestion,
      '.': route.toNextQuestion,
      a: onList,
      g: isWritten ? route.toGroups : undefined,
      '?': onKeys,
    },
    (event) => acceptKey(keyOfAnswer(route), event),
  );
  const graded = route.rows.filter((row) => !isToGrade(row)).length;
  const changed = route.rows.filter((row) => row.score !== null && isToGrade(row)).length;
  const total = route.rows.length;
  const names = answer.members.map(({ name }) => name).join(', ');
  return (
    <PageHeader
      // A new question takes the focus to its title, as a new page would.
      key={question.id}
      title={title}
      tab={questionTab(question)}
      crumbs={crumbs}
      about={
        <>
          <Progress
            className={classes.headProgress}
            size="sm"
            value={total === 0 ? 0 : (100 * graded) / total}
            aria-label={`${graded} of ${total} graded`}
          />
          <span>
            <b className={classes.count}>{graded}</b> of {total} graded
            {changed > 0 && ` · ${changed} changed since`}
            {company.elsewhere.length > 0 && ` · ${company.elsewhere.map(({ name }) => name).join(', ')} too`}
          </span>
        </>
      }
      people={
        <>
          <b className={classes.who} dir="auto" title={names}>
            {names}
          </b>
          <span className={classes.submitted}>
            submission {answer.number}, <Time at={answer.submittedAt} timeZone={course.timeZone} />
          </span>
          {answer.lateBy !== null && (
            <Status kind="late">{`Late by ${leftWords(answer.lateBy * 1000)}`}</Status>
          )}
        </>
      }
      actions={
        <ActionIcon.Group>
          <ActionIcon
            variant="default"
            size={30}
            aria-label="Previous answer"
            disabled={!route.toPrevious}
            onClick={route.toPrevious}
          >
            <LeftIcon />
          </ActionIcon>
          <Button
            variant="default"
            size="compact-md"
            miw={48}
            onClick={onList}
            aria-label={`List of answers; this is ${route.position}`}
          >
            {route.position}
          </Button>
          <ActionIcon
            variant="default"
            size={30}
            aria-label="Next answer"
            disabled={!route.toNext}
            onClick={route.toNext}
          >
            <RightIcon />
          </ActionIcon>
        </ActionIcon.Group>
      }
      buttons={isWritten ? [{ label: 'Groups', onClick: route.toGroups, keyHint: 'answer:g' }] : []}
      more={[
        {
          label: 'Previous question',
          onClick: route.toPreviousQuestion,
          disabled: !route.toPreviousQuestion,
        },
        { label: 'Next question', onClick: route.toNextQuestion, disabled: !route.toNextQuestion },
        { label: 'Graded copy', to: `/c/${course.slug}/submissions/${route.submissionId}/graded-copy` },
        ...(isWritten
          ? [{ label: 'Export as LaTeX', href: addressOf(exportTex, { submissionId: route.submissionId }) }]
          : []),
        { label: 'Keys', onClick: onKeys, keyHint: 'answer:?' },
      ]}
    />
  );
}
