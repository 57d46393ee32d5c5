import { Button, Table, TextInput, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { getGradebook, type Gradebook } from '../../../../contract/gradebook.ts';
import { useCall } from '../../api/query.ts';
import { useCourse } from '../../app/session.tsx';
import { Empty } from '../../components/Empty.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Page } from '../../components/Page.tsx';
import { Pending } from '../../components/Pending.tsx';
import { percentText, pointsText } from '../../components/points.ts';
import { CellScore } from './CellStatus.tsx';
import { mean } from './distribution.ts';
import { exportActions, importAction } from './exportActions.ts';
import { found, ordered, type Column, type Order } from './gradebookRows.ts';
import classes from './results.module.css';

/** All students and all question sets. */
export function Component() {
  const { course, role } = useCourse();
  const query = useCall(getGradebook, { params: { course: course.slug } });
  if (query.data === undefined) return <Pending query={query} />;
  const { assignments, rows } = query.data;
  const unnamed = assignments.filter(({ anonymous }) => anonymous).map(({ title }) => title);
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
        <Scores gradebook={query.data} />
      )}
    </Page>
  );
}

/** So many are drawn at first: a class of thousands takes a browser its time. */
const SHOWN_AT_FIRST = 200;

/** Names and headings stay where they are; a heading orders by its column. */
function Scores({ gradebook: { assignments, rows } }: { gradebook: Gradebook }) {
  const { course } = useCourse();
  const [words, setWords] = useState('');
  const [order, setOrder] = useState<Order>({ by: 'name', down: false });
  const [all, setAll] = useState(false);
  const hasTotal = rows.some(({ total }) => total !== null);
  const wanted = found(ordered(rows, order), words);
  const shown = all ? wanted : wanted.slice(0, SHOWN_AT_FIRST);
  const heading = (by: Column, name: string) => (
    <UnstyledButton
      className={classes.order}
      aria-label={`Order by ${name}`}
      // Names begin with A, scores with the best.
      onClick={() => setOrder(order.by === by ? { by, down: !order.down } : { by, down: by !== 'name' })}
    >
      {order.by === by ? (order.down ? '↓' : '↑') : '↕'}
    </UnstyledButton>
  );
  const sortOf = (by: Column) => (order.by === by ? (order.down ? 'descending' : 'ascending') : undefined);
  return (
    <>
      <TextInput
        className={classes.find}
        label="Find a student"
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <Table.ScrollContainer
        minWidth={280 + 150 * assignments.length}
        maxHeight="calc(100dvh - 210px)"
        scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
      >
        <Table className={`${classes.table} ${classes.gradebook}`} highlightOnHover stickyHeader>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col" aria-sort={sortOf('name')}>
                Student {heading('name', 'name')}
              </Table.Th>
              {hasTotal && (
                <Table.Th scope="col" ta="right" aria-sort={sortOf('total')}>
                  Total {heading('total', 'total')}
                  <div className={classes.of}>by categories, so far</div>
                </Table.Th>
              )}
              {assignments.map((set, index) => (
                <Table.Th key={set.slug} scope="col" ta="right" aria-sort={sortOf(index)}>
                  <Link to={`/c/${course.slug}/results/${set.slug}`}>{set.title}</Link>{' '}
                  {heading(index, set.slug)}
                  {/* The name in addresses and in the CSV: two sets may share a title. */}
                  <div className={classes.of}>
                    {set.slug}, of {pointsText(set.maxScore)}
                  </div>
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map(({ student, cells, total }) => (
              <Table.Tr key={student.id}>
                <Table.Th scope="row">
                  <Link to={`/c/${course.slug}/roster/${student.id}`}>{student.name}</Link>
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
          <Table.Tfoot>
            <Table.Tr>
              <Table.Th scope="row">Mean</Table.Th>
              {hasTotal && (
                <Table.Td ta="right">
                  {meanText(
                    wanted.map(({ total }) => total),
                    percentText,
                  )}
                </Table.Td>
              )}
              {assignments.map(({ slug }, index) => (
                <Table.Td key={slug} ta="right">
                  {meanText(
                    wanted.map(({ cells }) => cells[index]?.score ?? null),
                    pointsText,
                  )}
                </Table.Td>
              ))}
            </Table.Tr>
          </Table.Tfoot>
        </Table>
      </Table.ScrollContainer>
      {shown.length < wanted.length && (
        <Button variant="default" mt="sm" onClick={() => setAll(true)}>
          Show all {wanted.length}
        </Button>
      )}
      {wanted.length === 0 && <p className={classes.of}>Nobody is called so.</p>}
    </>
  );
}

/** A dash where nobody has one. */
function meanText(values: (number | null)[], words: (value: number) => string): string {
  const average = mean(values.filter((value) => value !== null));
  return average === null ? '–' : words(Math.round(average * 100) / 100);
}
