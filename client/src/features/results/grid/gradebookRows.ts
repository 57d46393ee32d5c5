/** Which rows of the gradebook are shown, in which order, and what its columns are. */
import type { Gradebook, QuestionScore } from '../../../../../contract/gradebook.ts';

export type Row = Gradebook['rows'][number];

/** `name`, `total`, of a category by its place, the place of a set among the columns, or a question as `set/question`. */
export type Column = 'name' | 'total' | `total:${number}` | number | `${string}/${string}`;

export interface Order {
  by: Column;
  /** The highest, or Z, first. */
  down: boolean;
}

/** By question as `set/question` and student. */
export type ByQuestion = ReadonlyMap<Column, ReadonlyMap<string, QuestionScore>>;

const NONE: ByQuestion = new Map();

/** What a student has in a column; null for no score, whatever the reason. */
export function valueOf(
  { student, cells, shares, total }: Row,
  by: Exclude<Column, 'name'>,
  byQuestion: ByQuestion = NONE,
): number | null {
  if (by === 'total') return total;
  if (typeof by === 'number') return cells[by]?.score ?? null;
  if (by.startsWith('total:')) return shares[Number(by.slice('total:'.length))] ?? null;
  const score = byQuestion.get(by)?.get(student.id);
  return typeof score === 'number' ? score : null;
}

/** Whoever has no score stands last in both orders: nothing is not 0. Equal ones stay by name. */
export function ordered(rows: readonly Row[], { by, down }: Order, byQuestion?: ByQuestion): Row[] {
  if (by === 'name') return down ? rows.toReversed() : [...rows];
  return rows.toSorted((one, other) => {
    const [a, b] = [valueOf(one, by, byQuestion), valueOf(other, by, byQuestion)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return down ? b - a : a - b;
  });
}

/** Rows as they stood before, by the ids of their students; whoever is new stands last. */
export function asTheyStood(rows: readonly Row[], ids: readonly string[]): Row[] {
  const byId = new Map(rows.map((row) => [row.student.id, row]));
  const stood = new Set(ids);
  return [
    ...ids.flatMap((id) => byId.get(id) ?? []),
    ...rows.filter(({ student }) => !stood.has(student.id)),
  ];
}

/**
 * By a part of the name or address, in a section or in all.
 *
 * @param section null for all of them
 */
export function found(rows: readonly Row[], words: string, section: string | null = null): readonly Row[] {
  const wanted = words.trim().toLowerCase();
  if (wanted === '' && section === null) return rows;
  return rows.filter(
    ({ student: { name, email }, section: of }) =>
      (section === null || of === section) && `${name} ${email}`.toLowerCase().includes(wanted),
  );
}

/** Of a course that has any, by name. */
export const sectionsOf = (rows: readonly Row[]): string[] =>
  [...new Set(rows.flatMap(({ section }) => section ?? []))].sort((a, b) => a.localeCompare(b));

/** The rows that are drawn: those in sight and some around them. */
export interface Stretch {
  first: number;
  /** One after the last. */
  end: number;
}

/** Drawn beyond what is in sight, so that a turn of the wheel finds them there. */
const AROUND = 12;
/** The stretch moves by so many rows, and not at every pixel. */
export const STRIDE = 6;

/**
 * @param rows how many there are
 * @param top of what is in sight, in heights of a row; it may be a stride lower by now
 * @param height of what is in sight, likewise
 */
export function stretchOf(rows: number, top: number, height: number): Stretch {
  const first = Math.floor(Math.max(0, Math.min(top, rows - height) - AROUND) / STRIDE) * STRIDE;
  return { first, end: Math.min(rows, first + Math.ceil(height) + 2 * AROUND + STRIDE) };
}

export interface Place {
  row: number;
  column: number;
}

/** Where a key leads from a place in a table; null where it is no key of tables. */
export function placeAfter(
  key: string,
  { row, column }: Place,
  { rows, columns, page }: { rows: number; columns: number; page: number },
): Place | null {
  const moves: Record<string, Place> = {
    ArrowUp: { row: row - 1, column },
    ArrowDown: { row: row + 1, column },
    ArrowLeft: { row, column: column - 1 },
    ArrowRight: { row, column: column + 1 },
    PageUp: { row: row - page, column },
    PageDown: { row: row + page, column },
    Home: { row, column: 0 },
    End: { row, column: columns - 1 },
    'Mod+Home': { row: 0, column: 0 },
    'Mod+End': { row: rows - 1, column: columns - 1 },
  };
  const to = moves[key];
  const within = (value: number, count: number) => Math.max(0, Math.min(count - 1, value));
  return to ? { row: within(to.row, rows), column: within(to.column, columns) } : null;
}
