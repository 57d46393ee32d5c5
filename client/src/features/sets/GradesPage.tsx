import { Table, Text, Title } from '@mantine/core';
import { Link } from 'react-router';
import { listAssignments, type AssignmentRow } from '../../../../contract/assignments.ts';
import { getMyTotal, type TotalView } from '../../../../contract/policies.ts';
import { useAside, useCall } from '../../api/query.ts';
import { useSetNews } from '../../api/useSetNews.ts';
import { useCourse } from '../../app/session.tsx';
import { Empty } from '../../components/Empty.tsx';
import { Page } from '../../components/Page.tsx';
import { Pending } from '../../components/Pending.tsx';
import { percentText } from '../../components/points.ts';
import { Score } from '../../components/Score.tsx';
import { setNames } from '../../components/setNames.ts';
import { Status } from '../../components/Status.tsx';
import { Time } from '../../components/Time.tsx';
import { progressOf } from './progress.ts';

/** What a student has got so far, set by set. */
export function Component() {
  const { course } = useCourse();
  useSetNews({ course: course.slug }, listAssignments, getMyTotal);
  const query = useCall(listAssignments, { params: { course: course.slug } });
  const total = useAside(getMyTotal, { params: { course: course.slug } });
  if (query.data === undefined) return <Pending query={query} />;
  const rows = query.data.assignments.filter(({ mine }) => mine !== null);
  const names = setNames(rows);
  const scored = rows.filter(({ mine }) => mine?.score != null);
  const sum = (of: (row: AssignmentRow) => number) => scored.reduce((total, row) => total + of(row), 0);
  return (
    <Page
      title="Grades"
      about={
        scored.length > 0 && (
          <>
            <Score score={sum(({ mine }) => mine?.score ?? 0)} maxScore={sum(({ maxScore }) => maxScore)} />{' '}
            <span data-relative>
              in {scored.length} of {rows.length} sets
            </span>
          </>
        )
      }
    >
      {rows.length === 0 ? (
        <Empty title="No sets yet">They appear when your instructor publishes one.</Empty>
      ) : (
        <Table.ScrollContainer type="native" minWidth={320} tabIndex={0}>
          <Table fz="sm" highlightOnHover>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">Set</Table.Th>
                <Table.Th scope="col" visibleFrom="sm">
                  Due
                </Table.Th>
                <Table.Th scope="col">State</Table.Th>
                <Table.Th scope="col" ta="right">
                  Score
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map((row) => (
                <GradeRow key={row.slug} row={row} name={names.get(row.slug) ?? row.title} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {total && total.categories.length > 0 && <Total total={total} rows={rows} />}
    </Page>
  );
}

/** What the grades that are out come to, category by category. */
function Total({ total, rows }: { total: TotalView; rows: AssignmentRow[] }) {
  const names = setNames(rows);
  const weights = total.categories.reduce((sum, { weight }) => sum + weight, 0);
  return (
    <section aria-labelledby="total">
      <Title order={2} id="total" mt="xl" mb="xs" fz="lg">
        Total so far: {total.percent === null ? 'nothing counts yet' : percentText(total.percent)}
      </Title>
      <Table.ScrollContainer type="native" minWidth={320} tabIndex={0}>
        <Table fz="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Category</Table.Th>
              <Table.Th scope="col" ta="right">
                Counts
              </Table.Th>
              <Table.Th scope="col" ta="right">
                So far
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {total.categories.map(({ id, title, weight, percent, dropped }) => (
              <Table.Tr key={id}>
                <Table.Th scope="row" fw={600} ta="left">
                  {title}
                  {dropped.length > 0 && (
                    <Text size="xs" c="dimmed" fw={400}>
                      Left out as the lowest: {dropped.map((slug) => names.get(slug) ?? slug).join(', ')}
                    </Text>
                  )}
                </Table.Th>
                <Table.Td ta="right">{weights === 0 ? '–' : percentText((100 * weight) / weights)}</Table.Td>
                <Table.Td ta="right">{percent === null ? '–' : percentText(percent)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </section>
  );
}

function GradeRow({ row, name }: { row: AssignmentRow; name: string }) {
  const { course } = useCourse();
  const { kind, word } = progressOf(row);
  const submitted = row.mine?.submission !== null;
  return (
    <Table.Tr>
      {/* A long name must not push the score out of a phone's window. */}
      <Table.Th scope="row" fw={600} ta="left" style={{ whiteSpace: 'normal' }}>
        <Link to={`/c/${course.slug}/sets/${row.slug}${submitted ? '/feedback' : ''}`}>{name}</Link>
      </Table.Th>
      <Table.Td visibleFrom="sm">
        <Time at={row.dueAt} timeZone={course.timeZone} />
      </Table.Td>
      <Table.Td>
        <Status kind={kind}>{word}</Status> {row.mine?.submission?.late === true && <Status kind="late" />}
      </Table.Td>
      <Table.Td ta="right">
        {submitted && <Score score={row.mine?.score ?? null} maxScore={row.maxScore} />}
      </Table.Td>
    </Table.Tr>
  );
}
