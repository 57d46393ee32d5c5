import { Checkbox, Group, Table, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { VersionPlan } from '../../../../../contract/versions.ts';
import { pointsText } from '../../../components/points.ts';
import { Status } from '../../../components/Status.tsx';
import classes from './plan.module.css';

/** So many rows are drawn; the search and the CSV have all. */
const MOST_ROWS = 200;

type Student = VersionPlan['students'][number];

const isChanged = (each: Student): boolean =>
  each.before !== each.after || each.lateBefore !== each.lateAfter || each.gradedBefore !== each.gradedAfter;

/** @param graded of one who has no score: what is graded so far */
const scoreText = (score: number | null, of: number, graded: number): string =>
  score === null
    ? `${pointsText(graded)} so far, of ${pointsText(of)}`
    : `${pointsText(score)}/${pointsText(of)}`;

/** Whose score becomes what. */
export function PlanStudents({ plan }: { plan: VersionPlan }) {
  const [search, setSearch] = useState('');
  const [all, setAll] = useState(false);
  const words = search.trim().toLowerCase();
  const found = plan.students.filter(
    (each) =>
      (all || isChanged(each)) &&
      (each.student.name.toLowerCase().includes(words) || each.student.email.toLowerCase().includes(words)),
  );
  const shown = found.slice(0, MOST_ROWS);
  return (
    <div className={classes.students}>
      <Group gap="md" align="flex-end">
        <TextInput
          label="Search students"
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <Checkbox
          label="Also those for whom nothing changes"
          checked={all}
          onChange={(event) => setAll(event.currentTarget.checked)}
        />
      </Group>
      <p className={classes.muted} role="status">
        {found.length} of {plan.students.length} students
        {found.length > shown.length && `, the first ${shown.length} are shown`}
      </p>
      <Table.ScrollContainer type="native" minWidth={480} tabIndex={0}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Student</Table.Th>
              <Table.Th scope="col" ta="right">
                Before
              </Table.Th>
              <Table.Th scope="col" ta="right">
                After
              </Table.Th>
              <Table.Th scope="col">Late</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map(({ student, before, after, gradedBefore, gradedAfter, lateBefore, lateAfter }) => (
              <Table.Tr key={student.id}>
                <Table.Th scope="row" dir="auto">
                  {student.name}
                </Table.Th>
                <Table.Td ta="right">{scoreText(before, plan.maxBefore, gradedBefore)}</Table.Td>
                <Table.Td ta="right">{scoreText(after, plan.maxAfter, gradedAfter)}</Table.Td>
                <Table.Td>
                  {lateAfter ? (
                    <Status kind="late">{lateBefore ? 'Late' : 'Becomes late'}</Status>
                  ) : lateBefore ? (
                    'No longer late'
                  ) : (
                    ''
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </div>
  );
}
