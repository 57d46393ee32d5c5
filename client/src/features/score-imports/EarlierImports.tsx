import { Button, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { getGradebook } from '../../../../contract/gradebook.ts';
import { listScoreImports, undoScoreImport } from '../../../../contract/scoreImports.ts';
import { call } from '../../api/call.ts';
import { invalidate, useAside } from '../../api/query.ts';
import { announce } from '../../app/announcer.ts';
import { useCourse } from '../../app/session.tsx';
import { Failure } from '../../components/Failure.tsx';
import { Notice } from '../../components/Notice.tsx';
import { StackedTable, type StackedColumn } from '../../components/StackedTable.tsx';
import { Time } from '../../components/Time.tsx';
import { invalidateGrades } from '../grading/grade/invalidateGrades.ts';
import classes from './scoreImports.module.css';

/** Files that were imported, each to be undone as a whole; nothing before the first. */
export function EarlierImports() {
  const { course } = useCourse();
  const params = { course: course.slug };
  const listed = useAside(listScoreImports, { params });
  const undoing = useMutation({
    mutationFn: (importId: string) => call(undoScoreImport, { params: { ...params, importId } }),
    onSuccess: async ({ undone }) => {
      announce(`${undone} ${undone === 1 ? 'grade is' : 'grades are'} as before`);
      await Promise.all([invalidateGrades(), invalidate(getGradebook, listScoreImports)]);
    },
  });
  if (listed === undefined || listed.imports.length === 0) return null;
  const columns: StackedColumn<(typeof listed.imports)[number]>[] = [
    {
      title: 'When, and by whom',
      cell: ({ at, by }) => (
        <>
          <Time at={at} timeZone={course.timeZone} />, {by.name}
        </>
      ),
    },
    { title: 'Sets', cell: ({ sets }) => sets.join(', ') },
    {
      title: 'Answers',
      isNumber: true,
      cell: ({ answers, undone }) => `${answers}${undone > 0 ? `, ${undone} undone` : ''}`,
    },
    {
      title: 'Put back',
      isUntitled: true,
      isNumber: true,
      cell: ({ id, answers, undone }) =>
        undone < answers && (
          <Button
            variant="default"
            size="xs"
            loading={undoing.isPending && undoing.variables === id}
            onClick={() => undoing.mutate(id)}
          >
            Undo
          </Button>
        ),
    },
  ];
  return (
    <section className={classes.part}>
      <Title order={2}>Imported before</Title>
      {undoing.data !== undefined && undoing.data.left > 0 && (
        <Notice kind="info">
          {undoing.data.left} {undoing.data.left === 1 ? 'answer' : 'answers'} stayed as{' '}
          {undoing.data.left === 1 ? 'it is' : 'they are'}: somebody graded anew since.
        </Notice>
      )}
      <StackedTable columns={columns} rows={listed.imports} keyOf={({ id }) => id} />
      <Failure error={undoing.error} />
    </section>
  );
}
