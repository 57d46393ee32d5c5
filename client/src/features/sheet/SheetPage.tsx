import { lazy, Suspense, useState } from 'react';
import { Navigate, useNavigate, useParams } from 'react-router';
import { getTexTemplate } from '../../../../contract/tex.ts';
import { addressOf } from '../../api/address.ts';
import { useSignal } from '../../api/signal.ts';
import { useCourse } from '../../app/session.tsx';
import type { HeaderAction } from '../../components/HeaderMenu.tsx';
import { Markup } from '../../components/Markup.tsx';
import { WorkPage } from '../../components/WorkPage.tsx';
import { ImagesProvider } from '../images/ImagesProvider.tsx';
import { lastImport } from '../tex/lastImport.ts';
import { codeFileNames } from '../workspace/document/contents.ts';
import { useFeedbackActions } from '../workspace/head/useFeedbackActions.ts';
import { WorkNotices } from '../workspace/head/WorkNotices.tsx';
import { Members } from '../workspace/group/Members.tsx';
import { SubmitBar } from '../workspace/submitting/SubmitBar.tsx';
import { useCodeFile } from '../workspace/writing/useCodeFile.ts';
import { WorkHead } from '../workspace/head/WorkHead.tsx';
import { useWorkspace, WorkspaceProvider } from '../workspace/writing/WorkspaceProvider.tsx';
import { QuestionCard } from './QuestionCard.tsx';
import classes from './sheet.module.css';
import { StaffSheet } from './StaffSheet.tsx';
import { useSheetRail } from './useSheetRail.ts';

/** With what compares texts before and after an import; few sheets have had one. */
const ImportedNotice = lazy(() => import('../tex/ImportedNotice.tsx').catch(() => ({ default: () => null })));

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
  const rail = useSheetRail();
  const [codeFile] = useCodeFile();
  const base = `/c/${course.slug}/sets/${params.assignment}`;
  const feedback = useFeedbackActions(base);
  const imported = useSignal(lastImport) !== null;
  // It stays, since it says what became of the way back.
  const [hasImported, setHasImported] = useState(imported);
  if (imported && !hasImported) setHasImported(true);
  if (!assignment.hasWritten) return <Navigate to={`${base}/code`} replace />;
  const buttons: HeaderAction[] = [
    ...(codeFileNames(assignment).length > 0 ? [{ label: 'Code', to: `${base}/code` }] : []),
    ...feedback,
  ];
  const more: HeaderAction[] = [
    { label: 'History', to: `${base}/history` },
    ...(locked === null ? [{ label: 'Import from LaTeX', to: `${base}/import` }] : []),
    { label: 'LaTeX template', href: addressOf(getTexTemplate, params) },
  ];
  return (
    <WorkPage
      title={assignment.title}
      crumbs={[{ label: 'Sets', to: `/c/${course.slug}` }]}
      about={<WorkHead />}
      people={<Members />}
      buttons={buttons}
      more={more}
      rail={rail}
      railLabel="Questions"
      bar={
        <SubmitBar
          codeFile={codeFile}
          onSubmitted={({ number }) => {
            lastImport.set(null);
            void navigate(`${base}/receipt/${number}`);
          }}
        />
      }
    >
      <WorkNotices />
      {hasImported && (
        <Suspense fallback={null}>
          <ImportedNotice />
        </Suspense>
      )}
      {assignment.introduction !== '' && (
        <div className={classes.introduction}>
          <Markup ofSet source={assignment.introduction} macros={assignment.macros} />
        </div>
      )}
      {/* All beside one another: a question that moves in a new version, to another block too, keeps its editor and whoever types there. */}
      {assignment.blocks.flatMap(({ directions, questions }, index) => [
        <div key={`block ${index}`} className={classes.block}>
          {directions !== '' && <Markup ofSet source={directions} macros={assignment.macros} />}
        </div>,
        ...questions.map((id) => <QuestionCard key={id} id={id} />),
      ])}
    </WorkPage>
  );
}
