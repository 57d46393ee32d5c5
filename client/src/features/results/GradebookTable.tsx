import { Select, TextInput, UnstyledButton } from '@mantine/core';
import { useViewportSize } from '@mantine/hooks';
import {
  memo,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
} from 'react';
import { flushSync } from 'react-dom';
import { Link, useNavigate } from 'react-router';
import type { getQuestionScores, Gradebook, QuestionScore } from '../../../../contract/gradebook.ts';
import type { ResponseOf } from '../../../../contract/operation.ts';
import { listCourseRequests } from '../../../../contract/requests.ts';
import { questionName, questionWords } from '../../../../contract/questionName.ts';
import { useAside } from '../../api/query.ts';
import { useCourse } from '../../app/session.tsx';
import { percentText, pointsText } from '../../components/points.ts';
import { CellScore, QuestionStatus } from './CellStatus.tsx';
import { mean } from './distribution.ts';
import {
  found,
  ordered,
  placeAfter,
  sectionsOf,
  STRIDE,
  stretchOf,
  valueOf,
  type ByQuestion,
  type Column,
  type Order,
  type Place,
  type Row,
} from './gradebookRows.ts';
import classes from './gradebook.module.css';

/** Of the sets whose questions are shown; null while they are fetched. */
export type ShownQuestions = ReadonlyMap<string, ResponseOf<typeof getQuestionScores>['questions'] | null>;

/** Of each row, in pixels; as in gradebook.module.css. */
const ROW = 44;

interface ColumnView {
  by: Column;
  /** In words, for the buttons of its heading. */
  name: string;
  kind: 'total' | 'category' | 'set' | 'question';
  /** Of a set and of its questions. */
  set: string;
  /** Of the set among the sets. */
  index: number;
  question: string;
  title: string;
  points: number;
}

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
 * they are. One stop of the tabulator: arrows move within, Enter opens what a cell is about.
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
  const [order, setOrder] = useState<Order>({ by: 'name', down: false });
  const hasTotal = rows.some(({ total }) => total !== null);
  const columns = useMemo(
    () => [...(hasTotal ? totalsOf(categories) : []), ...columnsOf(assignments, questions)],
    [assignments, categories, questions, hasTotal],
  );
  const wanted = useMemo(
    () => found(ordered(rows, order, byQuestion), words, section),
    [rows, order, byQuestion, words, section],
  );
  const means = useMemo(
    () => columns.map(({ by, kind }) => meanOf(wanted, by as Exclude<Column, 'name'>, kind, byQuestion)),
    [columns, wanted, byQuestion],
  );
  const { table, scroller, stretch, place, grid, focusProps } = useGrid(wanted, columns.length + 1);
  const requests = useOpenRequests();
  const sortOf = (by: Column) => (order.by === by ? (order.down ? 'descending' : 'ascending') : undefined);
  const orderButton = (by: Column, name: string) => (
    <UnstyledButton
      className={classes.order}
      aria-label={`Order by ${name}`}
      // Names begin with A, scores with the best.
      onClick={() => {
        setOrder(order.by === by ? { by, down: !order.down } : { by, down: by !== 'name' });
        scroller.current?.scrollTo({ top: 0 });
      }}
    >
      {order.by === by ? (order.down ? '↓' : '↑') : '↕'}
    </UnstyledButton>
  );
  const navigate = useNavigate();
  /** Thousands of links of the router's would each listen to it, which takes longer than all else that a row does. */
  const follow = (event: MouseEvent) => {
    const link = (event.target as Element).closest('a');
    const isPlain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    if (link === null || !isPlain || event.defaultPrevented) return;
    event.preventDefault();
    void navigate(link.pathname);
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
            if (event.key === 'Enter') linkOf('')?.click();
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
          <tbody onClick={follow}>
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
    </>
  );
}

/** The total, and what it is made of where that is more than one category. */
function totalsOf(categories: Gradebook['categories']): ColumnView[] {
  const of = { set: '', question: '', index: -1, points: 100 };
  const shares = categories.map(({ title }, place): ColumnView => ({
    by: `total:${place}`,
    name: title,
    kind: 'category',
    title,
    ...of,
  }));
  return [
    { by: 'total', name: 'total', kind: 'total', title: 'Total', ...of },
    ...(shares.length > 1 ? shares : []),
  ];
}

function columnsOf(assignments: Gradebook['assignments'], questions: ShownQuestions): ColumnView[] {
  return assignments.flatMap(({ slug, title, maxScore }, index): ColumnView[] => [
    { by: index, name: slug, kind: 'set', set: slug, index, question: '', title, points: maxScore },
    ...(questions.get(slug) ?? []).map((question): ColumnView => ({
      by: `${slug}/${question.id}`,
      name: `${slug}, ${questionWords(question)}`,
      kind: 'question',
      set: slug,
      index,
      question: question.id,
      title: questionName(question),
      points: question.points,
    })),
  ]);
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
  const { kind, set, title, points } = column;
  if (kind === 'total' || kind === 'category')
    return (
      <>
        <span className={classes.heading} title={title}>
          {title}
        </span>
        <div className={classes.of}>so far {children}</div>
      </>
    );
  return (
    <>
      <span className={classes.heading} title={title}>
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

const StudentRow = memo(function StudentRow({
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
              kind === 'set' && cell && <CellScore cell={cell} />
            ) : (
              <a
                tabIndex={-1}
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

/** What students ask and nobody has closed: by student, then by set and question, the request's id. Staff's tabs read them anyway. */
function useOpenRequests(): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const { course } = useCourse();
  const listed = useAside(listCourseRequests, { params: { course: course.slug } });
  return useMemo(() => {
    const byStudent = new Map<string, Map<string, string>>();
    for (const { id, askedBy, assignment, question } of listed?.requests ?? []) {
      const theirs = byStudent.get(askedBy.id) ?? new Map<string, string>();
      byStudent.set(askedBy.id, theirs);
      // Of several about a set the one that waits longest.
      for (const about of [assignment.slug, `${assignment.slug}/${question}`])
        if (!theirs.has(about)) theirs.set(about, id);
    }
    return byStudent;
  }, [listed]);
}

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

const shareText = (percent: number | null): string => (percent === null ? '–' : percentText(percent));

const cellId = (grid: string, { row, column }: Place): string => `${grid}-${row}-${column}`;

/** Where the keyboard is, which rows are drawn, and how what it is at is brought into sight. */
function useGrid(rows: readonly Row[], columns: number) {
  const table = useRef<HTMLTableElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const grid = useId();
  const printing = usePrinting();
  const { height } = useViewportSize();
  const [top, setTop] = useState(0);
  const [at, setAt] = useState<Place>({ row: 0, column: 0 });
  const [focused, setFocused] = useState(false);
  const inSight = Math.max(height, 400) / ROW;
  const stretch = printing ? { first: 0, end: rows.length } : stretchOf(rows.length, top, inSight);
  // Fewer are wanted than before, or fewer columns are shown.
  const row = Math.min(at.row, Math.max(0, rows.length - 1));
  const column = Math.min(at.column, columns - 1);
  const activeId = cellId(grid, { row, column });
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const listener = () => setTop(Math.floor(element.scrollTop / ROW / STRIDE) * STRIDE);
    element.addEventListener('scroll', listener, { passive: true });
    return () => element.removeEventListener('scroll', listener);
  }, []);
  const moved = useRef(false);
  useLayoutEffect(() => {
    if (!moved.current || scroller.current === null || table.current === null) return;
    moved.current = false;
    bringIntoSight(scroller.current, table.current, { row, column });
  }, [row, column]);
  return {
    table,
    scroller,
    stretch,
    grid,
    place: focused ? { row, column } : { row: -1, column: -1 },
    focusProps: {
      tabIndex: 0,
      'aria-activedescendant': focused && rows.length > 0 ? activeId : undefined,
      onFocus: (event: React.FocusEvent) => setFocused(event.target === table.current),
      onBlur: () => setFocused(false),
      onKeyDown: (event: KeyboardEvent) => {
        if (event.target !== table.current || event.altKey || event.shiftKey) return;
        const key = event.ctrlKey || event.metaKey ? `Mod+${event.key}` : event.key;
        const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW) - 3);
        const to = placeAfter(key, { row, column }, { rows: rows.length, columns, page });
        if (to === null) return;
        event.preventDefault();
        moved.current = true;
        setAt(to);
      },
    },
  };
}

/** Names, headings and means cover what is under them, so that the browser's own way would leave a cell there. */
function bringIntoSight(scroller: HTMLElement, table: HTMLTableElement, { row, column }: Place): void {
  const head = table.tHead?.offsetHeight ?? 0;
  const foot = table.tFoot?.offsetHeight ?? 0;
  const [above, below] = [row * ROW, head + (row + 1) * ROW + foot - scroller.clientHeight];
  scroller.scrollTop = Math.max(below, Math.min(above, scroller.scrollTop));
  // Of its heading, which is there while the row may not be drawn yet.
  const [names, heading] = [table.tHead?.rows[0]?.cells[0], table.tHead?.rows[0]?.cells[column]];
  if (names === undefined || heading === undefined || column === 0) return;
  const [before, after] = [heading.offsetLeft - names.offsetWidth, heading.offsetLeft + heading.offsetWidth - scroller.clientWidth]; // prettier-ignore
  scroller.scrollLeft = Math.max(after, Math.min(before, scroller.scrollLeft));
}

/** Whether the page is being printed; what is drawn for it is there before the browser lays it out. */
function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const begin = () => flushSync(() => setPrinting(true));
    const end = () => setPrinting(false);
    window.addEventListener('beforeprint', begin);
    window.addEventListener('afterprint', end);
    return () => {
      window.removeEventListener('beforeprint', begin);
      window.removeEventListener('afterprint', end);
    };
  }, []);
  return printing;
}
