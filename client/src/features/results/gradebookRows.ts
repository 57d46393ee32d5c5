/** Which rows of the gradebook are shown, and in which order. */
import type { Gradebook } from '../../../../contract/gradebook.ts';

export type Row = Gradebook['rows'][number];

/** `name`, `total`, or the place of a set among the columns. */
export type Column = 'name' | 'total' | number;

export interface Order {
  by: Column;
  /** The highest, or Z, first. */
  down: boolean;
}

const valueOf = ({ cells, total }: Row, by: Exclude<Column, 'name'>): number | null =>
  by === 'total' ? total : (cells[by]?.score ?? null);

/** Whoever has no score stands last in both orders: nothing is not 0. Equal ones stay by name. */
export function ordered(rows: readonly Row[], { by, down }: Order): Row[] {
  if (by === 'name') return down ? rows.toReversed() : [...rows];
  return rows.toSorted((one, other) => {
    const [a, b] = [valueOf(one, by), valueOf(other, by)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return down ? b - a : a - b;
  });
}

/** By a part of the name or address. */
export function found(rows: readonly Row[], words: string): readonly Row[] {
  const wanted = words.trim().toLowerCase();
  return wanted === ''
    ? rows
    : rows.filter(({ student: { name, email } }) => `${name} ${email}`.toLowerCase().includes(wanted));
}
