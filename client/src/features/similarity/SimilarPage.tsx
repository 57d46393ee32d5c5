import { Anchor, Checkbox, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { getAssignment, type PublicQuestion } from '../../../../contract/assignments.ts';
import { CODE_WORK, listSimilarWork, type SimilarSide } from '../../../../contract/similarity.ts';
import type { ResponseOf } from '../../../../contract/operation.ts';
import { questionName } from '../../../../contract/questionName.ts';
import { useCall } from '../../api/query.ts';
import { useCourse } from '../../app/session.tsx';
import { Empty } from '../../components/Empty.tsx';
import { Page } from '../../components/Page.tsx';
import { Pending } from '../../components/Pending.tsx';
import { StackedTable, type StackedColumn } from '../../components/StackedTable.tsx';
import { ShareBar } from '../../components/ShareBar.tsx';
import classes from './similarity.module.css';

/** What can be compared: the code first, where there is some. */
function worksOf(questions: readonly PublicQuestion[]): { value: string; label: string }[] {
  const code = questions.some(({ kind }) => kind !== 'written');
  const written = questions.flatMap((question) =>
    question.kind === 'written' ? [{ value: question.id, label: questionName(question) }] : [],
  );
  return [...(code ? [{ value: CODE_WORK, label: 'Code' }] : []), ...written];
}

/** Pairs of submissions with the most in common, for a person to look at. */
export function Component() {
  const { set = '' } = useParams();
  const { course } = useCourse();
  const params = { course: course.slug, assignment: set };
  const [search, setSearch] = useSearchParams();
  const [terms, setTerms] = useState<'this' | 'all'>('this');
  const query = useCall(getAssignment, { params });
  const works = query.data === undefined ? [] : worksOf(query.data.questions);
  const work = search.get('work') ?? works[0]?.value;
  const similar = useCall(
    listSimilarWork,
    { params, query: { work: work ?? '', terms } },
    { enabled: work !== undefined },
  );
  if (query.data === undefined) return <Pending query={query} />;
  const results = `/c/${course.slug}/results`;
  return (
    <Page
      title="Similar work"
      crumbs={[
        { label: 'Gradebook', to: results },
        { label: query.data.short, to: `${results}/${set}` },
      ]}
      about={
        similar.data !== undefined &&
        `${similar.data.compared} ${similar.data.compared === 1 ? 'submission' : 'submissions'} compared`
      }
    >
      <p className={classes.about}>
        Evidence for a person to look at, no verdict. The starter, the question’s own text and what a fifth of
        the class has in common are left out; other names, order and layout make no difference.
      </p>
      <div className={classes.filters}>
        <NativeSelect
          label="Compare"
          data={works}
          value={work}
          onChange={(event) => setSearch({ work: event.currentTarget.value }, { replace: true })}
        />
        <Checkbox
          label="With your other terms of this set"
          mb={8}
          checked={terms === 'all'}
          onChange={(event) => setTerms(event.currentTarget.checked ? 'all' : 'this')}
        />
      </div>
      {work === undefined ? (
        <Empty title="Nothing in this set is written by students">
          Sets with written answers or code are compared here.
        </Empty>
      ) : similar.data === undefined ? (
        <Pending query={similar} />
      ) : similar.data.pairs.length === 0 ? (
        <Empty title="No two submissions have a passage in common">
          What is handed in later is compared when you open this page again.
        </Empty>
      ) : (
        <StackedTable
          columns={columnsOf(`${results}/${set}/similar`, work)}
          rows={similar.data.pairs}
          keyOf={({ left, right }) => `${left.submissionId} ${right.submissionId}`}
        />
      )}
    </Page>
  );
}

const sideWords = ({ people, term }: SimilarSide): string =>
  `${people.map(({ name }) => name).join(', ')}${term === null ? '' : ` (${term})`}`;

const columnsOf = (
  base: string,
  work: string,
): StackedColumn<ResponseOf<typeof listSimilarWork>['pairs'][number]>[] => [
  {
    title: 'In common',
    className: classes.share,
    cell: ({ similarity }) => (
      <>
        <span className={classes.bar}>
          <ShareBar share={similarity} />
        </span>{' '}
        {Math.round(similarity * 100)} %
      </>
    ),
  },
  {
    title: 'Submissions',
    cell: ({ left, right }) => (
      <>
        {sideWords(left)}
        <br />
        {sideWords(right)}
      </>
    ),
  },
  {
    title: 'Look',
    isUntitled: true,
    cell: ({ left, right }) => (
      <Anchor
        component={Link}
        fz="sm"
        to={`${base}/${left.submissionId}/${right.submissionId}?work=${work}`}
        aria-label={`Side by side: ${sideWords(left)} and ${sideWords(right)}`}
      >
        Side by side
      </Anchor>
    ),
  },
];
