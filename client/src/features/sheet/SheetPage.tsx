import { Button } from '@mantine/core';
import { Link, Navigate, useNavigate, useParams } from 'react-router';
import { useCourse } from '../../app/session.tsx';
import { Markup } from '../../components/Markup.tsx';
import { Outline } from '../../components/Outline.tsx';
import { Page } from '../../components/Page.tsx';
import { ImagesProvider } from '../images/ImagesProvider.tsx';
import { codeFileNames } from '../workspace/contents.ts';
import { useCodeFile } from '../workspace/useCodeFile.ts';
import { ImportedNotice } from '../tex/ImportedNotice.tsx';
import { lastImport } from '../tex/lastImport.ts';
import { TemplateLink } from '../tex/TemplateLink.tsx';
import { LockedNotice } from '../workspace/LockedNotice.tsx';
import { SubmitBar } from '../workspace/SubmitBar.tsx';
import { WorkHead } from '../workspace/WorkHead.tsx';
import { useWorkspace, WorkspaceProvider } from '../workspace/WorkspaceProvider.tsx';
import { QuestionCard } from './QuestionCard.tsx';
import classes from './sheet.module.css';
import { StaffSheet } from './StaffSheet.tsx';
import { useSheetOutline } from './useSheetOutline.ts';

/** The answer sheet: every question with its editor and preview, in the order of the author's page. */
export function Component() {
  const { set = '' } = useParams();
  const { role } = useCourse();
  if (role !== 'student') return <StaffSheet set={set} />;
  return (
    <WorkspaceProvider key={set} set={set}>
      <ImagesProvider>
        <Sheet />
      </ImagesProvider>
    </WorkspaceProvider>
  );
}

function Sheet() {
  const { assignment, locked, params } = useWorkspace();
  const { course } = useCourse();
  const navigate = useNavigate();
  const outline = useSheetOutline();
  const [codeFile] = useCodeFile();
  const base = `/c/${course.slug}/sets/${params.assignment}`;
  if (!assignment.hasWritten) return <Navigate to={`${base}/code`} replace />;
  return (
    <Page
      title={assignment.title}
      crumbs={[{ label: 'Question sets', to: `/c/${course.slug}` }]}
      about={<WorkHead />}
      actions={
        <>
          <TemplateLink params={params} />
          {locked === null && (
            <Button component={Link} to={`${base}/import`} variant="default">
              Import from LaTeX
            </Button>
          )}
          {codeFileNames(assignment).length > 0 && (
            <Button component={Link} to={`${base}/code`} variant="default">
              Code
            </Button>
          )}
        </>
      }
    >
      <LockedNotice />
      <ImportedNotice />
      <div className={classes.layout}>
        <Outline entries={outline} label="Questions" />
        <div className={classes.body}>
          {assignment.introduction !== '' && (
            <div className={classes.introduction}>
              <Markup source={assignment.introduction} macros={assignment.macros} />
            </div>
          )}
          {assignment.blocks.map((block) => (
            <section key={block.questions.join(' ')} className={classes.block}>
              {block.directions !== '' && (
                <div className={classes.directions}>
                  <Markup source={block.directions} macros={assignment.macros} />
                </div>
              )}
              {block.questions.map((id) => (
                <QuestionCard key={id} id={id} />
              ))}
            </section>
          ))}
          <SubmitBar
            codeFile={codeFile}
            onSubmitted={({ number }) => {
              lastImport.set(null);
              void navigate(`${base}/receipt/${number}`);
            }}
          />
        </div>
      </div>
    </Page>
  );
}
