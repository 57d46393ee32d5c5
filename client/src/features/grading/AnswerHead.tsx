import { ActionIcon, Button, Menu, Progress } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import type { GradingAnswer, GradingCompany } from '../../../../contract/grading.ts';
import { urlOf } from '../../../../contract/operation.ts';
import { exportTex } from '../../../../contract/tex.ts';
import { useCourse } from '../../app/session.tsx';
import { LeftIcon, RightIcon } from '../../components/icons.tsx';
import { usePageTitle } from '../../components/Page.tsx';
import { Status } from '../../components/Status.tsx';
import { Ago } from '../../components/Times.tsx';
import { useKeys } from '../../components/useKeys.ts';
import classes from './grading.module.css';
import { isMeantFor, keyOfAnswer } from './painted.ts';
import type { AnswerRoute } from './useAnswerRoute.ts';

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
  const { question } = answer;
  const title = question.label === null ? question.title : `${question.label} · ${question.title}`;
  usePageTitle(title);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), [question.id]);
  useKeys(
    {
      ArrowLeft: route.toPrevious,
      ArrowRight: route.toNext,
      ',': route.toPreviousQuestion,
      '.': route.toNextQuestion,
      a: onList,
      g: route.toGroups,
      '?': onKeys,
    },
    (event) => isMeantFor(keyOfAnswer(route), event),
  );
  const graded = route.rows.filter(({ score }) => score !== null).length;
  const total = route.rows.length;
  return (
    <header className={classes.head}>
      <nav aria-label="Breadcrumb" className={classes.crumb}>
        <Link to={`/c/${course.slug}/grade`}>Grading</Link> /
      </nav>
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      <Progress
        className={classes.headProgress}
        size="sm"
        value={total === 0 ? 0 : (100 * graded) / total}
        aria-label={`${graded} of ${total} graded`}
      />
      <span className={classes.fact}>
        <b>{graded}</b> of {total} graded
        {company.elsewhere.length > 0 && ` · ${company.elsewhere.map(({ name }) => name).join(', ')} too`}
      </span>
      <span className={classes.space} />
      <b className={classes.who}>{answer.members.map(({ name }) => name).join(', ')}</b>
      <span className={classes.submitted}>
        submission {answer.number}, <Ago at={answer.submittedAt} timeZone={course.timeZone} />
      </span>
      {answer.late && <Status kind="late" />}
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
      {route.toGroups !== undefined && (
        <Button variant="default" size="compact-md" onClick={route.toGroups}>
          Groups
        </Button>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size={30} aria-label="More">
            ⋯
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item disabled={!route.toPreviousQuestion} onClick={route.toPreviousQuestion}>
            Previous question
          </Menu.Item>
          <Menu.Item disabled={!route.toNextQuestion} onClick={route.toNextQuestion}>
            Next question
          </Menu.Item>
          <Menu.Item component={Link} to={`/c/${course.slug}/submissions/${route.submissionId}/graded-copy`}>
            Graded copy
          </Menu.Item>
          {question.kind === 'written' && (
            <Menu.Item component="a" href={urlOf(exportTex, { submissionId: route.submissionId })} download>
              Export as LaTeX
            </Menu.Item>
          )}
          <Menu.Item onClick={onKeys}>Keys</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </header>
  );
}
