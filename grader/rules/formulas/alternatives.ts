/** `{ a if a > b; b otherwise`: the larger of two values, case by case. */
import type { Row } from './cursor.ts';
import { call, textOf } from './expression.ts';
import type { Expression } from './expression.ts';
import { bareOf, isSign } from '../text/plain/piece.ts';
import type { Piece } from '../text/plain/piece.ts';

/** A case: its value, and what stands behind it. */
interface Case {
  value: Piece[];
  condition: Piece[];
}

/** The rows within a brace. */
export function casesIn(body: readonly Piece[]): Case[] {
  const rows: Case[] = [];
  for (const piece of body) {
    const row = rows.at(-1);
    if (piece.kind === 'break' && piece.wide) rows.push({ value: [], condition: [] });
    else if (row && (piece.kind === 'break' || row.condition.length > 0)) row.condition.push(piece);
    else row?.value.push(piece);
  }
  return rows
    .filter(({ value }) => value.length > 0)
    .map(({ value, condition }) => ({
      value: isSign(value.at(-1), ', ;') ? value.slice(0, -1) : value,
      condition,
    }));
}

const isText = ({ kind }: Piece): boolean => kind === 'break' || kind === 'word';

/** The larger or the smaller of two values that are compared with each other; whatever words stand around the comparison. */
export const largerByCases: Row = {
  name: 'larger of two by cases',
  reads(parser, piece) {
    const base = bareOf(piece);
    if (piece.kind !== 'group' || base.kind !== 'group') return null;
    const [first, second, ...more] = casesIn(base.body);
    if (!first || !second || more.length > 0 || !second.condition.every(isText)) return null;
    const condition = first.condition.filter((each) => !isText(each) && !isSign(each, ', ;'));
    const at = condition.findIndex((each) => isSign(each, '> < ≥ ≤ geqslant leqslant'));
    if (at < 0) return null;
    const sides = [condition.slice(0, at), condition.slice(at + 1), first.value, second.value];
    const [left, right, one, other] = sides.map((side) => parser.attempt(side, piece.at));
    if (!left || !right || !one || !other) return null;
    const isPair = (a: Expression, b: Expression): boolean =>
      textOf(a) === textOf(left) && textOf(b) === textOf(right);
    const isInOrder = isPair(one, other);
    if (!isInOrder && !isPair(other, one)) return null;
    const isLarger = isSign(condition[at], '> ≥ geqslant') === isInOrder;
    parser.position++;
    return call(isLarger ? 'max' : 'min', [one, other], piece.at);
  },
};
