/** The equations of an answer in its order, each with what the words around it say. */
import { splitEquations } from '../equations/equations.ts';
import type { RawEquation, SplitEquation } from '../equations/equations.ts';
import { piecesOf } from '../formulas/pieces.ts';
import { allOf, bareOf, isSign } from '../text/plain/piece.ts';
import { tellsChange, tellsGradient } from '../text/words/gradients.ts';
import { labelsWithin } from '../text/words/labels.ts';
import type { Label } from '../text/words/labels.ts';
import { findFormulas } from '../text/markdown.ts';
import type { Formula, Plain } from '../text/plain/formula.ts';
import type { Answer, Writing } from '../text/markdown.ts';
import type { Piece } from '../text/plain/piece.ts';
import { Unreadable } from '../place.ts';
import {
  explains,
  isDoneBefore,
  isExample,
  isAsideBetween,
  isBlank,
  isRejected,
  isRemark,
  lastSentence,
  namedIn,
  opensExample,
  optimizersIn,
  presents,
  qualifiesInText,
  sentenceTo,
} from '../text/words/prose.ts';
import type { Place } from '../place.ts';
import { FORMULA } from '../text/words/repetition.ts';
import { opensWithZero } from '../text/plain/starts.ts';
import { denies } from '../text/words/states.ts';
import type { Macros } from '../formulas/tex.ts';

/** A formula, and the words of its sentence before it. */
export interface Said {
  pieces: readonly Piece[];
  sentence: string;
  /** The same of all formulas of one sentence. */
  number: number;
}

export interface Formulas {
  raws: RawEquation[];
  pieces: Piece[];
  /** Why the first inline formula that holds an equation could not be read. */
  unread: Unreadable | null;
  /** Lines of code that are not understood. */
  unreadCode: Plain[];
  /** How many formulas the answer does not stand by. */
  rejected: number;
  /** Letters in formulas that are no equations. */
  mentioned: Set<string>;
  /** Formulas of which the words behind say that they are the gradient. */
  gradients: Piece[][];
  /** All formulas that were read, in their order. */
  said: Said[];
}

/** "where $d_t$ is the gradient" */
const IS_GRADIENT = /^ (is|be|denotes?|denoting|being|as|means|stands for|represents) the (\w+ )?gradients?/i;

/** Many write Δw for the gradient: where it changes by no equation, any words that speak of nothing but the gradient say so. */
const isChange = ([first, ...others]: readonly Piece[]): boolean =>
  first?.kind === 'letter' && first.name === 'Delta' && others.length === 1;

const saysGradient = (own: readonly Piece[], behind: string): boolean =>
  (IS_GRADIENT.test(behind) && !tellsChange(clauseOf(behind))) ||
  (isChange(own) && tellsGradient(clauseOf(behind)));

export function readFormulas(
  answer: Answer,
  macros: Record<string, string>,
  writing: Writing,
  notices: string[],
): Formulas {
  const shared: Macros = { ...macros };
  const raws: RawEquation[] = [];
  const pieces: Piece[] = [];
  let prose = '';
  let explanations = 0;
  let isExplanation = false;
  let isEarlier = false;
  /** The optimizers' names that hold, and where in the text the last of them stands. */
  let under: readonly Label[] = [];
  let around: number | undefined;
  /** Where in `raws` the formula before begins. */
  let start = 0;
  /** Words since the last equation. */
  let since = '';
  let unread: Unreadable | null = null;
  let rejected = 0;
  let isMeant = true;
  let sentence = '';
  let isBehindDisplay = false;
  let about: string | null = null;
  /** All words so far. */
  let said = '';
  /** The last equation of the formula before, which the words behind it may qualify. */
  let last: RawEquation | undefined;
  const unreadCode: Plain[] = [];
  const mentioned = new Set<string>();
  const gradients: Piece[][] = [];
  const all: Said[] = [];
  const isBesideText = writing === 'tex' && answer.plain.some(({ formula }) => formula.plain?.isUpdate);
  const formulas = findFormulas(answer, writing);
  for (const [i, formula] of formulas.entries()) {
    if (formula.source === '' && formula.plain) {
      unreadCode.push(formula.plain);
      continue;
    }
    // A name in a formula holds up to the next one, there or in the text.
    if (formula.under.at(-1)?.start !== around) under = formula.under;
    around = formula.under.at(-1)?.start;
    // In "initialise $m = 0$, $v = 0$" the words hold for both.
    const isNewSentence = isBehindDisplay && /^\s*[A-Z]/.test(formula.before);
    said += (isNewSentence ? '.' : '') + formula.before;
    // `m = …`, `v = …` of one sentence.
    const goesOn = formula.plain && !formula.before.includes('\n');
    if ((formula.display && !goesOn) || !isBlank(formula.before.replaceAll('`', ''))) {
      prose = formula.before;
      isEarlier = isDoneBefore(since + prose);
      isExplanation = isEarlier || explains(prose);
      if (isExplanation) explanations++;
    }
    const condition = qualifiesInText(formula.before, formula.source);
    // A display ends the sentence where a capital follows it.
    const begins = formula.display || isNewSentence;
    sentence = lastSentence(begins ? formula.before : `${sentence} ${formula.before}`);
    isBehindDisplay = formula.display;
    about = namedIn(formula.before) ?? about;
    if (last && condition !== null) last.doubt ??= qualified(last, condition);
    last = undefined;
    const words = { before: said, behind: formula.behind };
    said += FORMULA;
    isMeant = isBlank(formula.before) ? isMeant : true;
    if (!isMeant || isRejected(formula.before, formula.behind)) {
      isMeant = false;
      rejected++;
      continue;
    }
    const isGradient = GIVES_WORDS.test(formula.source) && tellsGradient(clauseOf(formula.behind));
    const point = isGradient ? pointInWords(formulas, i) : null;
    try {
      const isZero = GIVES_WORDS.test(formula.source) && opensWithZero(formula.behind);
      let own = piecesOf(isZero ? { ...formula, source: `${formula.source}0` } : formula, shared);
      const given = gradientInWords(own, formula.behind, formulas[i + 1]?.source ?? '', point !== null);
      if (given && point === null) {
        gradients.push(given);
        continue;
      }
      if (given && point !== null)
        own = piecesOf({ ...formula, source: `${formula.source}\\nabla L(${point})` }, shared);
      pieces.push(...own, { kind: 'break', wide: true, text: '', at: placeOf(formula.source) });
      const whole = sentenceTo(words.before);
      const number = words.before.length - whole.length;
      all.push({ pieces: own, sentence: whole, number });
      const equations = splitEquations(own, prose, formula.display, isExplanation ? explanations : 0, words);
      if (equations.length === 0 && saysGradient(own, formula.behind)) gradients.push(own);
      if (equations.length === 0)
        for (const piece of allOf(own.map(bareOf)))
          if (piece.kind === 'letter' || piece.kind === 'word') mentioned.add(piece.name);
      const { plain } = formula;
      const doubt = plain?.doubt ?? null;
      const context = {
        plain,
        isAside: isAsideBetween(sentence, formula.behind) || isExample(formula.before),
        isRemark: isRemark(sentence, formula.behind) || isExample(formula.before),
        isExample: opensExample(words.before),
        sentence: number,
        isPresented: presents(sentence),
        isBoxed: formula.source.includes('\\boxed'),
        named: optimizersIn(sentence),
        about,
      };
      // Beside TeX or a program an aside contradicts nothing, nor beside plain text what is only remarked in TeX.
      if (isBesideText && !formula.display && context.isRemark) continue;
      if ((writing === 'plain' || (answer.isBeside && (plain || !formula.display))) && context.isAside)
        continue;
      const underOf = (e: SplitEquation): readonly Label[] => {
        const within = e.words.before.slice(words.before.length).replaceAll(FORMULA, ' ');
        return (under = labelsWithin(under, within));
      };
      // "… Before that, …" stands below what it comes before.
      const at = isEarlier ? start : raws.length;
      raws.splice(
        at,
        0,
        ...equations.map((e) => ({ ...e, ...context, under: underOf(e), doubt: e.doubt ?? doubt })),
      );
      last = equations.length > 0 ? raws[at + equations.length - 1] : undefined;
      if (last) start = at;
      since = last ? '' : `${since}${formula.before}${FORMULA}`;
    } catch (error) {
      if (!(error instanceof Unreadable) || formula.display) throw error;
      if (/=|arrow|gets|←/.test(formula.source)) unread ??= error;
      notices.push(`The formula “${formula.source.slice(0, 60)}” could not be read: ${error.message}.`);
    }
  }
  return { raws, pieces, unread, unreadCode, rejected, mentioned, gradients, said: all };
}

const clauseOf = (behind: string): string => /^[^.;\n]*/.exec(behind)?.[0] ?? '';

/** `$g \\leftarrow$ the mean gradient over the batch, at $\\theta$`: what the words give; null where they do not give the gradient. */
function gradientInWords(
  own: readonly Piece[],
  behind: string,
  next: string,
  hasPoint: boolean,
): Piece[] | null {
  const at = own.findIndex((piece) => isSign(piece, '= ← :='));
  if (at < 1 || own.slice(at + 1).some((piece) => piece.kind !== 'break')) return null;
  const clause = clauseOf(behind);
  const isWhole = hasPoint || clause.length < behind.length || next === '' || IS_LETTER.test(next.trim());
  return isWhole && tellsGradient(clause) ? own.slice(0, at) : null;
}

const IS_LETTER = /^\\?[A-Za-z]+(?:_\{?[\w+-]\}?)?$/;
const IS_SYMBOL =
  /^(?:\\(?:tilde|hat|bar|widetilde|widehat|boldsymbol|mathbf|vec|bm)\s*\{?)?\\?[A-Za-z]+\}?(?:_\{?[\w+-]\}?)?$/;

/** Words say what it gives. */
const GIVES_WORDS = /(?:[=←]|\\(?:leftarrow|gets))\s*$/;

const nameIn = (source: string): string => source.replace(/[\s{}]|\\(?:!|,|;|quad)/g, '');

const AT_POINT = 'Write the gradient with its point, such as `$\\nabla L(\\theta)$`.';

/** The last symbol of the sentence that the answer makes above it: where the gradient is taken, in whatever language. */
function pointInWords(formulas: readonly Formula[], i: number): string | null {
  const made = new Set(
    formulas
      .slice(0, i)
      .flatMap(({ source }) => /^(.+?)(?:=|:=|←|\\(?:leftarrow|gets)\b)/.exec(source)?.[1] ?? [])
      .map(nameIn),
  );
  let point: string | null = null;
  for (let k = i; k + 1 < formulas.length && !/[.;。\n]/.test(formulas[k]!.behind); k++) {
    const { source } = formulas[k + 1]!;
    if (!IS_SYMBOL.test(source.trim())) break;
    if (denies(formulas[k]!.behind))
      throw new Unreadable(placeOf(source), 'words that say where a gradient is not taken', AT_POINT);
    if (made.has(nameIn(source))) point = source;
  }
  return point;
}

function qualified({ left, right }: RawEquation, words: string): Unreadable {
  const at = (left[0] ?? right[0])?.at ?? placeOf(words);
  return new Unreadable(at, `“${words}” behind an equation`, 'Write an equation that holds at every step.');
}

/** The beginning of a text, where nothing in it is to blame. */
export function placeOf(markdown: string): Place {
  return { source: markdown.slice(0, 200), offset: 0, token: /\S+/.exec(markdown)?.[0]?.slice(0, 40) ?? '' };
}

/** Of what is the matter with an answer as a whole: no word of it is to blame. */
export const wholeOf = (markdown: string): Place => ({ ...placeOf(markdown), token: '' });
