import { Checkbox, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { VersionPlan } from '../../../../../contract/versions.ts';
import { pointsText } from '../../../components/points.ts';
import { StackedTable, type StackedColumn } from '../../../components/StackedTable.tsx';
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
  const columns: StackedColumn<Student>[] = [
    { title: 'Student', isHeader: true, cell: ({ student }) => student.name },
    {
      title: 'Before',
      isNumber: true,
      cell: ({ before, gradedBefore }) => scoreText(before, plan.maxBefore, gradedBefore),
    },
    {
      title: 'After',
      isNumber: true,
      cell: ({ after, gradedAfter }) => scoreText(after, plan.maxAfter, gradedAfter),
    },
    {
      title: 'Late',
      isUntitled: true,
      cell: ({ lateBefore, lateAfter }) =>
        lateAfter ? (
          <Status kind="late">{lateBefore ? 'Late' : 'Becomes late'}</Status>
        ) : (
          lateBefore && 'No longer late'
        ),
    },
  ];
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
      <StackedTable columns={columns} rows={shown} keyOf={({ student }) => student.id} />
    </div>
  );
}
