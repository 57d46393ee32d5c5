import { useViewportSize } from '@mantine/hooks';
import {
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
} from 'react';
import { flushSync } from 'react-dom';
import { useNavigationType } from 'react-router';
import type { ColumnView } from './gradebookColumns.ts';
import { placeAfter, STRIDE, stretchOf, type Column, type Place, type Row } from './gradebookRows.ts';

/** Of each row, in pixels; as in gradebook.module.css. */
export const ROW = 44;

export const cellId = (grid: string, { row, column }: Place): string => `${grid}-${row}-${column}`;

/** The cell of a course that was left last, for whoever comes back to it, and whether it was open. */
let left: { course: string; student: string; by: Column; isOpen: boolean } | null = null;

/** Where the keyboard is, which rows are drawn, how what it is at is brought into sight, and whether that is open beside the table. */
export function useGrid(rows: readonly Row[], shown: readonly ColumnView[], course: string) {
  const columns = shown.length + 1;
  const table = useRef<HTMLTableElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const grid = useId();
  const printing = usePrinting();
  const { height } = useViewportSize();
  const [top, setTop] = useState(0);
  const isBack = useNavigationType() === 'POP';
  const [returned] = useState((): Place | null => {
    if (!isBack || left?.course !== course) return null;
    const { student, by } = left;
    const row = rows.findIndex((each) => each.student.id === student);
    return row === -1 ? null : { row, column: 1 + shown.findIndex((column) => column.by === by) };
  });
  const [at, setAt] = useState<Place>(returned ?? { row: 0, column: 0 });
  const [focused, setFocused] = useState(false);
  const [isOpen, setOpen] = useState(returned !== null && left?.isOpen === true);
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
  const moved = useRef(returned !== null);
  // After the heading of the page, which has it first.
  useEffect(() => {
    if (returned !== null) table.current?.focus({ preventScroll: true });
  }, [returned]);
  const student = rows[row]?.student.id;
  const by = column === 0 ? 'name' : shown[column - 1]?.by;
  useEffect(() => {
    if ((focused || isOpen) && student !== undefined && by !== undefined)
      left = { course, student, by, isOpen };
  }, [focused, isOpen, course, student, by]);
  useLayoutEffect(() => {
    if (!moved.current || scroller.current === null || table.current === null) return;
    moved.current = false;
    bringIntoSight(scroller.current, table.current, { row, column });
    // What is open takes some of the table's width.
  }, [row, column, isOpen]);
  /** As a key of the table would. @returns whether it is one */
  const go = (key: string): boolean => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW) - 3);
    const to = placeAfter(key, { row, column }, { rows: rows.length, columns, page });
    if (to === null) return false;
    moved.current = true;
    setAt(to);
    return true;
  };
  /** The table keeps the keyboard. */
  const show = (shown: boolean) => {
    moved.current = shown;
    setOpen(shown);
    table.current?.focus({ preventScroll: true });
  };
  return {
    table,
    scroller,
    stretch,
    grid,
    /** A click beside the words of a cell goes there, too. */
    pointAt: (event: MouseEvent) => {
      const id = (event.target as Element).closest('th, td')?.id ?? '';
      const [, clickedRow, clickedColumn] = /-(\d+)-(\d+)$/.exec(id) ?? [];
      if (clickedRow !== undefined) setAt({ row: Number(clickedRow), column: Number(clickedColumn) });
    },
    place: focused || isOpen ? { row, column } : { row: -1, column: -1 },
    go,
    isOpen,
    open: () => show(true),
    close: () => show(false),
    focusProps: {
      tabIndex: 0,
      'aria-activedescendant': focused && rows.length > 0 ? activeId : undefined,
      onFocus: ({ target }: FocusEvent) => {
        setFocused(target === table.current);
        // Of what the keyboard comes to in a cell; what a pointer is on stays under it.
        const cell = target.matches(':focus-visible') ? target.closest('th, td') : null;
        if (cell instanceof HTMLTableCellElement && scroller.current !== null && table.current !== null)
          bringColumnIntoSight(scroller.current, table.current, cell.cellIndex);
      },
      onBlur: () => setFocused(false),
      onKeyDown: (event: KeyboardEvent) => {
        if (event.target !== table.current || event.altKey || event.shiftKey) return;
        const key = event.ctrlKey || event.metaKey ? `Mod+${event.key}` : event.key;
        if (go(key)) event.preventDefault();
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
  bringColumnIntoSight(scroller, table, column);
}

function bringColumnIntoSight(scroller: HTMLElement, table: HTMLTableElement, column: number): void {
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
