import { Select, TextInput, UnstyledButton } from '@mantine/core';
import { useMemo, useRef, useState, type MouseEvent } from 'react';
import { Link, useNavigate } from 'react-router';
import type { Gradebook } from '../../../../../contract/gradebook.ts';
import { useCourse } from '../../../app/session.tsx';
import { percentText, pointsText } from '../../../components/points.ts';
import { CellPanel } from '../cell/CellPanel.tsx';
import { mean } from '../distribution.ts';
import { columnsOf, totalsOf, type ColumnView, type ShownQuestions } from './gradebookColumns.ts';
import { found, sectionsOf, valueOf, type ByQuestion, type Column, type Row } from './gradebookRows.ts';
import { StudentRow } from './StudentRow.tsx';
import { cellId, ROW, useGrid } from './useGrid.ts';
import { useOrder } from './useOrder.ts';
import { useOpenRequests } from './useOpenRequests.ts';
import classes from './gradebook.module.css';

interface Props {
  gradebook: Gradebook;
  /** Whether all students are here. */
  isWhole: boolean;
  questions: ShownQuestions;
  byQuestion: ByQuestion;
  /** Shows or hides the questions of a set. */
  toggle: (slug: string) => void;
}

/**
 * A table of thousands of rows, of which those in sight are drawn; on paper all of them. Names, headings and means stay where
 * they are. One stop of the tabulator: arrows move within, Enter opens a cell beside the table, and the student from their name.
 */
export function GradebookTable({
  gradebook: { assignments, categories, rows },
  isWhole,
  questions,
  byQuestion,
  toggle,
}: Props) {
  const { course } = useCourse();
  const base = `/c/${course.slug}`;
  const [words, setWords] = useState('');
  const [section, setSection] = useState<string | null>(null);
  const sections = useMemo(() => sectionsOf(rows), [rows]);
  const { order, isOld, orderBy, rows: inOrder } = useOrder({ rows, byQuestion, isWhole });
  const hasTotal = rows.some(({ total }) => total !== null);
  const columns = useMemo(
    () => [...(hasTotal ? totalsOf(categories) : []), ...columnsOf(assignments, questions)],
    [assignments, categories, questions, hasTotal],
  );
  const wanted = useMemo(() => found(inOrder, words, section), [inOrder, words, section]);
  const means = useMemo(
    () => columns.map(({ by, kind }) => meanOf(wanted, by as Exclude<Column, 'name'>, kind, byQuestion)),
    [columns, wanted, byQuestion],
  );
  const { table, scroller, stretch, place, grid, focusProps, pointAt, go, isOpen, open, close } = useGrid(
    wanted,
    columns,
    course.slug,
  );
  const panel = useRef<HTMLElement>(null);
  const [row, column] = isOpen ? [wanted[place.row], columns[place.column - 1]] : [];
  const requests = useOpenRequests();
  const sortOf = (by: Column) =>
    order.by === by && !isOld ? (order.down ? 'descending' : 'ascending') : undefined;
  const orderButton = (by: Column, name: string) => (
    <UnstyledButton
      className={classes.order}
      aria-label={
        order.by === by && isOld ? `Order by ${name} again: scores have changed` : `Order by ${name}`
      }
      title={order.by === by && isOld ? 'Scores have changed. Order again' : undefined}
      onClick={() => {
        orderBy(by);
        scroller.current?.scrollTo({ top: 0 });
      }}
    >
      {order.by === by ? (isOld ? '↻' : order.down ? '↓' : '↑') : '↕'}
    </UnstyledButton>
  );
  const navigate = useNavigate();
  /** Thousands of links of the router's would each listen to it, which takes longer than all else that a row does. */
  const follow = (event: MouseEvent) => {
    const link = (event.target as Element).closest('a');
    const isPlain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    if (link === null || !isPlain || event.defaultPrevented) return;
    event.preventDefault();
    // In another tab the page of it opens as ever.
    if (link.matches('[data-cell]')) open();
    else void navigate(link.pathname);
  };
  /** Of a name the student, of a cell the panel, and of a cell whose panel is open what is in it. */
  const enter = () => {
    if (place.column === 0) linkOf('')?.click();
    else if (isOpen) panel.current?.focus();
    else if (columns[place.column - 1]?.set !== '') open();
  };
  const linkOf = (href: string) =>
    document.getElementById(cellId(grid, place))?.querySelector<HTMLElement>(`a${href}`);
  return (
    <>
      <div className={classes.tools} data-print="hidden">
        <TextInput
          className={classes.find}
          label="Find a student"
          value={words}
          onChange={(event) => {
            setWords(event.currentTarget.value);
            scroller.current?.scrollTo({ top: 0 });
          }}
        />
        {sections.length > 0 && (
          <Select
            label="Section"
            placeholder="All"
            clearable
            data={sections}
            value={section}
            onChange={(chosen) => {
              setSection(chosen);
              scroller.current?.scrollTo({ top: 0 });
            }}
          />
        )}
        <p className={classes.of} role="status">
          {words.trim() === ''
            ? section === null
              ? ''
              : `${wanted.length} in this section`
            : wanted.length === 0
              ? `No match for “${words.trim()}”`
              : `${wanted.length} found`}
        </p>
        {requests.size > 0 && (
          <p className={classes.of}>
            <span className={classes.asked}>?</span> is an open request; R opens the one of a cell.
          </p>
        )}
      </div>
      <div className={classes.beside}>
        <div className={classes.scroller} ref={scroller}>
          <table
            ref={table}
            className={classes.grid}
            role="grid"
            aria-label="Scores"
            aria-rowcount={wanted.length + 2}
            aria-colcount={columns.length + 1}
            aria-busy={!isWhole}
            {...focusProps}
            onKeyDown={(event) => {
              if (event.target !== event.currentTarget) return;
              if (event.key === 'Enter') enter();
              else if (event.key === 'Escape' && isOpen) close();
              else if (event.key === 'r') linkOf('[href*="/requests/"]')?.click();
              else focusProps.onKeyDown(event);
            }}
          >
            <colgroup>
              <col className={classes.nameColumn} />
              {columns.map(({ by, kind }) => (
                <col key={by} className={kind === 'question' ? classes.questionColumn : classes.column} />
              ))}
            </colgroup>
            <thead>
              <tr aria-rowindex={1}>
                <th scope="col" aria-sort={sortOf('name')}>
                  Student {orderButton('name', 'name')}
                </th>
                {columns.map((column) => (
                  <th key={column.by} scope="col" data-kind={column.kind} aria-sort={sortOf(column.by)}>
                    <Heading column={column} base={base}>
                      {orderButton(column.by, column.name)}
                    </Heading>
                    {column.kind === 'set' && assignments[column.index]?.anonymous === false && (
                      <UnstyledButton
                        className={classes.toggle}
                        aria-expanded={questions.has(column.set)}
                        aria-label={`Questions of ${column.set}`}
                        onClick={() => toggle(column.set)}
                      >
                        {questions.has(column.set)
                          ? questions.get(column.set) === null
                            ? 'Loading…'
                            : '− Questions'
                          : '+ Questions'}
                      </UnstyledButton>
                    )}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody onClick={follow} onMouseDown={pointAt}>
              <Gap rows={stretch.first} />
              {wanted.slice(stretch.first, stretch.end).map((row, offset) => (
                <StudentRow
                  key={row.student.id}
                  row={row}
                  at={stretch.first + offset}
                  columns={columns}
                  byQuestion={byQuestion}
                  base={base}
                  grid={grid}
                  active={place.row === stretch.first + offset ? place.column : null}
                  requests={requests.get(row.student.id)}
                />
              ))}
              <Gap rows={wanted.length - stretch.end} />
            </tbody>
            <tfoot>
              <tr aria-rowindex={wanted.length + 2}>
                <th scope="row">Mean</th>
                {columns.map(({ by }, index) => (
                  <td key={by}>{isWhole ? means[index] : '…'}</td>
                ))}
              </tr>
            </tfoot>
          </table>
        </div>
        {row !== undefined && (
          <CellPanel
            ref={panel}
            row={row}
            set={assignments[column?.index ?? -1] ?? null}
            question={column?.question ?? ''}
            next={wanted[place.row + 1] ?? null}
            go={go}
            close={close}
          />
        )}
      </div>
    </>
  );
}

function Heading({
  column,
  base,
  children,
}: {
  column: ColumnView;
  base: string;
  children: React.ReactNode;
}) {
  const { kind, set, title, full, points } = column;
  if (kind === 'total' || kind === 'category')
    return (
      <>
        <span className={classes.heading} title={full}>
          {title}
        </span>
        <div className={classes.of}>so far {children}</div>
      </>
    );
  return (
    <>
      <span className={classes.heading} title={full}>
        {kind === 'set' ? <Link to={`${base}/results/${set}`}>{title}</Link> : title}
      </span>
      {/* The name in addresses and in the CSV: two sets may share a title. */}
      <div className={classes.of}>
        {kind === 'set' && `${set}, `}of {pointsText(points)} {children}
      </div>
    </>
  );
}

/** Instead of rows that are not drawn. */
const Gap = ({ rows }: { rows: number }) =>
  rows > 0 ? (
    <tr aria-hidden="true" className={classes.gap}>
      <td style={{ height: rows * ROW }} />
    </tr>
  ) : null;

/** A dash where nobody has one. */
function meanOf(
  rows: readonly Row[],
  by: Exclude<Column, 'name'>,
  kind: ColumnView['kind'],
  byQuestion: ByQuestion,
): string {
  const average = mean(rows.map((row) => valueOf(row, by, byQuestion)).filter((value) => value !== null));
  if (average === null) return '–';
  const isShare = kind === 'total' || kind === 'category';
  return (isShare ? percentText : pointsText)(Math.round(average * 100) / 100);
}
