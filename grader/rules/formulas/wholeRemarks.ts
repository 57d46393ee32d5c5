/** Remarks of which one bracket stands in the words and the other one among the symbols: `\text{(step, from the old }\theta_{t-1})`. */
import type { Mark } from '../text/plain/piece.ts';

/** Brackets in words that are opened there and not closed, and the other way round. */
function unmatched(text: string): { opened: number; closed: number } {
  let [opened, closed] = [0, 0];
  for (const sign of text.match(/[()]/g) ?? [])
    if (sign === '(') opened++;
    else if (opened > 0) opened--;
    else closed++;
  return { opened, closed };
}

/** The bare mark, where scripts stand at it. */
const bareOf = (mark: Mark): Mark => (mark.kind === 'scripts' ? mark.base : mark);

/** Symbols alone: what calculates, or says what something is, is no part of a remark. */
const isNamed = (mark: Mark): boolean =>
  /^(?:letter|word|accent|digit)$/.test(bareOf(mark).kind) || (mark.kind === 'break' && !mark.wide);

/** The marks with each such remark as its words. */
export function withWholeRemarks(marks: readonly Mark[]): Mark[] {
  const found: Mark[] = [];
  for (let i = 0; i < marks.length; i++) {
    const mark = marks[i]!;
    found.push(mark);
    if (mark.kind !== 'break' || mark.text === '') continue;
    const { opened, closed } = unmatched(mark.text);
    if (opened === 1 && closed === 0) {
      const end = marks.findIndex((each, k) => k > i && !isNamed(each));
      if (end < 0 || marks[end]!.kind !== 'close') continue;
      found.splice(-1, 1, { ...mark, text: `${mark.text}…)` });
      i = end;
    } else if (closed === 1 && opened === 0) {
      const start = found.findLastIndex((each, k) => k < found.length - 1 && !isNamed(each));
      // What stands directly before a bracket may be multiplied by it.
      if (found[start]?.kind !== 'open' || found[start - 1]?.kind !== 'break') continue;
      found.splice(start, found.length - start, { ...mark, text: `(…${mark.text}` });
    }
  }
  return found;
}
