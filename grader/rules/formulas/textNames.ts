/** Names that are spelled out in \text: `\text{learning rate}` where a term is expected is a name, elsewhere it is prose. */
import { isSign } from '../text/plain/piece.ts';
import type { Mark, Piece } from '../text/plain/piece.ts';
import type { Place } from '../place.ts';
import { qualifies } from '../text/words/prose.ts';

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

/** A letter or an escaped underscore, and where in the source it begins and ends; null of all else. */
function letterIn(mark: Mark | undefined): { text: string; from: number; to: number } | null {
  if (mark && isSign(mark, '_')) return { text: '_', from: mark.at.offset, to: mark.at.offset + 2 };
  const base = mark?.kind === 'scripts' ? mark.base : mark;
  if (base?.kind !== 'letter' || base.start < 0) return null;
  // One that is a command is part of no name.
  return { text: base.name.length === 1 ? base.name : ' ', from: base.start, to: base.end };
}

/** `state\_sum` without \text: letters that touch and that underscores join are one name, whose scripts the last one has. */
export function withSnakeNames(marks: readonly Mark[]): Mark[] {
  const joined: Mark[] = [];
  for (let start = 0; start < marks.length; start++) {
    let [text, to, end] = ['', -1, start];
    for (let part = letterIn(marks[end]); part && (end === start || part.from === to);) {
      [text, to] = [text + part.text, part.to];
      part = marks[end++]?.kind === 'scripts' ? null : letterIn(marks[end]);
    }
    const [first, last] = [marks[start]!, marks[end - 1]];
    const word: Piece = { kind: 'word', name: text, at: first.at };
    const isName = /^[a-z]+(_+[a-z]+)+$/i.test(text);
    joined.push(!isName ? first : last?.kind === 'scripts' ? { ...last, base: word } : word);
    if (isName) start = end - 1;
  }
  return joined;
}

/**
 * Turns prose into a name where the formula could not go on without one.
 * @param isPart of a fraction or a root, which hold nothing but terms
 */
export function withTextNames(marks: readonly Mark[], isPart: boolean): Mark[] {
  const solid = marks.filter((mark) => mark.kind !== 'break' || mark.text.trim() !== '');
  const isRow = (mark: Mark | undefined): boolean => mark?.kind === 'break' && mark.wide && mark.text === '';
  return marks.map((mark, i) => {
    if (mark.kind !== 'break' || mark.text.trim() === '') return mark;
    const place = solid.indexOf(mark);
    const [before, after] = [isRow(marks[i - 1]) ? undefined : solid[place - 1], solid[place + 1]];
    const isTerm = isSign(before, '+ - * / = ← :=') || (isPart && solid.length === 1);
    const isSide = (!before || isSign(before, ', ;')) && isSign(after, '= ← : :=');
    // "0.9 \text{mean square} +", but not "g \text{ if } + …".
    const isFactor = before !== undefined && before.kind !== 'operator' && mark.text === mark.text.trim();
    const begins = before?.kind === 'open' || (isPart && !before);
    const isName = mark.text.length === 1 || qualifies(mark.text) === null;
    const goesOn = (isFactor || begins) && isSign(after, '+ - * /') && isName;
    return isTerm || isSide || goesOn ? (nameFrom(mark.text, mark.at) ?? mark) : mark;
  });
}
