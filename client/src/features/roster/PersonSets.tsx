import { Anchor, Table, Title } from '@mantine/core';
import { Link } from 'react-router';
import type { StudentSet } from '../../../../contract/students.ts';
import { useCourse } from '../../app/session.tsx';
import { Empty } from '../../components/Empty.tsx';
import { pointsText } from '../../components/points.ts';
import { Status } from '../../components/Status.tsx';
import { Time } from '../../components/Time.tsx';
import { CellStatus } from '../results/CellStatus.tsx';
import classes from './roster.module.css';

/** All sets of a student: until when, how far, what was handed in and what it was worth. */
export function PersonSets({ userId, sets }: { userId: string; sets: StudentSet[] }) {
  const { role } = useCourse();
  if (sets.length === 0) return <Empty title="No sets yet" />;
  return (
    <section>
      <Title order={2}>Sets</Title>
      <Table.ScrollContainer minWidth={680} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
        <Table fz="sm" verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Set</Table.Th>
              <Table.Th scope="col">Due</Table.Th>
              <Table.Th scope="col">State</Table.Th>
              <Table.Th scope="col" ta="right">
                Score
              </Table.Th>
              <Table.Th scope="col">Submissions</Table.Th>
              {role === 'instructor' && <Table.Th scope="col">More time</Table.Th>}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {sets.map((set) => (
              <SetLine key={set.slug} set={set} userId={userId} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </section>
  );
}

function SetLine({ set, userId }: { set: StudentSet; userId: string }) {
  const { course, role } = useCourse();
  const { timeZone } = course;
  const base = `/c/${course.slug}`;
  return (
    <Table.Tr style={{ verticalAlign: 'top' }}>
      <Table.Td>{set.title}</Table.Td>
      <Table.Td>
        <Time at={set.dueAt} timeZone={timeZone} />
        {set.extension !== null && (
          <div className={classes.muted}>
            extended from <Time at={set.extension.setDueAt} timeZone={timeZone} />:{' '}
            <span dir="auto">{set.extension.reason}</span>
          </div>
        )}
      </Table.Td>
      <Table.Td>
        <CellStatus cell={set.cell} />
      </Table.Td>
      <Table.Td ta="right">
        {set.cell.score === null ? '–' : `${pointsText(set.cell.score)}/${pointsText(set.maxScore)}`}
      </Table.Td>
      <Table.Td>
        <ul className={classes.changes}>
          {set.submissions.map((submission) => (
            <li key={submission.id}>
              <Anchor
                component={Link}
                fz="sm"
                underline="always"
                to={`${base}/submissions/${submission.id}/graded-copy`}
                aria-label={`Submission ${submission.number} of ${set.title}`}
              >
                {submission.number}
              </Anchor>{' '}
              <Time at={submission.submittedAt} timeZone={timeZone} />
              {submission.counts && ', counts'} {submission.late && <Status kind="late" />}
            </li>
          ))}
        </ul>
      </Table.Td>
      {role === 'instructor' && (
        <Table.Td>
          <Anchor
            component={Link}
            fz="sm"
            to={`${base}/sets/${set.slug}/extensions?student=${userId}`}
            aria-label={`Extend ${set.title}`}
          >
            Extend
          </Anchor>
        </Table.Td>
      )}
    </Table.Tr>
  );
}
