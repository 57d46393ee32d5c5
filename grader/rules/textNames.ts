/** Names that are spelled out in \text: `\text{learning rate}` where a term is expected is a name, elsewhere it is prose. */
import type { Mark } from './brackets.ts';
import type { Piece } from './pieces.ts';
import type { Place } from './place.ts';
import { qualifies } from './prose.ts';

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

const isOperator = (mark: Mark | undefined, texts: RegExp): boolean =>
  mark?.kind === 'operator' && texts.test(mark.text);

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
    const isTerm = isOperator(before, /^([+\-*/=←]|:=)$/) || (isPart && solid.length === 1);
    const isSide = (!before || isOperator(before, /^[,;]$/)) && isOperator(after, /^([=←:]|:=)$/);
    // "0.9 \text{mean square} +", but not "g \text{ if } + …".
    const isFactor = before !== undefined && before.kind !== 'operator' && mark.text === mark.text.trim();
    const begins = before?.kind === 'open' || (isPart && !before);
    const goesOn = (isFactor || begins) && isOperator(after, /^[+\-*/]$/) && qualifies(mark.text) === null;
    return isTerm || isSide || goesOn ? (nameFrom(mark.text, mark.at) ?? mark) : mark;
  });
}
