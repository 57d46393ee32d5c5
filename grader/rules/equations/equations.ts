/** Formulas → equations: rows, commas and words between them divide; relations assign. */
import { firstOf } from '../first.ts';
import { binary, gradient, symbol } from '../formulas/expression.ts';
import type { Expression, Time } from '../formulas/expression.ts';
import type { Label } from '../text/words/labels.ts';
import type { Plain } from '../text/plain/formula.ts';
import { isParameterName } from '../formulas/gradients.ts';
import { isSign, scriptsOf, wordOf } from '../text/plain/piece.ts';
import type { Piece } from '../text/plain/piece.ts';
import { parsed, sideRead } from '../formulas/parser.ts';
import { means } from '../lexicon.ts';
import { NOWHERE, Unreadable } from '../place.ts';
import type { Place } from '../place.ts';
import { explains, isNextStep, qualifies, tellsStart } from '../text/words/prose.ts';
import { chain, denied, relationsIn } from './relations.ts';
import type { Sides } from './relations.ts';
import { FORMULA } from '../text/words/repetition.ts';
import type { Words } from '../text/words/repetition.ts';
import { segmentsOf } from './segments.ts';
import type { Segment } from './segments.ts';
import type { Notation } from '../formulas/symbols.ts';
import { solved } from './solved.ts';
import type { Target } from './targets.ts';

/** What is said of an equation by the way in which it is written. */
interface Manner {
  /** Above 0 where `where` stands before it: it holds before equations that explain less are used. */
  explanation: number;
  display: boolean;
  /** "Then …", or the next number of a list: it does not explain what stands above it. */
  isNextStep: boolean;
  /** Written ←, not =. */
  isArrow: boolean;
}

/** One equation, its left-hand side read. */
export interface Equation extends Manner {
  target: string;
  time: Time | null;
  value: Expression;
  /** It gives a state that is kept otherwise the same number in every step. */
  isReset: boolean;
  at: Place;
}

/** An equation of one formula as pieces, before it is known what the answer says about the formula. */
export interface SplitEquation extends Sides, Manner {
  /** All words before it and those behind it. */
  words: Words;
  /** Why the equation is not to be relied on, should the rule need it. */
  doubt: Unreadable | null;
  /** It says what holds before the first step. */
  isInitial: boolean;
  /** "t = 1, 2, …", "t = 1 to T": what a name runs through, not what it gets. */
  isRange: boolean;
}

/** An equation as pieces. */
export interface RawEquation extends SplitEquation {
  /** The words around it speak of something else than the rule. */
  isAside: boolean;
  /** They remark on it only, so that it defines nothing that the rule would take for granted. */
  isRemark: boolean;
  /** It stands in a sentence that gives an example of a rule. */
  isExample: boolean;
  /** Where its sentence begins in all words. */
  sentence: number;
  /** They hand it over as the answer: "this is the rule of Nadam: …". */
  isPresented: boolean;
  /** It stands in a frame. */
  isBoxed: boolean;
  /** The optimizers that its own sentence names. */
  named: string[];
  /** The optimizer that the words before it name. */
  about: string | null;
  /** The names of optimizers under which it stands: headings, leads, items. */
  under: readonly Label[];
  /** What the student wrote; null where that is TeX. */
  plain: Plain | null;
}

/**
 * The equations of a formula in their order; what assigns nothing is left out.
 * @param explanation of the formula's own equations, by the prose before it
 * @param words       around the formula
 */
export function splitEquations(
  pieces: readonly Piece[],
  before: string,
  display: boolean,
  explanation: number,
  words: Words,
): SplitEquation[] {
  const equations: SplitEquation[] = [];
  let prose = before;
  let said = words.before;
  let level = explanation;
  let branch: Unreadable | null = null;
  const segments = segmentsOf(pieces, before);
  for (const [i, segment] of segments.entries()) {
    const last = equations.at(-1);
    if (last && segment.sameRow) last.doubt ??= doubtBehind(segment, last, segments[i + 1]);
    if (segment !== segments[0]) branch ??= branchIn(segment);
    if (segment.prose && segment.prose !== prose) {
      prose = segment.prose;
      if (explains(prose)) level += EXPLAINED_WITHIN;
    }
    const { relations, end } = relationsIn(segment.pieces);
    if (segment.prose !== before) said += segment.prose;
    const about = {
      isRange: isRange(segments[i + 1], words.behind),
      explanation: level,
      display,
      words: { before: said, behind: words.behind },
      isArrow: relations.some(({ start, end: past }) =>
        segment.pieces.slice(start, past).some((p) => isSign(p, '← <')),
      ),
      isInitial: tellsStart(prose),
      isNextStep: isNextStep(prose),
    };
    const sides =
      relations.length > 0 ? chain(segment.pieces.slice(0, end), relations) : denied(segment.pieces, end);
    const doubt = branch ?? (relations.length > 0 ? null : doubtOfDenied(segment.pieces[end]));
    const isTold = segments[i + 1]?.sameRow === true && segments[i + 1]!.prose.trim() !== '';
    const meant = sides.filter((each) => !(isTold && isStartOfParameters(each)) && !isSteady(each));
    equations.push(...meant.map((e) => ({ ...e, ...about, doubt })));
    said += segment.sameRow ? `${FORMULA}, ` : `${FORMULA}\n`;
  }
  return equations;
}

/** `θ_0 ← \text{初始参数}`, wherever that is: a rule takes its steps from anywhere. */
function isStartOfParameters({ left: [name, ...more], right }: Sides): boolean {
  const { sub } = name ? scriptsOf(name) : { sub: null };
  const isFirst = sub?.length === 1 && sub[0]?.kind === 'digit' && sub[0].text === '0';
  return isFirst && more.length === 0 && right.length === 0 && isParameterName(wordOf(name) ?? '');
}

/** `β_{1t} = β_1`: no step changes it. */
function isSteady({ left, right }: Sides): boolean {
  const [made, from] = [left, right].map((side) => (side.length === 1 ? side[0] : undefined));
  if (!made || !from || wordOf(made) !== wordOf(from) || !means('decay', wordOf(made) ?? '')) return false;
  if ([made, from].some((side) => scriptsOf(side).sup !== null)) return false;
  const [label, ...step] = (scriptsOf(made).sub ?? []).filter((piece) => !isSign(piece, ','));
  const [same, ...more] = scriptsOf(from).sub ?? [];
  const isSame = label?.kind === 'digit' && same?.kind === 'digit' && label.text === same.text;
  return isSame && more.length === 0 && step.length === 1 && step[0]!.kind === 'letter';
}

/** Does a list or a range go on behind an equation? */
function isRange(next: Segment | undefined, behind: string): boolean {
  if (!next)
    return /^\s*(to|until|till|up to|through|,?\s*(2\b|\.\.\.|…|\\l?dots))(?!\w)/.test(behind.slice(0, 40));
  const isMember = ({ kind }: Piece): boolean => kind === 'digit' || kind === 'letter';
  const { pieces, prose, sameRow } = next;
  if (/^\s*(to|until|up to)\s*$/.test(prose)) return true;
  const isList = pieces.every((piece) => isMember(piece) || isSign(piece, '…'));
  return sameRow && prose === '' && isList && pieces.length > 0;
}

/** An explanation within a formula explains less than one in the text behind it. */
const EXPLAINED_WITHIN = 0.01;

const HELP = 'Write an equation that holds at every step, with all of its terms.';

/** A row that begins with `if` or `else`, as in an algorithm's listing: how far the branch reaches is not written. */
function branchIn({ pieces, prose, sameRow }: Segment): Unreadable | null {
  const first = pieces[0];
  const word = /^\s*(if|else|elif)[\s:]*$/i.exec(prose)?.[1] ?? (first?.kind === 'word' ? first.name : '');
  if (sameRow || !first || !/^(if|else|elif)$/i.test(word)) return null;
  return new Unreadable(
    first.at,
    `“${word}” in a listing, so that its steps depend on a condition`,
    'Leave out the conditions and the steps of what is switched off.',
  );
}

/** Terms and conditions that words part from their equation. */
function doubtBehind(
  { pieces, prose }: Segment,
  { right }: Sides,
  next: Segment | undefined,
): Unreadable | null {
  const first = pieces[0];
  // The gradient alone is a factor whose sign was lost: `(1-\beta) , g_t^2` was `(1-\beta) \, g_t^2`.
  const isOpen = !next?.prose && right.some(({ kind }) => kind !== 'digit');
  const isFactor = isOpen && pieces.length === 1 && means('gradient', wordOf(first) ?? '');
  const goesOn = prose === '' && (isSign(first, '+ - * /') || isFactor);
  const words = qualifies(prose);
  if (!goesOn && words === null) return null;
  const at = first?.at ?? NOWHERE;
  return new Unreadable(
    at,
    words === null ? 'a term that stands alone' : `“${words}” behind an equation`,
    HELP,
  );
}

function doubtOfDenied(relation: Piece | undefined): Unreadable | null {
  return relation
    ? new Unreadable(relation.at, '“≠” says what does not hold', 'Write what does hold.')
    : null;
}

/** The first side that can be read; where none can, why the first cannot. */
function readSides(sides: readonly (readonly Piece[])[], notation: Notation, at: Place): Expression {
  const [first] = sides as [readonly Piece[]];
  return (
    firstOf(sides, (side) => sideRead(side, notation)) ?? parsed(first, notation, first.at(-1)?.at ?? at)
  );
}

/** The equation with its right-hand side read; `x += y` becomes x = x + y. */
export function readEquation(raw: RawEquation, target: Target, notation: Notation): Equation {
  if (raw.doubt) throw raw.doubt;
  const { explanation, display, isNextStep, isArrow } = raw;
  const at = (raw.left[0] ?? raw.right[0])?.at as Place;
  const read = readSides([raw.right, ...raw.otherSides], notation, at);
  // g = 1/m Σ g_i
  const isMean = read.kind === 'symbol' && read.overBatch === true && read.name === target.name;
  const given = isMean ? { ...gradient(read.at), time: read.time, overBatch: true } : read;
  const own = symbol(target.name, target.time, at);
  const old = target.side?.whole ?? own;
  const value = raw.operator === '=' ? given : binary(raw.operator, old, given);
  return {
    target: target.name,
    time: target.time,
    value: target.side ? solved(target.side.whole, target.side.made, value)! : value,
    explanation,
    display,
    isNextStep,
    isArrow,
    isReset: false,
    at,
  };
}
