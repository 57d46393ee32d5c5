import { Button, Table } from '@mantine/core';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { SET_STATES, type SetState } from '../../../../contract/assignments.ts';
import { getGradebook, type Gradebook } from '../../../../contract/gradebook.ts';
import { getSubmissionTimes } from '../../../../contract/submissionTimes.ts';
import { useCall } from '../../api/query.ts';
import { useScoreNews } from '../../api/useSetNews.ts';
import { useCourse } from '../../app/session.tsx';
import { Empty } from '../../components/Empty.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Page } from '../../components/Page.tsx';
import { Pending } from '../../components/Pending.tsx';
import { pointsText } from '../../components/points.ts';
import { Status } from '../../components/Status.tsx';
import { Time } from '../../components/Time.tsx';
import { CellStatus } from './CellStatus.tsx';
import { cellsOf, mean, median } from './distribution.ts';
import { exportActions, exportSetActions, importAction } from './exportActions.ts';
import { Histogram } from './Histogram.tsx';
import { ReleaseButton } from './ReleaseButton.tsx';
import classes from './results.module.css';
import { STATE_WORDS, StateDialog } from './StateDialog.tsx';
import { SubmissionTimes } from './SubmissionTimes.tsx';

/** One set: how it went, who is missing, and the release of its grades. */
export function Component() {
  const { set } = useParams();
  const { course, role, mayDecide } = useCourse();
  const query = useCall(
    getGradebook,
    { params: { course: course.slug }, query: { set } },
    { refetchOnMount: 'always' },
  );
  useScoreNews(course.slug, getGradebook, getSubmissionTimes);
  const [next, setNext] = useState<SetState | null>(null);
  const assignment = query.data?.assignments.find(({ slug }) => slug === set);
  // A gradebook that was read before does not have what has just been published.
  if (query.data === undefined || (assignment === undefined && query.isFetching))
    return <Pending query={query} />;
  const crumbs = [{ label: 'Gradebook', to: `/c/${course.slug}/results` }];
  if (assignment === undefined)
    return (
      <Page title="Results" crumbs={crumbs}>
        <Empty title={`There is no set ${set}`}>
          <Link to={`/c/${course.slug}/results`}>To the gradebook</Link>
        </Empty>
      </Page>
    );
  const stateActions = mayDecide
    ? SET_STATES.filter((state) => state !== assignment.state).map((state) => ({
        label: STATE_WORDS[state].act,
        onClick: () => setNext(state),
      }))
    : [];
  const cells = cellsOf(query.data, assignment.slug);
  const ungraded = cells.filter(({ cell }) =>
    ['ungraded', 'grading', 'grading_failed'].includes(cell.status),
  ).length;
  return (
    <Page
      place="Results"
      title={assignment.title}
      crumbs={crumbs}
      about={
        <>
          <Time at={assignment.dueAt} timeZone={course.timeZone} form="due" />
          {assignment.gradesReleasedAt === null ? (
            <Status kind="locked">
              {assignment.releasesAt === null ? (
                'Grades not released'
              ) : (
                <>
                  Grades come out <Time at={assignment.releasesAt} timeZone={course.timeZone} />
                </>
              )}
            </Status>
          ) : (
            <Status kind="graded">
              Released <Time at={assignment.gradesReleasedAt} timeZone={course.timeZone} />
            </Status>
          )}
        </>
      }
      actions={mayDecide && <ReleaseButton assignment={assignment} />}
      more={[
        { label: 'Groups', to: `/c/${course.slug}/sets/${assignment.slug}/groups` },
        ...(role === 'instructor'
          ? [{ label: 'How it was graded', to: `/c/${course.slug}/results/${set}/grading` }]
          : []),
        { label: 'Similar work', to: `/c/${course.slug}/results/${set}/similar` },
        ...exportSetActions(course.slug, assignment.slug),
        ...exportActions(course.slug).slice(0, 1),
        ...(mayDecide ? [importAction(course.slug)] : []),
        ...stateActions,
        ...(assignment.hasCode
          ? [
              { label: 'Faults of the class', to: `/c/${course.slug}/results/${set}/faults` },
              { label: 'Reruns', to: `/c/${course.slug}/results/${set}/reruns` },
            ]
          : []),
      ]}
    >
      <StateDialog assignment={assignment} state={next} onClose={() => setNext(null)} />
      {(assignment.state !== 'open' || assignment.anonymous) && (
        <div className={classes.said}>
          {assignment.state !== 'open' && (
            <Notice kind="info" title={assignment.state === 'hidden' ? 'Not open' : 'Archived'}>
              <p>{STATE_WORDS[assignment.state].does}</p>
              {mayDecide && (
                <Button size="compact-sm" variant="default" onClick={() => setNext('open')}>
                  {STATE_WORDS.open.act}
                </Button>
              )}
            </Notice>
          )}
          {assignment.anonymous && (
            <Notice kind="info" title="Graded without names">
              <p>Who has which grade, and how the set went, is here when the grades are out.</p>
            </Notice>
          )}
        </div>
      )}
      {!assignment.anonymous && <Figures cells={cells} maxScore={assignment.maxScore} ungraded={ungraded} />}
      <SubmissionTimes assignment={assignment.slug} />
      <Students cells={cells} />
    </Page>
  );
}

type Cells = ReturnType<typeof cellsOf>;

function Figures({ cells, maxScore, ungraded }: { cells: Cells; maxScore: number; ungraded: number }) {
  const scores = cells.flatMap(({ cell }) => cell.score ?? []);
  const figures: [string, number | null][] = [
    ['Graded', scores.length],
    ['Ungraded', ungraded],
    ['Median', median(scores)],
    ['Mean', mean(scores)],
  ];
  return (
    <div className={classes.overview}>
      <dl className={classes.figures}>
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value === null ? '–' : pointsText(value)}</dd>
          </div>
        ))}
      </dl>
      <Histogram
        scores={scores}
        missing={cells.filter(({ cell }) => cell.status === 'missing').length}
        maxScore={maxScore}
      />
    </div>
  );
}

function Students({
  cells,
}: {
  cells: { student: Gradebook['rows'][number]['student']; cell: Cells[number]['cell'] }[];
}) {
  const { course } = useCourse();
  return (
    <Table.ScrollContainer type="native" minWidth={320} tabIndex={0}>
      <Table className={`${classes.table} ${classes.students}`} layout="fixed" highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Student</Table.Th>
            <Table.Th scope="col">State</Table.Th>
            <Table.Th scope="col" ta="right">
              Score
            </Table.Th>
            <Table.Th scope="col">Copy</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {cells.map(({ student, cell }) => (
            <Table.Tr key={student.id}>
              <Table.Th scope="row">{student.name}</Table.Th>
              <Table.Td>
                <CellStatus cell={cell} />
              </Table.Td>
              <Table.Td ta="right">{cell.score === null ? '' : pointsText(cell.score)}</Table.Td>
              <Table.Td>
                {cell.submissionId !== null && (
                  <Link
                    to={`/c/${course.slug}/submissions/${cell.submissionId}/graded-copy`}
                    aria-label={`Graded copy of ${student.name}`}
                  >
                    Graded copy
                  </Link>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
