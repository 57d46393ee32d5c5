import { SegmentedControl } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { getSubmission, listSubmissions, type SubmissionView } from '../../../../contract/submissions.ts';
import { useAside, useAwaited } from '../../api/query.ts';
import { useCourse } from '../../app/session.tsx';
import { Empty } from '../../components/Empty.tsx';
import { Markup } from '../../components/Markup.tsx';
import { Page } from '../../components/Page.tsx';
import { Loading } from '../../components/Pending.tsx';
import type { RailEntry } from '../../components/Rail.tsx';
import { summarizeTests } from '../../components/report/words.ts';
import { useDueWords } from '../../components/report/useDueWords.ts';
import { WorkPage } from '../../components/WorkPage.tsx';
import { codeFileNames, LANGUAGE_NAMES } from '../workspace/document/contents.ts';
import { useFeedbackActions } from '../workspace/head/useFeedbackActions.ts';
import { WorkNotices } from '../workspace/head/WorkNotices.tsx';
import { Members } from '../workspace/group/Members.tsx';
import { SubmitBar } from '../workspace/submitting/SubmitBar.tsx';
import { useCodeFile } from '../workspace/writing/useCodeFile.ts';
import { WorkHead } from '../workspace/head/WorkHead.tsx';
import { useWorkspace, WorkspaceProvider } from '../workspace/writing/WorkspaceProvider.tsx';
import classes from './code.module.css';
import { CodeField } from './CodeField.tsx';
import { CodeQuestions } from './CodeQuestions.tsx';
import type { LineMark } from '../../components/editor/lineMark.ts';
import { LiveSection } from './live/LiveSection.tsx';

/** Of those who have handed in. */
const LatestRun = lazy(() =>
  import('./LatestRun.tsx').then(
    ({ LatestRun: Run }) => ({ default: Run }),
    () => ({
      default: () => <p role="status">How it was graded could not be loaded. Load this page again.</p>,
    }),
  ),
);

/** One file of code: written here or uploaded, submitted, and graded while one looks on. */
export function Component() {
  const { set } = useParams();
  return (
    <WorkspaceProvider key={set} set={set ?? ''}>
      <Code />
    </WorkspaceProvider>
  );
}

/** Id of the submission whose run is shown: the one just handed in, the one asked for, else the one that counts; undefined while that is read. */
function useLatestRun(submitted: SubmissionView | null): string | null | undefined {
  const { params } = useWorkspace();
  const [search] = useSearchParams();
  const asked = search.get('submission');
  const listed = useAwaited(listSubmissions, { params });
  const list = listed?.submissions.filter(({ run }) => run !== null);
  const shown = list?.find(({ number }) => String(number) === asked) ?? list?.find(({ counts }) => counts);
  return submitted?.id ?? shown?.id ?? (listed === undefined ? undefined : null);
}

/** The questions answered in code, each with what its visible tests say. */
function useCodeRail(submissionId: string | null | undefined): RailEntry[] {
  const { assignment } = useWorkspace();
  const dueWords = useDueWords(assignment.dueAt);
  const report = useAside(
    getSubmission,
    { params: { submissionId: submissionId ?? '' } },
    { enabled: typeof submissionId === 'string' },
  )?.report;
  return assignment.questions
    .filter(({ kind }) => kind !== 'written')
    .map(({ id, label, title }) => {
      const tested = report?.questions.find((question) => question.id === id);
      const summary = tested === undefined ? null : summarizeTests([tested], dueWords);
      return {
        id,
        label,
        title,
        state:
          summary === null
            ? { kind: 'ungraded', word: 'Not tested yet' }
            : { kind: summary.kind, word: summary.words },
      };
    });
}

function Code() {
  const { assignment, params } = useWorkspace();
  const { course } = useCourse();
  const navigate = useNavigate();
  const [file, setFile] = useCodeFile();
  const [submitted, setSubmitted] = useState<SubmissionView | null>(null);
  const [mark, setMark] = useState<LineMark | null>(null);
  const latest = useLatestRun(submitted);
  const rail = useCodeRail(latest);
  const names = codeFileNames(assignment);
  const chosen = names.find(({ name }) => name === file);
  const base = `/c/${course.slug}/sets/${params.assignment}`;
  const feedback = useFeedbackActions(base);
  const crumbs = [{ label: 'Sets', to: `/c/${course.slug}` }];
  if (chosen === undefined)
    return (
      <Page title={assignment.title} crumbs={crumbs} about={<WorkHead />}>
        <Empty title="No code in this set">
          <Link to={base}>To the questions</Link>
        </Empty>
      </Page>
    );
  const onSubmitted = (submission: SubmissionView) => {
    if (submission.run === null) void navigate(`${base}/receipt/${submission.number}`);
    else setSubmitted(submission);
  };
  return (
    <WorkPage
      title={assignment.title}
      tab={assignment.hasWritten ? `Code of ${assignment.title}` : assignment.title}
      crumbs={crumbs}
      about={<WorkHead />}
      people={<Members />}
      buttons={[...(assignment.hasWritten ? [{ label: 'Written answers', to: base }] : []), ...feedback]}
      more={[{ label: 'History', to: `${base}/history` }]}
      rail={rail}
      railLabel="Questions"
      bar={<SubmitBar codeFile={chosen.name} onSubmitted={onSubmitted} />}
    >
      <WorkNotices />
      <div className={classes.columns}>
        <div className={classes.writing}>
          {names.length > 1 && (
            <SegmentedControl
              size="xs"
              style={{ alignSelf: 'flex-start' }}
              aria-label="Language"
              value={chosen.name}
              onChange={setFile}
              data={names.map(({ language, name }) => ({ value: name, label: LANGUAGE_NAMES[language] }))}
            />
          )}
          <CodeField
            key={chosen.name}
            name={chosen.name}
            language={chosen.language}
            onLanguage={setFile}
            mark={mark}
          />
        </div>
        <div className={classes.reading}>
          <LiveSection key={chosen.name} name={chosen.name} onMark={setMark} />
          {latest === undefined && <Loading />}
          {typeof latest === 'string' && (
            <Suspense fallback={<Loading />}>
              <LatestRun key={latest} submissionId={latest} />
            </Suspense>
          )}
          {assignment.introduction !== '' && (
            <section className={classes.introduction}>
              <Markup ofSet source={assignment.introduction} macros={assignment.macros} />
            </section>
          )}
          <CodeQuestions />
        </div>
      </div>
    </WorkPage>
  );
}
