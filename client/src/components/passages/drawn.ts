/** Words and formulas as elements of the page: from a selection to its place in the source, and from a place to marks. */
import { around, lineStart, overlaps, placeOfLines, placesIn, type Drawn, type Place } from './align.ts';

/** A piece that is drawn: some characters of a text node, or a formula whole. */
type Piece = Drawn & ({ node: Text; from: number; to: number } | { node: Element });

/** What pages add to an answer: messages, the pages of a PDF, and the numbers of marks. */
const ADDED = '.markup-message, .markup-pdf, .markup-note, [data-mark-number]';

function piecesOf(block: Element): Piece[] {
  const pieces: Piece[] = [];
  const visit = (node: Node): void => {
    if (node instanceof Text) {
      for (const { 0: text, index } of node.data.matchAll(/[\p{L}\p{N}]+/gu))
        pieces.push({ kind: 'word', text, node, from: index, to: index + text.length });
      return;
    }
    if (!(node instanceof Element) || node.matches(ADDED)) return;
    if (node.matches('.katex-display, .katex')) {
      const text = node.querySelector('annotation')?.textContent ?? '';
      if (text.trim() !== '') pieces.push({ kind: 'formula', text, node });
      return;
    }
    node.childNodes.forEach(visit);
  };
  visit(block);
  return pieces;
}

interface Placed {
  piece: Piece;
  place: Place;
}

/** Of the blocks of a drawn answer, each with `data-line`, every piece that has a place in the source. */
function placedIn(root: Element, source: string, wanted: (block: Element) => boolean): Placed[] {
  const blocks = [...root.querySelectorAll<HTMLElement>('[data-line]')];
  const starts = blocks.map(({ dataset }) => lineStart(source, Number(dataset['line'])));
  return blocks.flatMap((block, index) => {
    if (!wanted(block)) return [];
    const from = starts[index]!;
    const pieces = piecesOf(block);
    return placesIn(source.slice(from, starts[index + 1] ?? source.length), pieces).flatMap((place, at) =>
      place ? [{ piece: pieces[at]!, place: { start: from + place.start, end: from + place.end } }] : [],
    );
  });
}

function selectedRange(within: Element): Range | null {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  return within.contains(range.commonAncestorContainer) ? range : null;
}

/** Whether a character of the piece, or its formula, is in the range. */
function isIn(range: Range, piece: Piece): boolean {
  if (!('from' in piece)) return range.intersectsNode(piece.node);
  const { node, from, to } = piece;
  return range.comparePoint(node, to - 1) !== -1 && range.comparePoint(node, from + 1) !== 1;
}

/** Words and formulas that are selected of a drawn answer; null where none is. */
export function selectedPlace(root: Element | null, source: string): Place | null {
  const range = root && selectedRange(root);
  if (!root || !range) return null;
  const placed = placedIn(root, source, (block) => range.intersectsNode(block));
  return around(placed.filter(({ piece }) => isIn(range, piece)).map(({ place }) => place));
}

/** The text of an element that is in the range. */
function partOf(range: Range, element: Element): string {
  const part = document.createRange();
  part.selectNodeContents(element);
  if (range.compareBoundaryPoints(Range.END_TO_START, part) > 0) return '';
  if (range.compareBoundaryPoints(Range.START_TO_END, part) < 0) return '';
  if (range.compareBoundaryPoints(Range.START_TO_START, part) > 0)
    part.setStart(range.startContainer, range.startOffset);
  if (range.compareBoundaryPoints(Range.END_TO_END, part) < 0)
    part.setEnd(range.endContainer, range.endOffset);
  return part.toString();
}

/** Lines that are selected of a program, each with `data-line`: the first and the last, 1-based. */
export function selectedLineNumbers(root: Element | null): { line: number; endLine: number } | null {
  const range = root && selectedRange(root);
  if (!root || !range) return null;
  const lines = [...root.querySelectorAll<HTMLElement>('[data-line]')]
    .filter((line) => partOf(range, line) !== '')
    .map(({ dataset }) => Number(dataset['line']));
  if (lines.length === 0) return null;
  return { line: Math.min(...lines), endLine: Math.max(...lines) };
}

/** The place of the lines that are selected of a program, whole. */
export function selectedLines(root: Element | null, source: string): Place | null {
  const lines = selectedLineNumbers(root);
  return lines && placeOfLines(source, lines.line, lines.endLine);
}

/** Selects lines of a program, each with `data-line`, and brings them into view. */
export function showLines(root: Element | null, { line, endLine }: { line: number; endLine: number }): void {
  const at = (number: number) => root?.querySelector(`[data-line="${number}"]`);
  const [first, last] = [at(line), at(endLine)];
  if (!first || !last) return;
  document.getSelection()?.setBaseAndExtent(first, 0, last, last.childNodes.length);
  first.scrollIntoView({ block: 'center' });
}

/** What is selected of a difference, in its newer text: the texts of `root` but those of `del` and those read aloud alone. */
export function selectedInDifference(root: Element | null): Place | null {
  const range = root && selectedRange(root);
  if (!root || !range) return null;
  const places: Place[] = [];
  let at = 0;
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!(node instanceof Text) || node.parentElement?.closest('del, [data-aloud]')) continue;
    const [start, end] = [at, at + node.length];
    at = end;
    if (!range.intersectsNode(node)) continue;
    const place = {
      start: node === range.startContainer ? start + range.startOffset : start,
      end: node === range.endContainer ? start + range.endOffset : end,
    };
    if (place.start < place.end) places.push(place);
  }
  return around(places);
}

export interface Mark extends Place {
  id: string;
  /** Its number, as a link to what is said. */
  number: string;
  /** What the link does. */
  label: string;
}

/**
 * Marks passages of a drawn answer, each with its number behind it.
 *
 * @param className of each mark
 * @returns what takes the marks away again
 */
export function markPassages(
  root: Element,
  source: string,
  marks: readonly Mark[],
  { className, onFollow }: { className: string; onFollow: (id: string) => void },
): () => void {
  const made: (() => void)[] = [];
  // Of several about the same words the first stands innermost, its number before the others.
  for (const mark of marks.toReversed()) {
    const pieces = placedIn(root, source, () => true)
      .filter(({ place }) => overlaps(place, mark))
      .map(({ piece }) => piece);
    const last = wrapped(pieces, mark.id, className, made);
    if (last) made.push(numberBehind(last, mark, onFollow));
  }
  // The last one first: it may stand inside of an earlier one.
  return () => made.reverse().forEach((undo) => undo());
}

function wrapped(
  pieces: readonly Piece[],
  id: string,
  className: string,
  made: (() => void)[],
): Element | null {
  let last: Element | null = null;
  for (const [node, ofNode] of Map.groupBy(pieces, (piece): Node => piece.node)) {
    const mark = document.createElement('mark');
    mark.className = className;
    mark.dataset['comment'] = id;
    const range = document.createRange();
    const [first] = ofNode;
    const end = ofNode.at(-1);
    if (node instanceof Text && first && 'from' in first && end && 'from' in end) {
      range.setStart(node, first.from);
      range.setEnd(node, end.to);
    } else range.selectNode(node);
    range.surroundContents(mark);
    made.push(() => unwrap(mark));
    last = mark;
  }
  return last;
}

function unwrap(mark: Element): void {
  const parent = mark.parentNode;
  mark.replaceWith(...mark.childNodes);
  parent?.normalize();
}

function numberBehind(behind: Element, { id, number, label }: Mark, onFollow: (id: string) => void) {
  const sup = document.createElement('sup');
  sup.dataset['markNumber'] = '';
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = number;
  button.setAttribute('aria-label', label);
  button.addEventListener('click', () => onFollow(id));
  sup.append(button);
  // Of a display beside it, not in a line of its own below.
  if (behind.querySelector('.katex-display')) behind.prepend(sup);
  else behind.after(sup);
  return () => sup.remove();
}
