import { Button } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Link, useSearchParams } from 'react-router';
import { getGradebook, getQuestionScores, type Gradebook } from '../../../../contract/gradebook.ts';
import { getGradebookCell } from '../../../../contract/gradebookCell.ts';
import { listCourseRequests } from '../../../../contract/requests.ts';
import { queryOf } from '../../api/query.ts';
import { useScoreNews } from '../../api/useSetNews.ts';
import { useCourse } from '../../app/session.tsx';
import { Empty } from '../../components/Empty.tsx';
import { Message } from '../../components/Message.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Page } from '../../components/Page.tsx';
import { Pending } from '../../components/Pending.tsx';
import { exportActions, importAction } from './exportActions.ts';
import type { ByQuestion, Column } from './grid/gradebookRows.ts';
import type { ShownQuestions } from './grid/gradebookColumns.ts';
import { GradebookTable } from './grid/GradebookTable.tsx';
import { useGradebook } from './useGradebook.ts';

/** All students and all question sets, and the questions of those sets whose columns are opened. */
export function Component() {
  const { course, mayDecide } = useCourse();
  const { query, gradebook, isWhole } = useGradebook(course.slug);
  useScoreNews(course.slug, getGradebook, getQuestionScores, getGradebookCell, listCourseRequests);
  const { opened, setOpened, questions, byQuestion, error } = useQuestions(gradebook?.assignments ?? []);
  if (gradebook === undefined) return <Pending query={query} />;
  const { assignments, rows, students } = gradebook;
  const unnamed = assignments.filter(({ anonymous }) => anonymous).map(({ title }) => title);
  const named = assignments.filter(({ anonymous }) => !anonymous).map(({ slug }) => slug);
  return (
    <Page
      title="Gradebook"
      width="full"
      about={
        isWhole
          ? `${students} ${students === 1 ? 'student' : 'students'}`
          : `${rows.length} of ${students} students so far`
      }
      buttons={exportActions(course.slug).slice(0, 1)}
      more={[
        opened.length < named.length
          ? { label: 'Show the questions of all sets', onClick: () => setOpened(named) }
          : { label: 'Hide the questions', onClick: () => setOpened([]), disabled: named.length === 0 },
        ...exportActions(course.slug).slice(1),
        ...(mayDecide ? [importAction(course.slug)] : []),
      ]}
    >
      {unnamed.length > 0 && (
        <Notice kind="info" title={`Graded without names: ${unnamed.join(', ')}`}>
          <p>Scores and totals are here when the grades are out.</p>
        </Notice>
      )}
      {query.isError && (
        <Notice kind="danger" title="The rest could not be loaded">
          <p>
            <Message>{query.error.message}</Message>
          </p>
          <Button variant="default" size="xs" onClick={() => query.fetchNextPage()}>
            Try again
          </Button>
        </Notice>
      )}
      {error !== null && (
        <Notice kind="danger" title="The scores of questions could not be loaded">
          <p>
            <Message>{error.message}</Message>
          </p>
        </Notice>
      )}
      {assignments.length === 0 || rows.length === 0 ? (
        <Empty title="No scores yet">
          <NextOfAll hasSets={assignments.length > 0} />
        </Empty>
      ) : (
        <GradebookTable
          gradebook={gradebook}
          isWhole={isWhole}
          questions={questions}
          byQuestion={byQuestion}
          toggle={(slug) =>
            setOpened(opened.includes(slug) ? opened.filter((each) => each !== slug) : [...opened, slug])
          }
        />
      )}
    </Page>
  );
}

const NOTHING: ByQuestion = new Map();

/** Of the sets whose questions are shown: which ones stands in the page's address, so that the way back finds them. */
function useQuestions(assignments: Gradebook['assignments']) {
  const { course } = useCourse();
  const [search, setSearch] = useSearchParams();
  const asked = search.getAll('questions');
  const opened = assignments.filter(({ slug, anonymous }) => !anonymous && asked.includes(slug));
  const { answers, error } = useQueries({
    queries: opened.map(({ slug }) =>
      queryOf(getQuestionScores, { params: { course: course.slug, assignment: slug } }),
    ),
    combine: (results) => ({
      answers: results.map(({ data }) => data),
      error: results.find((result) => result.error !== null)?.error ?? null,
    }),
  });
  const slugs = opened.map(({ slug }) => slug).join(' ');
  return {
    error,
    opened: opened.map(({ slug }) => slug),
    setOpened: (sets: readonly string[]) =>
      setSearch(
        sets.map((slug) => ['questions', slug] as [string, string]),
        { replace: true },
      ),
    questions: useMemo<ShownQuestions>(
      () => new Map(slugs.split(' ').map((slug, place) => [slug, answers[place]?.questions ?? null])),
      [slugs, answers],
    ),
    byQuestion: useMemo<ByQuestion>(() => {
      if (slugs === '') return NOTHING;
      const columns = slugs.split(' ').flatMap((slug, place) => {
        const { questions = [], rows = [] } = answers[place] ?? {};
        return questions.map(
          ({ id }, index): [Column, ReadonlyMap<string, (typeof rows)[number]['scores'][number]>] => [
            `${slug}/${id}`,
            new Map(rows.map(({ userId, scores }) => [userId, scores[index]!])),
          ],
        );
      });
      return new Map(columns);
    }, [slugs, answers]),
  };
}

/** What an instructor does until there are scores, and what others wait for. */
function NextOfAll({ hasSets }: { hasSets: boolean }) {
  const { course, mayDecide } = useCourse();
  if (!mayDecide) return 'They appear when sets are published and students are here.';
  return hasSets ? (
    <>
      They appear when students are here:{' '}
      <Link to={`/c/${course.slug}/roster/import`}>import your class</Link>.
    </>
  ) : (
    <>
      They appear with the first set: <Link to={`/c/${course.slug}/author`}>publish one</Link>.
    </>
  );
}
