import { Box, Button, Group, Title } from '@mantine/core';
import type { ScoreChange, ScoreImport } from '../../../../contract/scoreImports.ts';
import { questionName } from '../../../../contract/questionName.ts';
import { LeftOutLines } from '../../components/LeftOutLines.tsx';
import { Notice } from '../../components/Notice.tsx';
import { pointsText, toldApart } from '../../components/points.ts';
import { StackedTable, type StackedColumn } from '../../components/StackedTable.tsx';
import classes from './scoreImports.module.css';

/** More are said by their number. */
const MOST_SHOWN = 500;

const FORMATS: Record<NonNullable<ScoreImport['format']>, string> = {
  stepwise: 'an export of ours',
  canvas: 'a gradebook of Canvas',
  gradescope: 'scores of Gradescope',
  nbgrader: 'grades of nbgrader',
};

type SetOfPlan = ScoreImport['sets'][number];

interface ScorePlanViewProps {
  plan: ScoreImport;
  busy: boolean;
  /** Null where it was refused: what is shown can be applied no more. */
  onConfirm: (() => void) | null;
}

/** "12 scores change, 180 as before, 2 left out", and each of them; what students see at once is apart. */
export function ScorePlanView({ plan, busy, onConfirm }: ScorePlanViewProps) {
  const { format, encoding, columns, ignored, sets, unchanged, problems, importId } = plan;
  const count = sets.reduce((sum, { changes }) => sum + changes.length, 0);
  const done = importId !== null;
  const scores = (number: number) => `${number} ${number === 1 ? 'score' : 'scores'}`;
  const summary = `${scores(count)} ${done ? 'changed' : count === 1 ? 'changes' : 'change'}, ${unchanged} as before, ${problems.length} left out`;
  return (
    <>
      {done ? (
        <div className={classes.part}>
          <Notice kind="success" title={`Done: ${summary}`}>
            It can be undone below.
          </Notice>
        </div>
      ) : (
        <Group justify="space-between" className={classes.part} align="flex-start">
          <Box flex="1 1 18rem">
            <Title order={2}>{summary}</Title>
            {format !== null && (
              <p className={classes.muted}>
                Read as {FORMATS[format]} in {encoding}
                {columns.length > 0 && `; columns ${columns.join(', ')}`}
                {ignored.length > 0 && `; not read: ${ignored.join(', ')}`}.
              </p>
            )}
          </Box>
          {count > 0 && onConfirm !== null && (
            <Button flex="none" loading={busy} onClick={onConfirm}>
              Change {scores(count)}
            </Button>
          )}
        </Group>
      )}
      <LeftOutLines problems={problems} />
      {sets
        .toSorted((a, b) => Number(b.released) - Number(a.released))
        .map((set) => (
          <Changes key={set.slug} set={set} />
        ))}
    </>
  );
}

/** Why a score will not be the number of the file, or changes without being named in it; null where that is plain. */
function reasonOf({ line, wanted, counts }: Pick<ScoreChange, 'line' | 'wanted' | 'counts'>): string | null {
  const file = wanted === null ? '' : `The file says ${pointsText(wanted)}. `;
  if (counts)
    return `${file}Submission ${counts.after} counts then instead of submission ${counts.before}, by the rule of the set.`;
  if (wanted !== null) return `${file}Another grade counts for this student.`;
  return line === null ? 'Shares an answer that changes.' : null;
}

const COLUMNS: StackedColumn<ScoreChange>[] = [
  {
    title: 'Student',
    isHeader: true,
    cell: ({ student }) => (
      <>
        {student.name}
        <div className={classes.muted}>{student.email}</div>
      </>
    ),
  },
  { title: 'Line', cell: ({ line }) => line ?? 'With it' },
  {
    title: 'Question',
    cell: (change) => (
      <>
        {questionName(change.question)}
        {reasonOf(change) !== null && <div className={classes.muted}>{reasonOf(change)}</div>}
      </>
    ),
  },
  {
    title: 'Score',
    isNumber: true,
    className: classes.number,
    cell: ({ before, after }) => {
      const [was, becomes] = toldApart([before, after], pointsText);
      return (
        <>
          {was} → <b>{becomes}</b>
        </>
      );
    },
  },
];

function Changes({ set: { title, released, changes } }: { set: SetOfPlan }) {
  return (
    <section className={classes.part}>
      <Title order={2}>{title}</Title>
      {released && (
        <Notice kind="warning">Grades of this set are out: these students see the change at once.</Notice>
      )}
      <StackedTable
        columns={COLUMNS}
        rows={changes.slice(0, MOST_SHOWN)}
        keyOf={({ student, question }) => `${student.id} ${question.id}`}
      />
      {changes.length > MOST_SHOWN && <p>And {changes.length - MOST_SHOWN} more.</p>}
    </section>
  );
}
