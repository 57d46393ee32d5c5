/** Matches brackets: a flat list of marks becomes pieces with groups. */
import type { Mark, Piece } from '../text/plain/piece.ts';
import { isSign } from '../text/plain/piece.ts';
import { Unreadable } from '../place.ts';
import type { Place } from '../place.ts';

/** `RMS[·]` is said of whatever is put in. */
export const anyOperand = (at: Place): Piece => ({ kind: 'letter', name: 'cdot', start: -1, end: -1, at });

/**
 * Turns brackets into groups. Any closing bracket closes any opening one, as in `[0, 1)`.
 * @throws Unreadable where a bracket is never closed or never opened
 */
export function matchBrackets(marks: readonly Mark[]): Piece[] {
  interface Level {
    open: Mark | null;
    body: Piece[];
  }
  const levels: Level[] = [{ open: null, body: [] }];
  const top = (): Level => levels[levels.length - 1] as Level;
  const close = (wrap: (group: Piece) => Piece): void => {
    const level = levels.pop() as Level;
    const at = (level.open as Mark).at;
    const open = (level.open as { text: string }).text as '(';
    // A line may end inside brackets.
    const inside = level.body.filter((piece) => piece.kind !== 'break');
    const body = inside.length === 1 && isSign(inside[0], '*') ? [anyOperand(inside[0]!.at)] : inside;
    top().body.push(wrap({ kind: 'group', open, body, at }));
  };
  const isBarOpen = (text: string): boolean => {
    const open = top().open;
    return open?.kind === 'bar' && open.text === text;
  };
  for (const mark of marks) {
    // A script of a closing bracket belongs to the whole group.
    const base = (mark.kind === 'scripts' ? mark.base : mark) as Mark;
    const wrap = (group: Piece): Piece => (mark.kind === 'scripts' ? { ...mark, base: group } : group);
    if (base.kind === 'open') {
      levels.push({ open: base, body: [] });
    } else if (base.kind === 'close') {
      while (levels.length > 2 && top().open?.kind === 'bar') close((group) => group);
      if (levels.length === 1) throw unbalanced(base.at, 'was never opened');
      close(wrap);
    } else if (base.kind === 'bar') {
      if (isBarOpen(base.text)) close(wrap);
      // ∂L/∂w |_{w_t}: what is in front is taken there.
      else if (mark.kind === 'scripts')
        top().body.push({ ...mark, base: { kind: 'operator', text: '|', at: base.at } });
      else levels.push({ open: base, body: [] });
    } else {
      top().body.push(mark as Piece);
    }
  }
  const open = top().open;
  if (open) throw unbalanced(open.at, 'is never closed');
  return top().body;
}

function unbalanced(at: Place, what: string): Unreadable {
  return new Unreadable(at, `a bracket ${what}`, 'Write both brackets of the pair in the same formula.');
}
