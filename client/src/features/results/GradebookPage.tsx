import { Table } from '@mantine/core';
import { Link } from 'react-router';
import { getGradebook } from '../../../../contract/gradebook.ts';
import { useCall } from '../../api/query.ts';
import { useCourse } from '../../app/session.tsx';
import { Empty } from '../../components/Empty.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Page } from '../../components/Page.tsx';
import { Pending } from '../../components/Pending.tsx';
import { percentText, pointsText } from '../../components/points.ts';
import { CellScore } from './CellStatus.tsx';
import { exportActions, importAction } from './exportActions.ts';
import classes from './results.module.css';

/** All students and all question sets. */
export function Component() {
  const { course, role } = useCourse();
  const query = useCall(getGradebook, { params: { course: course.slug } });
  if (query.data === undefined) return <Pending query={query} />;
  const { assignments, rows } = query.data;
  const unnamed = assignments.filter(({ anonymous }) => anonymous).map(({ title }) => title);
  const hasTotal = rows.some(({ total }) => total !== null);
  return (
    <Page
      title="Gradebook"
      width="full"
      about={`${rows.length} students`}
      buttons={exportActions(course.slug).slice(0, 1)}
      more={[
        ...exportActions(course.slug).slice(1),
        ...(role === 'instructor' ? [importAction(course.slug)] : []),
      ]}
    >
      {unnamed.length > 0 && (
        <Notice kind="info" title={`Graded without names: ${unnamed.join(', ')}`}>
          <p>Scores and totals are here when the grades are out.</p>
        </Notice>
      )}
      {assignments.length === 0 || rows.length === 0 ? (
        <Empty title="No scores yet">They appear when sets are published and graded.</Empty>
      ) : (
        <Table.ScrollContainer
          minWidth={280 + 150 * assignments.length}
          scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
        >
          <Table className={classes.table} highlightOnHover stickyHeader>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">Student</Table.Th>
                {hasTotal && (
                  <Table.Th scope="col" ta="right">
                    Total
                    <div className={classes.of}>by categories, so far</div>
                  </Table.Th>
                )}
                {assignments.map((set) => (
                  <Table.Th key={set.slug} scope="col" ta="right">
                    <Link to={`/c/${course.slug}/results/${set.slug}`}>{set.title}</Link>
                    {/* The name in addresses and in the CSV: two sets may share a title. */}
                    <div className={classes.of}>
                      {set.slug}, of {pointsText(set.maxScore)}
                    </div>
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map(({ student, cells, total }) => (
                <Table.Tr key={student.id}>
                  <Table.Th scope="row">
                    {student.name}
                    <div className={classes.of}>{student.email}</div>
                  </Table.Th>
                  {hasTotal && <Table.Td ta="right">{total === null ? '–' : percentText(total)}</Table.Td>}
                  {cells.map((cell) => (
                    <Table.Td key={cell.assignment} ta="right">
                      <CellScore cell={cell} />
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Page>
  );
}
