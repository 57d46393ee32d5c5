import { memo } from 'react';
import type { QuestionScore } from '../../../../../contract/gradebook.ts';
import { percentText, pointsText } from '../../../components/points.ts';
import { CellScore, QuestionStatus } from '../CellStatus.tsx';
import type { ColumnView } from './gradebookColumns.ts';
import { valueOf, type ByQuestion, type Column, type Row } from './gradebookRows.ts';
import { cellId } from './useGrid.ts';
import classes from './gradebook.module.css';

interface RowProps {
  row: Row;
  /** Its place among those that are wanted. */
  at: number;
  columns: readonly ColumnView[];
  byQuestion: ByQuestion;
  base: string;
  /** What the ids of cells begin with. */
  grid: string;
  /** The column that the keyboard is at; null in all rows but one. */
  active: number | null;
  /** Their open requests, by set and by question as `set/question`. */
  requests: ReadonlyMap<string, string> | undefined;
}

export const StudentRow = memo(function StudentRow({
  row,
  at,
  columns,
  byQuestion,
  base,
  grid,
  active,
  requests,
}: RowProps) {
  const { student, cells } = row;
  const look = (column: number) => ({
    id: cellId(grid, { row: at, column }),
    'data-active': column === active || undefined,
  });
  return (
    <tr aria-rowindex={at + 2}>
      <th scope="row" {...look(0)} title={`${student.name}, ${student.email}`}>
        <a tabIndex={-1} href={`${base}/roster/${student.id}`}>
          {student.name}
        </a>
        <div className={classes.of}>{student.email}</div>
      </th>
      {columns.map(({ by, kind, set, index, question }, place) => {
        const cell = cells[index];
        const request = requests?.get(kind === 'question' ? `${set}/${question}` : kind === 'set' ? set : '');
        return (
          <td key={by} {...look(place + 1)}>
            {kind === 'total' || kind === 'category' ? (
              shareText(valueOf(row, by as Exclude<Column, 'name'>))
            ) : cell?.submissionId == null ? (
              kind === 'set' &&
              cell && (
                // Nothing to look at: to the student, who may need more time.
                <a tabIndex={-1} data-cell href={`${base}/roster/${student.id}`}>
                  <CellScore cell={cell} />
                </a>
              )
            ) : (
              <a
                tabIndex={-1}
                data-cell
                href={`${base}/${kind === 'set' ? `submissions/${cell.submissionId}/graded-copy` : `grade/${set}/${question}/${cell.submissionId}`}`}
              >
                {kind === 'set' ? (
                  <CellScore cell={cell} />
                ) : (
                  <Points score={byQuestion.get(by)?.get(student.id)} />
                )}
              </a>
            )}
            {request !== undefined && (
              <a
                tabIndex={-1}
                className={classes.asked}
                href={`${base}/requests/${request}`}
                aria-label="Open request"
                title="Open request"
              >
                ?
              </a>
            )}
          </td>
        );
      })}
    </tr>
  );
});

function Points({ score }: { score: QuestionScore | undefined }) {
  if (score === undefined) return '–';
  return typeof score === 'number' ? pointsText(score) : <QuestionStatus state={score} />;
}

const shareText = (percent: number | null): string => (percent === null ? '–' : percentText(percent));
