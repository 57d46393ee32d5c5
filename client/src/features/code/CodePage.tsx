import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import type { SubmissionView } from '../../../../contract/submissions.ts';
import { useCourse } from '../../app/session.tsx';
import { Empty } from '../../components/Empty.tsx';
import { Markup } from '../../components/Markup.tsx';
import { Page } from '../../components/Page.tsx';
import { codeFileNames, LANGUAGE_NAMES } from '../workspace/contents.ts';
import { LockedNotice } from '../workspace/LockedNotice.tsx';
import { SubmitBar } from '../workspace/SubmitBar.tsx';
import { useCodeFile } from '../workspace/useCodeFile.ts';
import { WorkHead } from '../workspace/WorkHead.tsx';
import { useWorkspace, WorkspaceProvider } from '../workspace/WorkspaceProvider.tsx';
import classes from './code.module.css';
import { CodeField } from './CodeField.tsx';
import { CodeQuestions } from './CodeQuestions.tsx';
import { LatestRun } from './LatestRun.tsx';

/** One file of code: written here or uploaded, submitted, and graded while one looks on. */
export function Component() {
  const { set } = useParams();
  return (
    <WorkspaceProvider key={set} set={set ?? ''}>
      <Code />
    </WorkspaceProvider>
  );
}

function Code() {
  const { assignment, params } = useWorkspace();
  const { course } = useCourse();
  const navigate = useNavigate();
  const [file, setFile] = useCodeFile();
  const [submitted, setSubmitted] = useState<SubmissionView | null>(null);
  const names = codeFileNames(assignment);
  const chosen = names.find(({ name }) => name === file);
  const base = `/c/${course.slug}/sets/${params.assignment}`;
  const onSubmitted = (submission: SubmissionView) => {
    if (submission.run === null) void navigate(`${base}/receipt/${submission.number}`);
    else setSubmitted(submission);
  };
  return (
    <Page
      title={assignment.title}
      crumbs={[{ label: 'Question sets', to: `/c/${course.slug}` }]}
      about={<WorkHead />}
      actions={
        assignment.hasWritten && (
          <Button component={Link} to={base} variant="default">
            Written answers
          </Button>
        )
      }
    >
      {chosen === undefined ? (
        <Empty title="Nothing is to be programmed here">
          <Link to={base}>To the questions</Link>
        </Empty>
      ) : (
        <>
          <LockedNotice />
          {assignment.introduction !== '' && (
            <div className={classes.introduction}>
              <Markup source={assignment.introduction} macros={assignment.macros} />
            </div>
          )}
          <CodeQuestions />
          <div className={classes.fileHead}>
            <h2>Your file</h2>
            {names.length > 1 && (
              <SegmentedControl
                size="xs"
                aria-label="Language"
                value={chosen.name}
                onChange={setFile}
                data={names.map(({ language, name }) => ({ value: name, label: LANGUAGE_NAMES[language] }))}
              />
            )}
          </div>
          <CodeField key={chosen.name} name={chosen.name} language={chosen.language} onLanguage={setFile} />
          <SubmitBar codeFile={chosen.name} onSubmitted={onSubmitted} />
          <LatestRun submitted={submitted} />
        </>
      )}
    </Page>
  );
}
