/** Plain text and listings: equations that stand for themselves, or the lines of a program in pseudo-code. */
import { agedName, isGradientCall, means } from '../../lexicon.ts';
import type { PlacedFormula } from '../plain/formula.ts';
import { withoutFunctions } from '../plain/functions.ts';
import { isHead, unusedIn } from './heads.ts';
import { linesOf } from './lines.ts';
import type { Line } from './lines.ts';
import { changeInWords } from './orders.ts';
import { NOWHERE, placeOf, Unreadable } from '../../place.ts';
import { allOf, isSign, wordOf } from '../plain/piece.ts';
import type { Piece } from '../plain/piece.ts';
import { tellsStart } from '../words/prose.ts';
import { headsIn } from '../plain/phrases.ts';
import { opens } from '../words/repetition.ts';
import { marksNewOnes, ownersIn, sharedFieldsIn, targetsIn } from '../plain/extent.ts';
import { isNumber, MAX_STATEMENTS, statementsOf } from './sentences.ts';
import type { Statement } from './sentences.ts';
import { baseOf, denies, putsBack } from '../words/states.ts';
import { startInWords } from '../plain/starts.ts';

const GLUED_TIME = /(?<![A-Za-z\d_])[\p{Script=Greek}A-Za-z]t(?:[-−]1(?![\d.])|\+1[ \t]*(?:=|←|:=|<-))/u;

/** A line that is not understood, and may change anything. */
interface Broken {
  line: Line;
  doubt: Unreadable;
}

export type Step = Statement | Broken;

/** A program in no language that is known here: its lines, each read as plain text is, with the loops around them. */
export interface PseudoCode {
  text: string;
  steps: Step[];
}

export interface PlainText {
  formulas: PlacedFormula[];
  /** What is done in turn; null where everything is a formula. */
  program: PseudoCode | null;
}

/** Stands for the text outside code blocks. */
const TEXT = -1;

/**
 * Have names indices that count steps? Then the equations say themselves what holds when. t below a name always counts them; other
 * letters, and t above a name, where something that is made has two: m_{k+1} and m_k.
 */
function haveTimes(statements: readonly Statement[]): boolean {
  const pieces = allOf(statements.flatMap(({ target, value }) => [...target, ...value]));
  const scripted = pieces.filter((piece) => piece.kind === 'scripts');
  if (scripted.some(({ sub }) => allOf(sub ?? []).some(isT))) return true;
  const made = new Set(statements.map(({ target }) => wordOf(target.at(-1))));
  const offsets = new Map<string, number>();
  return scripted.some(({ base, sub, sup }) => {
    const name = wordOf(base);
    if (name === null || !made.has(name)) return false;
    return [sub, sup].some((script) => {
      const [letter, offset] = indexOf(script) ?? [];
      if (letter === undefined) return false;
      const other = offsets.get(`${name} ${letter}`);
      offsets.set(`${name} ${letter}`, offset!);
      return other !== undefined && other !== offset;
    });
  });
}

const isT = (piece: Piece): boolean => piece.kind === 'letter' && piece.name === 't';

/** k and −1 of v_{k−1} and of v^(k−1). */
function indexOf(script: readonly Piece[] | null): [letter: string, offset: number] | null {
  const [only, ...others] = script ?? [];
  const isRound = only?.kind === 'group' && only.open === '(' && others.length === 0;
  const [letter, sign, number, ...more] = isRound ? only.body : (script ?? []);
  if (letter?.kind !== 'letter' || !/^(?:[a-z]|tau)$/.test(letter.name) || more.length > 0) return null;
  if (sign === undefined) return [letter.name, 0];
  if (!isSign(sign, '+ -') || number?.kind !== 'digit') return null;
  return [letter.name, Number(number.text) * (isSign(sign, '+') ? 1 : -1)];
}

export const isBroken = (step: Step): step is Broken => !('value' in step);

const isInLoop = ({ line }: Step): boolean => line.blocks.some(({ kind }) => kind === 'steps');

/**
 * @param text      what is not plain text is blank
 * @param isListing it is a code block in no language that is known here
 * @param offset    of the text in the answer
 */
export function plainTextOf(text: string, isListing = false, offset = 0): PlainText {
  const steps = stepsOf(text, isListing);
  const statements = steps.filter((step): step is Statement => !isBroken(step));
  const isProgram = statements.length > 0 && (isListing || steps.some(isInLoop)) && !haveTimes(statements);
  const made = new Set(statements.filter(isShown).map(({ key }) => key));
  const last = steps.findLastIndex((step) => !isBroken(step) && isShown(step));
  // Sentences beside a program only tell of it, but for what its states start from.
  const isStart = (step: Statement): boolean =>
    isNumber(step) && steps.indexOf(step) < last && (made.has(step.key) || means('step', step.key));
  const isPart = (step: Step): boolean =>
    isProgram && (isListing || isBroken(step) || isShown(step) || isStart(step));
  return {
    formulas: formulasOf(
      steps.filter((step) => !isPart(step)),
      isListing ? offset : TEXT,
      offset,
    ),
    program: isProgram ? { text, steps: steps.filter(isPart).map(doubtful) } : null,
  };
}

/** "In every step r = 0" above a loop. */
function doubtful(step: Step): Step {
  if (isBroken(step) || isShown(step)) return step;
  const { line, start, end } = step;
  if (!opens(`${line.text.slice(0, start)} ${line.text.slice(end)}`)) return step;
  const [at] = step.target.map((piece) => piece.at);
  const doubt = new Unreadable(
    at ?? NOWHERE,
    `“${at?.token}” gets a number, and it is not clear whether once or in every step`,
    `Write “Initialise ${at?.token}” above the loop if it is the value before the first step.`,
  );
  return { ...step, doubt };
}

/** The lines of a program as equations that stand for themselves. */
export function formulasIn(program: string, offset: number): PlacedFormula[] {
  return formulasOf(stepsOf(program, true), offset, offset);
}

/** Equations on lines of their own are the rule, with those in backticks that it lacks. */
const isShown = ({ isAlone, line }: Statement): boolean => isAlone || line.blocks.length > 0;

function stepsOf(text: string, isListing: boolean): Step[] {
  const options = {
    isListing,
    targets: targetsIn(text),
    heads: headsIn(text),
    owners: ownersIn(text),
    sharedFields: sharedFieldsIn(text),
    hasGluedTimes: GLUED_TIME.test(text),
    marksNew: marksNewOnes(text),
  };
  const steps: Step[] = [];
  const unclear = new Set<Step>();
  /** Lines of words alone within the steps. */
  const words: Line[] = [];
  const lines = linesOf(text);
  for (const line of isListing && isHead(lines, text) ? lines.slice(1) : lines) {
    if (steps.length >= MAX_STATEMENTS) break;
    const isCode = isListing || /(?:^|\n)(?: {4}|\t)\s*$/.test(text.slice(0, line.start));
    const isWithin = isCode && steps.some((step) => !isBroken(step) && !isNumber(step));
    const isStep = isWithin || (isListing && line.blocks.length > 0);
    const doubt = isStep
      ? (conditionOf(line) ?? (isWithin ? (filledLater(line) ?? leftOut(line)) : null))
      : isNowAndThen(line)
        ? leftOut(line)
        : null;
    // What is left out then is left out of the steps around the condition.
    const around = line.blocks.filter(({ kind }) => kind !== 'condition');
    if (doubt) steps.push({ line: isNowAndThen(line) ? { ...line, blocks: around } : line, doubt });
    try {
      const own = statementsOf(line, options);
      const isInSteps = line.blocks.some(({ kind }) => kind === 'steps');
      if (own.length === 0 && (isInSteps || isWithin)) words.push(line);
      if (isWithin)
        own.filter((step) => isNumber(step) && hasWordsBefore(step)).forEach((step) => unclear.add(step));
      steps.push(...own);
    } catch (doubt) {
      if (!(doubt instanceof Unreadable)) throw doubt;
      steps.push({ line, doubt });
    }
  }
  const made = new Set(steps.flatMap((step) => (isBroken(step) || isNumber(step) ? [] : step.key)));
  const states = new Set([...made].map(baseOf));
  for (const line of words) {
    const isInSteps = line.blocks.some(({ kind }) => kind === 'steps');
    const isEmptied = isInSteps && putsBack(line.bare, states) && !denies(line.bare);
    const doubt = isEmptied ? emptiedIn(line) : changeInWords(line, states);
    const at = steps.findIndex((step) => step.line.start > line.start);
    if (doubt) steps.splice(at < 0 ? steps.length : at, 0, { line, doubt });
  }
  const idle = isListing ? unusedIn(text) : null;
  if (idle) steps.push({ line: lines[0]!, doubt: idle });
  const isRule = ({ key }: Statement): boolean => made.has(key) || means('gradient', key);
  const doubted = steps.map((step, i) => {
    if (isBroken(step)) return step;
    const isMadeBelow = steps.slice(i + 1).some((other) => !isBroken(other) && other.key === step.key);
    const isAsked = unclear.has(step) && isRule(step);
    const doubt =
      (isAsked ? conditionIn(step) : isMadeBelow ? startInWords(step) : null) ??
      (isListing ? unmarkedIn(step, steps.slice(0, i)) : null);
    return doubt ? { line: step.line, doubt } : step;
  });
  return withoutFunctions<Step>(doubted);
}

/** `v_new <- μ*v + g` above `w <- w + v`: whether the new v is meant, or the one before the step, is not said. */
function unmarkedIn(step: Statement, above: readonly Step[]): Unreadable | null {
  const right = step.line.bare.slice(step.start, step.end).replace(/^.*?(?:=|←|<-)/u, '');
  for (const other of above) {
    const aged = isBroken(other) ? null : agedName(other.key);
    if (aged?.age !== 'new' || aged.name === baseOf(step.key)) continue;
    const at = new RegExp(String.raw`(?<![\p{L}\p{M}\d_.])${aged.name}(?![\p{L}\p{M}\d_(])`, 'u').exec(right);
    const isMarked = right.includes((other as Statement).key);
    const isPutOver = above.some((each) => !isBroken(each) && each.key === aged.name && !isNumber(each));
    if (!at || isMarked || isPutOver) continue;
    const place = placeOf(step.line.text);
    return new Unreadable(
      { ...place, token: aged.name },
      `“${aged.name}” beside “${(other as Statement).key}”, and it is not clear which value is meant`,
      'Mark the new value wherever it is meant.',
    );
  }
  return null;
}

/** "ако g[j] = 0, премини": a comparison in the steps of a listing, in words that are not known here. */
function hasWordsBefore({ line, start }: Statement): boolean {
  const words = line.bare.slice(0, start);
  return /^\s*\p{L}{2,}/u.test(words) && !tellsStart(words);
}

/** "reset v" */
const emptiedIn = ({ text }: Line): Unreadable =>
  new Unreadable(
    placeOf(text),
    'a state that is put back within the steps',
    'Set it to zero once, above the loop.',
  );

function conditionIn({ line, start }: Statement): Unreadable {
  const place = { source: line.text, offset: start, token: line.text.slice(start).slice(0, 20) };
  return new Unreadable(
    place,
    'a number within the steps, and it is not clear when',
    'Write what is done in every step.',
  );
}

/** `if (v > top) top = v;` on one line. */
function conditionOf(line: Line): Unreadable | null {
  if (!/^(?:else\s+)?(?:if|unless)\b\s*\(/.test(line.bare.trim())) return null;
  return new Unreadable(placeOf(line.text), 'a condition', 'Write an equation that holds at every step.');
}

/** "continue", which leaves out what stands below. */
const CONTINUES =
  /^(?:continue|next|skip|continuar|continúa|weiter|fahre fort|überspring\p{L}*|passer|continuer|pula|salta|continua|продолж\p{L}*|перейти|перейди|премини|przejdź|kontynuuj|devam|lanjut\p{L}*|fortsätt|ga verder|pokračuj)(?!\p{L})[^=←]*$|^(?:跳过|继续|次へ|スキップ|건너)[^=←]*$/iu;

/** Under a condition within the steps. */
const isNowAndThen = ({ blocks }: Line): boolean =>
  blocks.some(({ kind }) => kind === 'steps') && blocks.some(({ kind }) => kind === 'condition');

function leftOut(line: Line): Unreadable | null {
  if (!CONTINUES.test(line.bare.trim())) return null;
  return new Unreadable(placeOf(line.text), 'steps that are left out', 'Write what is done in every step.');
}

/** `gradient(w, g, n);` behind the first step: it takes the gradient there, and not at the beginning. */
function filledLater(line: Line): Unreadable | null {
  const name = /^(\w+)\s*\(.*\)\s*;?$/.exec(line.bare.trim())?.[1];
  if (name === undefined || !isGradientCall(name)) return null;
  return new Unreadable(
    placeOf(line.text),
    'a call that changes what it is given',
    'Write `g = gradient(w)`.',
  );
}

/** @param block where the code block begins that they stand in */
function formulasOf(steps: readonly Step[], block: number, offset: number): PlacedFormula[] {
  const shown = new Set(steps.flatMap((step) => (!isBroken(step) && isShown(step) ? step.key : [])));
  return steps.map((step) => {
    const { text, start: from } = step.line;
    const read = isBroken(step)
      ? { start: 0, end: text.length, pieces: [], isUpdate: false }
      : { ...step, pieces: [...step.target, ...step.relation, ...step.value] };
    const { start, end, pieces, isUpdate } = read;
    const display = isBroken(step) || isShown(step) || (step.isMarked && !shown.has(step.key));
    const source = isBroken(step) ? '' : text.slice(start, end);
    const plain = { text, pieces, doubt: step.doubt, isUpdate, block };
    return {
      formula: { source, display, before: '', behind: '', plain },
      start: offset + from + start,
      end: offset + from + end,
    };
  });
}
