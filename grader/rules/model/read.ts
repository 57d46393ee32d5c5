/** From an answer to a `Model`: reads the formulas and their equations. */
import { assemble } from './assemble.ts';
import type { Reading } from './assemble.ts';
import { casesOf } from '../equations/cases.ts';
import { choose } from './choose.ts';
import type { Setting } from './setting.ts';
import { equationsOf, targetName } from '../equations/candidates.ts';
import type { Candidate } from '../equations/candidates.ts';
import { readEquation, splitEquations } from '../equations/equations.ts';
import type { Equation, RawEquation, SplitEquation } from '../equations/equations.ts';
import { number, rewrite, symbolsOf } from '../formulas/expression.ts';
import { isGradientName } from '../formulas/gradients.ts';
import { piecesOf } from '../formulas/formulaPieces.ts';
import { bareOf } from '../formulas/pieces.ts';
import { labelsWithin } from '../text/labels.ts';
import type { Label } from '../text/labels.ts';
import { findFormulas } from '../text/markdown.ts';
import type { Plain } from '../text/formula.ts';
import type { Answer, Writing } from '../text/markdown.ts';
import { chainContradiction } from './chains.ts';
import { nameLiterals, numberOf } from './model.ts';
import { withNumberedZeros } from './numberedZeros.ts';
import { cloned, furtherParameters, lenderOf } from './parameters.ts';
import type { Further } from './parameters.ts';
import { findParameter, withoutPrimes } from './roles.ts';
import { askedBlock, isAskedName } from './blocks.ts';
import { firstForm } from './forms.ts';
import { findNotation } from '../equations/notation.ts';
import type { Piece } from '../formulas/piece.ts';
import { Unreadable } from '../place.ts';
import {
  explains,
  isDoneBefore,
  isAsideBetween,
  isBlank,
  isRejected,
  isRemark,
  lastSentence,
  namedIn,
  optimizersIn,
  presents,
  qualifiesInText,
} from '../text/prose.ts';
import type { Place } from '../place.ts';
import { FORMULA } from '../text/repetition.ts';
import { sayTheSame } from './sameness.ts';
import type { Notation } from '../formulas/symbols.ts';
import type { Account } from '../reader/account.ts';
import { readTarget } from '../equations/targets.ts';
import type { Target } from '../equations/targets.ts';
import type { Macros } from '../formulas/tex.ts';
import { takeTheSameSteps } from '../run/unrolled.ts';
import { withoutWarmups } from './warmups.ts';

const MAX_EQUATIONS = 150;

export interface RuleOptions {
  /** TeX macros of the sheet, such as `\grad` → `\nabla_\theta J`. */
  macros?: Record<string, string>;
  /** Name of the optimizer that was asked for. */
  expect?: string | undefined;
}

/** The rule of one parameter. */
export interface FurtherReading extends Reading {
  /** Another parameter of the answer whose gradient or state it takes for its own. */
  borrowsFrom: string | null;
  /** All that the answer says of it, to be looked through where the rule looks right. */
  account: Omit<Account, 'looksAhead'>;
  /** The first member of a chain `a = b = c` with which the rule takes other steps. */
  chain: () => Unreadable | null;
}

export interface FullReading extends FurtherReading {
  /** The rules of the answer's further parameters, such as those of a bias. */
  further: FurtherReading[];
  /** A formula in TeX could not be read, or computes something that the rule does not use. */
  isPartlyUnread: boolean;
}

/**
 * @param options of them `expect` says which of several rules is judged, where each stands under its name
 * @param writing which formulas of the answer are read
 */
export function readModel(
  answer: Answer,
  { macros = {}, expect }: RuleOptions,
  writing: Writing = 'all',
): FullReading {
  const { source: markdown } = answer;
  const notices: string[] = [];
  const assumptions: string[] = [];
  const { raws, pieces, unread, unreadCode, rejected, mentioned } = readFormulas(
    answer,
    macros,
    writing,
    notices,
  );
  const notation = findNotation(pieces, raws);
  const gradient = statedGradient(markdown, notation);
  const read = raws.flatMap((raw): Candidate[] => {
    const target = readTarget(raw.left, notation);
    return target ? candidatesOf(raw, target, notation) : [];
  });
  const isGradient = (name: string): boolean => isGradientName(name, notation) || name === gradient;
  const setting = { notation, isGradient, asked: expect };
  const meant = askedBlock(withoutWarmups(withNumberedZeros(read), notation), setting, notices);
  const candidates = firstForm(meant, setting, notices);
  const [first] = unreadCode;
  if (candidates.length === 0 && first?.doubt) throw first.doubt;
  if (candidates.length === 0) {
    throw new Unreadable(
      placeOf(markdown),
      rejected > 0
        ? 'the answer says of its only rule that it is not meant'
        : 'no equation that assigns something was found',
      'Write the update as an equation, such as $\\theta \\leftarrow \\theta - \\eta g$.',
    );
  }
  if (candidates.length > MAX_EQUATIONS) {
    throw new Unreadable(
      placeOf(markdown),
      `${candidates.length} equations`,
      `Only answers of up to ${MAX_EQUATIONS} equations are read.`,
    );
  }
  const untouched = candidates.map(cloned);
  const { chosen, unrolled } = choose(candidates, setting, assumptions);
  const moved = findParameter(withoutPrimes(equationsOf(chosen)), notation);
  const isInRule = (name: string): boolean => chosen.some((c) => targetName(c) === name);
  const parameters =
    moved === null ? null : furtherParameters(untouched, moved, isGradient, notation, isInRule);
  // Where the gradient for W is taken at (W, b), how b moves is no part of how W does.
  const own = chosen.filter((c) => !parameters?.isOfFurther(c));
  const reading = assemble(own, notation, isGradient, assumptions, notices);
  for (const sum of unrolled) {
    const others = own.filter((c) => c.equation?.target !== sum.equation?.target);
    const { model } = assemble([...others, sum], notation, isGradient, [], []);
    if (!takeTheSameSteps(reading.kept ?? reading.model, model)) throw notUnrolled(sum);
  }
  const further = (parameters?.further ?? []).map((each) => furtherReading(each, setting));
  // What is assumed may stand in a formula that was not read.
  if (unread && reading.assumptions.length > 0) throw unread;
  for (const each of [reading, ...further]) refuseHalfRead(candidates, unreadCode, each);
  const isUsed = (name: string): boolean =>
    further.some(({ model }) => model.equations.some((e) => e.target === name));
  const unused = reading.unused.filter((name) => !isUsed(name));
  const isLeftOut = ({ raw, error, target }: Candidate): boolean =>
    !raw.plain && (error !== null || unused.includes(target.name));
  const models = [reading, ...further].map(({ model }) => model);
  const accountOf = ({ model, unused: left, assumptions: assumed }: Reading): FurtherReading['account'] => ({
    model,
    candidates,
    raws,
    notation,
    parameters: models.map(({ parameter }) => parameter),
    unused: left.filter((name) => !isUsed(name)),
    assumptions: assumed,
    mentioned,
  });
  return {
    ...reading,
    account: accountOf(reading),
    chain: () => chainContradiction(own, notation, isGradient, reading),
    notices: [...notices, ...unused.map((name) => `“${name}” is computed and never used.`)],
    borrowsFrom: lenderOf(reading.model, models, unused),
    further: further.map((each) => ({
      ...each,
      borrowsFrom: lenderOf(each.model, models, unused),
      account: accountOf({ ...each, unused: [] }),
      chain: () => null,
    })),
    isPartlyUnread: unread !== null || candidates.some(isLeftOut),
  };
}

function furtherReading({ parameter, candidates }: Further, setting: Setting): Reading {
  const assumptions: string[] = [];
  const { chosen } = choose(candidates, setting, assumptions);
  const isChosen = chosen.some((c) => targetName(c) === parameter);
  const own = isChosen ? chosen : candidates;
  return assemble(own, setting.notation, setting.isGradient, assumptions, [], parameter);
}

/**
 * The rule of an answer in TeX and plain text: what the formulas say alone, and with the lines beside them where that is no
 * rule or rests on assumptions.
 */
export function readAnswer(answer: Answer, options: RuleOptions): { reading: FullReading; writing: Writing } {
  const formulas = findFormulas(answer);
  const isMixed = formulas.some(({ plain }) => plain) && formulas.some(({ plain }) => !plain);
  if (!isMixed) return { reading: readModel(answer, options), writing: 'all' };
  // Of several rules the one asked for may be the one in plain text.
  const own = formulas.filter(({ under }) =>
    under.some(({ optimizer }) => isAskedName(optimizer, options.expect)),
  );
  if (own.length > 0 && own.every(({ plain }) => plain))
    return { reading: readModel(answer, options), writing: 'all' };
  let alone: FullReading;
  try {
    alone = readModel(answer, options, 'tex');
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { reading: readTogether(answer, options, error), writing: 'all' };
  }
  if (alone.assumptions.length === 0) return { reading: alone, writing: 'tex' };
  return { reading: readModel(answer, options), writing: 'all' };
}

/** @throws Unreadable `alone` where the formulas would be left out of the rule */
function readTogether(answer: Answer, options: RuleOptions, alone: Unreadable): FullReading {
  const together = readModel(answer, options);
  if (together.isPartlyUnread) throw alone;
  return together;
}

/** @throws Unreadable where a line of plain text or code that computes a part of the rule was not read */
function refuseHalfRead(
  candidates: readonly Candidate[],
  unreadCode: readonly Plain[],
  { model }: Reading,
): void {
  const needed = new Set(
    model.equations.flatMap((e) => [e.target, ...symbolsOf(e.value).map((symbol) => symbol.name)]),
  );
  const parts = candidates.filter(({ target, raw }) => raw.plain !== null && needed.has(target.name));
  const error = parts.find(({ error: e, raw }) => e && (raw.display || raw.plain?.isUpdate))?.error;
  const blocks = new Set(parts.map(({ raw }) => raw.plain?.block));
  const beside = unreadCode.find(({ block }) => blocks.has(block))?.doubt;
  if (error ?? beside) throw error ?? beside;
}

function placeOf(markdown: string): Place {
  return { source: markdown.slice(0, 200), offset: 0, token: /\S+/.exec(markdown)?.[0]?.slice(0, 40) ?? '' };
}

function notUnrolled({ raw, target }: Candidate): Unreadable {
  const at = raw.left[0]?.at ?? placeOf(target.name);
  return new Unreadable(
    at,
    `“${at.token}” is given by a recursion and by a sum, and the two are not the same`,
    'Correct one of them, or keep the one that is meant.',
  );
}

interface Formulas {
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
}

function readFormulas(
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
  for (const formula of findFormulas(answer, writing)) {
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
    if (formula.display || !isBlank(formula.before)) {
      prose = formula.before;
      // In code the order counts alone.
      isEarlier = !formula.plain?.isCode && isDoneBefore(since + prose);
      isExplanation = isEarlier || (!formula.plain?.isCode && explains(prose));
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
    try {
      const own = piecesOf(formula, shared);
      pieces.push(...own, { kind: 'break', wide: true, text: '', at: placeOf(formula.source) });
      const equations = splitEquations(own, prose, formula.display, isExplanation ? explanations : 0, words);
      if (equations.length === 0) for (const letter of lettersIn(own)) mentioned.add(letter);
      const { plain } = formula;
      const doubt = plain?.doubt ?? null;
      const context = {
        plain,
        isAside: isAsideBetween(sentence, formula.behind),
        isRemark: isRemark(sentence, formula.behind),
        isPresented: presents(sentence),
        named: optimizersIn(sentence),
        about,
      };
      // Beside TeX an aside contradicts nothing.
      if (writing === 'plain' && context.isAside) continue;
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
  return { raws, pieces, unread, unreadCode, rejected, mentioned };
}

function* lettersIn(pieces: readonly Piece[]): Generator<string> {
  for (const piece of pieces) {
    const base = bareOf(piece);
    if (base.kind === 'letter' || base.kind === 'word') yield base.name;
    else if (base.kind === 'accent' || base.kind === 'group') yield* lettersIn(base.body);
  }
}

function qualified({ left, right }: RawEquation, words: string): Unreadable {
  const at = (left[0] ?? right[0])?.at ?? placeOf(words);
  return new Unreadable(at, `“${words}” behind an equation`, 'Write an equation that holds at every step.');
}

/** One, or where the value is given by cases one for the start and one for the steps. */
function candidatesOf(raw: RawEquation, target: Target, notation: Notation): Candidate[] {
  const cases = casesOf(raw, target, notation);
  if (!cases) return [candidate(raw, target, notation)];
  const general = candidate({ ...raw, right: cases.general }, target, notation);
  const start = { ...target, time: { letter: null, offset: 0 } };
  const special = candidate({ ...raw, right: cases.special }, cases.index === 0 ? start : target, notation);
  if (!general.equation || !special.equation) return [general.error ? general : special];
  if (cases.index === 0 && numberOf(special.equation.value) !== null) return [special, general];
  if (cases.index === 1 && isFirstOf(general.equation, special.equation)) return [general];
  const at = (cases.special[0] ?? raw.left[0])?.at ?? placeOf(target.name);
  const error = new Unreadable(
    at,
    cases.index === 0
      ? 'a start that is no number'
      : 'a step that is another than the steps behind it make from 0',
    'Give the value before the first step as a number, and one equation that holds at every step.',
  );
  return [{ ...general, equation: null, error }];
}

/** Does the first step give what the recursion makes from a start at 0? */
function isFirstOf(general: Equation, first: Equation): boolean {
  const fromZero = rewrite(general.value, (e) =>
    e.kind === 'symbol' && e.name === general.target ? number(0, e.at) : e,
  );
  // g_1 where the recursion has g_t.
  const timed = new Set(symbolsOf(general.value).flatMap((s) => (s.time ? [s.name] : [])));
  const value = rewrite(first.value, (e) => {
    if (e.kind !== 'symbol') return e;
    if (e.time?.letter === null && e.time.offset === 1) return { ...e, time: general.time };
    const base = e.name.replace(/_1$/, '');
    return base !== e.name && timed.has(base) ? { ...e, name: base, time: general.time } : e;
  });
  return sayTheSame(fromZero, value, new Set());
}

function candidate(raw: RawEquation, target: Target, notation: Notation): Candidate {
  try {
    const equation = readEquation(raw, target, notation);
    return {
      raw,
      target,
      equation: {
        ...equation,
        value: numberOf(equation.value) === null ? nameLiterals(equation.value) : equation.value,
      },
      error: null,
    };
  } catch (error) {
    if (error instanceof Unreadable) return { raw, target, equation: null, error };
    throw error;
  }
}

/** "where $d_t$ is the gradient", "where $\Delta w_t$ is the gradient" */
function statedGradient(markdown: string, notation: Notation): string | null {
  const match =
    /\$(\\(?:Delta|triangle)\s*)?\\?(?:mathbf|vec|boldsymbol)?\{?([A-Za-z])\}?(?:_\{?[a-z]\}?)?\$ (?:is|be|denotes?|denoting|being|as) the (?:\w+ )?gradients?/i.exec(
      markdown,
    );
  if (!match) return null;
  const name = (match[1] === undefined ? '' : 'Delta ') + match[2]!;
  return notation.targets.has(name) ? null : name;
}
