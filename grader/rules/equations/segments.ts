/** Divides a formula at rows, commas and words into the stretches that may hold an equation each. */
import { bareOf, isSign } from '../text/plain/piece.ts';
import type { Piece } from '../text/plain/piece.ts';

export interface Segment {
  pieces: Piece[];
  /** Prose before it. */
  prose: string;
  /** It stands on the same row, behind words or a comma. */
  sameRow: boolean;
}

export function segmentsOf(pieces: readonly Piece[], before: string): Segment[] {
  const segments: Segment[] = [{ pieces: [], prose: before, sameRow: false }];
  const current = (): Segment => segments[segments.length - 1] as Segment;
  pieces.forEach((each, i) => {
    const next = pieces[i + 1];
    const previous = pieces[i - 1];
    const isStart = previous?.kind === 'digit' && previous.text === '0' && isSign(pieces[i - 2], '= ← :=');
    const piece = isRemark(each, isStart ? undefined : previous, next) ? remark(each) : each;
    const isFullStop =
      piece.kind === 'digit' &&
      piece.text === '.' &&
      // 0.9^{10}
      (next === undefined || bareOf(next).kind !== 'digit') &&
      previous?.kind !== 'operator';
    if (piece.kind === 'break') {
      const continues = piece.text === '' && continuesAt(current().pieces, pieces.slice(i + 1));
      const sameRow = !piece.wide && (current().pieces.length > 0 || current().sameRow);
      if (!continues) segments.push({ pieces: [], prose: piece.text, sameRow });
      else if (piece.text !== '') current().prose += piece.text;
    } else if (isSign(piece, ', ;') || isFullStop) {
      segments.push({ pieces: [], prose: '', sameRow: true });
    } else if (isListOfEquations(piece) && !current().pieces.some((p) => isSign(p, '= ← → :='))) {
      segments.push(...segmentsOf((piece as { body: Piece[] }).body, ''), {
        pieces: [],
        prose: '',
        sameRow: true,
      });
    } else {
      current().pieces.push(piece);
    }
  });
  return segments.filter((segment) => segment.pieces.length > 0 || segment.prose !== '');
}

/** `\quad \text{(linearity)} \\`, apart from all that is calculated, and `t := 0 \text{(timestep)}`. */
const isRemark = (piece: Piece, before: Piece | undefined, behind: Piece | undefined): boolean =>
  piece.kind === 'word' &&
  /^\(\p{L}{3,}\)$/u.test(piece.name) &&
  [before, behind].every((other) => other === undefined || other.kind === 'break');

const remark = (piece: Piece): Piece => ({
  kind: 'break',
  wide: false,
  text: piece.kind === 'word' ? piece.name : '',
  at: piece.at,
});

/** Rows behind one brace, as `cases` and `\left\{ \begin{aligned}` make them. */
function isListOfEquations(piece: Piece): boolean {
  return piece.kind === 'group' && piece.body.some((p) => p.kind === 'break' && p.wide);
}

const CONTINUING = '+ - * / = ← :=';

/** Does an equation go on behind a line break or a wide space? */
function continuesAt(before: readonly Piece[], after: readonly Piece[]): boolean {
  if (before.length === 0) return true;
  const [next, second] = after.filter((piece) => piece.kind !== 'break');
  const isGiven = isSign(next, ':') && isSign(second, '=');
  return isGiven || isSign(next, CONTINUING) || isSign(before.at(-1), CONTINUING);
}
