/** Names that are spelled out in \text: `\text{learning rate}` where a term is expected is a name, elsewhere it is prose. */
import { isSign } from '../text/piece.ts';
import type { Mark, Piece } from '../text/piece.ts';
import type { Place } from '../place.ts';
import { qualifies } from '../text/prose.ts';

const WORDS = /^[A-Za-z]+(?:[ -][A-Za-z]+){0,3}$/;
const CONJUNCTION = /^(where|with|and|or|for|if|then|when|while|let|so|as|since|because|until)\b/i;
const AGE = /^(new|updated|next|old|previous|current|last) (.+)$/i;

/** `\text{new weights}` is the new value of `weights`; null where the words are no name. */
export function nameFrom(text: string, at: Place): Piece | null {
  const words = text.trim().replace(/^the /i, '');
  if (!WORDS.test(words) || CONJUNCTION.test(words)) return null;
  const [, age, rest] = AGE.exec(words) ?? [];
  const word = (name: string): Piece => ({ kind: 'word', name: name.replace(/[ -]/g, '_'), at });
  if (age === undefined || rest === undefined) return word(words);
  return { kind: 'scripts', base: word(rest), sub: [word(age.toLowerCase())], sup: null, at };
}

/** `state\_sum` without \text: letters that underscores join are one name. */
export function withSnakeNames(marks: readonly Mark[]): Mark[] {
  const joined: Mark[] = [];
  for (let i = 0; i < marks.length; i++) {
    const run = snakeAt(marks, i);
    joined.push(run?.name ?? (marks[i] as Mark));
    if (run) i += run.length - 1;
  }
  return joined;
}

/** The longest name with an underscore that begins at `start`; its last letter carries the scripts. */
function snakeAt(marks: readonly Mark[], start: number): { name: Piece; length: number } | null {
  let text = '';
  let end = -1;
  let hasLine = false;
  for (let i = start; i < marks.length; i++) {
    const mark = marks[i] as Mark;
    const base = mark.kind === 'scripts' ? mark.base : mark;
    const isLine = isSign(mark, '_');
    const isPart = base.kind === 'letter' && base.start >= 0 && /^[A-Za-z]$/.test(base.name);
    const from = isLine ? mark.at.offset : isPart ? base.start : -1;
    if (from < 0 || (i > start && from !== end) || (i === start && isLine)) return null;
    text += isLine ? '_' : (base as { name: string }).name;
    hasLine ||= isLine;
    end = isLine ? from + 2 : (base as { end: number }).end;
    const next = marks[i + 1];
    const nextBase = next?.kind === 'scripts' ? next.base : next;
    const goesOn =
      mark.kind !== 'scripts' &&
      ((isSign(next, '_') && next?.at.offset === end) ||
        (nextBase?.kind === 'letter' && nextBase.start === end));
    if (goesOn) continue;
    if (!hasLine || isLine) return null;
    const first = marks[start] as Mark;
    const word: Piece = { kind: 'word', name: text, at: first.at };
    return { name: mark.kind === 'scripts' ? { ...mark, base: word } : word, length: i - start + 1 };
  }
  return null;
}

/**
 * Turns prose into a name where the formula could not go on without one.
 * @param isPart of a fraction or a root, which hold nothing but terms
 */
export function withTextNames(marks: readonly Mark[], isPart: boolean): Mark[] {
  const solid = marks.filter((mark) => mark.kind !== 'break' || mark.text.trim() !== '');
  return marks.map((mark) => {
    if (mark.kind !== 'break' || mark.text.trim() === '') return mark;
    const place = solid.indexOf(mark);
    const [before, after] = [solid[place - 1], solid[place + 1]];
    const isTerm = isSign(before, '+ - * / = ← :=') || (isPart && solid.length === 1);
    const isSide = (!before || isSign(before, ', ;')) && isSign(after, '= ← : :=');
    // "0.9 \text{mean square} +", but not "g \text{ if } + …".
    const isFactor = before !== undefined && before.kind !== 'operator' && mark.text === mark.text.trim();
    const begins = before?.kind === 'open' || (isPart && !before);
    const goesOn = (isFactor || begins) && isSign(after, '+ - * /') && qualifies(mark.text) === null;
    return isTerm || isSide || goesOn ? (nameFrom(mark.text, mark.at) ?? mark) : mark;
  });
}
