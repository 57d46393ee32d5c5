/** Plain text and listings → formulas: what is done once and what in every step, and in which order. */
import { words } from '../lexicon.ts';
import type { PlacedFormula } from './formula.ts';
import { linesOf } from './lines.ts';
import type { Block, Line } from './lines.ts';
import { Unreadable } from '../place.ts';
import { allOf, isSign } from './piece.ts';
import type { Piece } from './piece.ts';
import { digit, isParameterWord, letter, operator } from './plainNames.ts';
import { opens } from './repetition.ts';
import { statementsOf, targetsIn } from './sentences.ts';
import type { Statement } from './sentences.ts';

/** Names that count steps where they are an exponent: `beta ** step`. */
const EXPONENT =
  /(?:\*\*|\^|\bpow(?:er)?\([^()]*,)\s*\(?\s*(?:self\.|state\.|(?:self\.)?state\[['"])?(steps?|iter|iteration|timestep|time_step|i|k|n|epoch|it|num_steps|step_count|n_steps)\b/;

const GLUED_TIME = /(?<![A-Za-z\d_])[\p{Script=Greek}A-Za-z]t(?:[-−]1(?![\d.])|\+1[ \t]*(?:=|←|:=|<-))/u;

function counterIn(lines: readonly Line[]): Block['counter'] {
  const loops = lines.flatMap(({ blocks }) => blocks.filter((block) => block.counter));
  const text = lines.map((line) => line.bare).join('\n');
  const exponent = EXPONENT.exec(text)?.[1];
  const own = loops.find(
    ({ counter }) =>
      counter && (exponent === counter.name || /^(t|step|it|iter|iteration)$/.test(counter.name)),
  );
  if (own?.counter) return own.counter;
  return exponent === undefined ? null : { name: exponent, first: NaN };
}

const isNamed = (pieces: readonly Piece[], names: ReadonlySet<string>): boolean =>
  allOf(pieces).some((piece) => (piece.kind === 'letter' || piece.kind === 'word') && names.has(piece.name));

const textOf = (pieces: readonly Piece[]): string =>
  JSON.stringify(pieces, (key, part: unknown) => (key === 'at' ? undefined : part));

const GRADIENT = words('g nabla partial grad grads gradient gradients dw dW db dx dX dtheta');

/** A statement that counts the steps has the letter t in it. */
const COUNTS = words('t');

const NUMERIC = words('digit operator group scripts');

/** It gives a number. */
function isFixed({ value, isUpdate }: Statement): boolean {
  const kinds = allOf(value).map(({ kind }) => kind);
  const isNumber = kinds.every((kind) => NUMERIC.has(kind));
  return !isUpdate && isNumber && kinds.includes('digit');
}

/** Where a statement stands in the program. */
interface Standing {
  /** The outermost thing that is done again and again. */
  outer: Block | undefined;
  /** The innermost loop over steps. */
  inner: Block | undefined;
}

function standingOf({ blocks }: Line, hasLoop: boolean): Standing {
  const repeated = blocks.filter(({ kind }) => (hasLoop ? kind === 'steps' : kind === 'parts'));
  return { outer: repeated[0], inner: hasLoop ? repeated.at(-1) : repeated[0] };
}

function refusal(statement: Statement, reason: string, help: string): Unreadable {
  const { line, start } = statement;
  const token = /^\S+/.exec(line.text.slice(start))?.[0] ?? '';
  return new Unreadable({ source: line.text, offset: start, token }, reason, help);
}

const HELP = 'Write what is done in every step inside one loop, and what is done once above it.';

interface Placed {
  /** Done once, above the loop, or in every step; absent where the text does not say. */
  repetition: Map<Statement, 'once' | 'always'>;
  /** Where the parameters start does not matter. */
  dropped: Set<Statement>;
}

/** Do words on its own line say that it is done again and again? */
function isToldWhen({ line, start, end }: Statement): boolean {
  return opens(`${line.text.slice(0, start)} ${line.text.slice(end)}`);
}

/** Says of statements when they are done, and doubts those that stand where the rule cannot be. */
function place(statements: readonly Statement[]): Placed {
  const dropped = new Set<Statement>();
  const repetition = new Map<Statement, 'once' | 'always'>();
  const hasLoop = statements.some(({ line }) => line.blocks.some(({ kind }) => kind === 'steps'));
  const standing = new Map(statements.map((each) => [each, standingOf(each.line, hasLoop)]));
  const of = (statement: Statement): Standing => standing.get(statement) as Standing;
  const isSetup = ({ line }: Statement): boolean => line.blocks.some(({ kind }) => kind === 'start');
  const updates = statements.filter(
    (each) => of(each).inner !== undefined && !isFixed(each) && !isSetup(each),
  );
  const core = of(
    updates.findLast((each) => each.names.has(each.key)) ?? updates.at(-1) ?? (statements[0] as Statement),
  );
  const inCore = (each: Statement): boolean => core.inner !== undefined && of(each).inner === core.inner;
  const coreTargets = new Set(updates.filter(inCore).map((each) => each.key));
  const first = statements.findIndex(inCore);
  const targets = new Set(statements.filter((each) => !isFixed(each)).map((each) => each.key));
  const isConstant = (each: Statement): boolean =>
    each.doubt === null &&
    !isNamed(each.value, GRADIENT) &&
    [...each.names].every((name) => !targets.has(name));
  statements.forEach((each, i) => {
    if (each.line.blocks.some(({ kind }) => kind === 'condition')) {
      each.doubt ??= refusal(each, 'a condition', 'Write an equation that holds at every step.');
      return;
    }
    if (textOf(each.value) === textOf(each.target) && !inCore(each)) {
      // self.lr = lr
      dropped.add(each);
      return;
    }
    if (isSetup(each)) {
      if (isFixed(each)) repetition.set(each, 'once');
      else if (isConstant(each)) return;
      else if (isParameterWord(each.key)) dropped.add(each);
      else each.doubt ??= refusal(each, 'a start that is no number', HELP);
      return;
    }
    if (core.inner === undefined) return;
    if (inCore(each)) {
      repetition.set(each, 'always');
    } else if (of(each).outer !== undefined && of(each).outer === core.outer) {
      // Inside an outer loop, such as the one over epochs.
      if (isFixed(each)) repetition.set(each, 'always');
      else each.doubt ??= refusal(each, 'an equation in another loop than the update', HELP);
    } else if (i > first) {
      each.doubt ??= refusal(each, 'an equation behind the loop', HELP);
    } else if (isFixed(each)) {
      // "In every step r = 0" above the loop: its words say when.
      if (!isToldWhen(each)) repetition.set(each, 'once');
    } else if (coreTargets.has(each.key)) {
      if (isParameterWord(each.key)) dropped.add(each);
      else each.doubt ??= refusal(each, 'a start that is no number', HELP);
    } else if ([...each.names].some((name) => coreTargets.has(name)) || isNamed(each.value, GRADIENT)) {
      each.doubt ??= refusal(each, 'an equation above the loop, which holds only for the first step', HELP);
    }
  });
  return { repetition, dropped };
}

/** An arrow within a loop, between names without an index, assigns as code does. */
function isInTurn({ line, target, relation, value }: Statement): boolean {
  const isArrow = relation.some((piece) => isSign(piece, '←'));
  const isRepeated = line.blocks.some(({ kind }) => kind === 'steps');
  const hasTime = (piece: Piece): boolean => piece.kind === 'scripts' && isNamed(piece.sub ?? [], COUNTS);
  return isRepeated && isArrow && !allOf([...target, ...value]).some(hasTime);
}

/** What a name is made from, directly and through others. */
function madeFrom(name: string, statements: readonly Statement[]): Set<string> {
  const found = new Set<string>();
  const open = [name];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const each of statements) {
      if (each.key !== next) continue;
      for (const used of each.names) {
        if (!found.has(used)) open.push(used);
        found.add(used);
      }
    }
  }
  return found;
}

/** In a listing a name has the value that was given last, never one that is given below. */
function doubtOrder(statements: readonly Statement[]): void {
  const made = new Set<string>();
  const last = new Map(statements.flatMap((each, i) => (isFixed(each) ? [] : [[each.key, i] as const])));
  const kept = new Set(statements.filter((each) => each.isUpdate).map((each) => each.key));
  const sources = new Map<string, Set<string>>();
  const isMadeFrom = (name: string, other: string): boolean => {
    const found = sources.get(name) ?? madeFrom(name, statements);
    sources.set(name, found);
    return found.has(other);
  };
  for (const [i, each] of statements.entries()) {
    for (const name of each.names) {
      const isBelow = !made.has(name) && name !== each.key && (last.get(name) ?? 0) > i;
      if (!isBelow || kept.has(name) || isParameterWord(name) || isMadeFrom(name, each.key)) continue;
      each.doubt ??= refusal(each, 'a name that gets its value below', 'Compute it above its use.');
    }
    if (!isFixed(each)) made.add(each.key);
  }
}

/** What a statement needs to be a formula. */
interface Context {
  repetition: 'once' | 'always' | null;
  display: boolean;
}

function formulaOf(statement: Statement, { repetition, display }: Context): PlacedFormula {
  const { line, start, end, target, relation, value } = statement;
  return {
    formula: {
      source: line.text.slice(start, end),
      display,
      before: '',
      behind: '',
      plain: {
        text: line.text,
        pieces: [...target, ...relation, ...value],
        doubt: statement.doubt,
        isUpdate: statement.isUpdate,
        repetition,
        block: 0,
      },
    },
    start: line.start + start,
    end: line.start + end,
  };
}

/** Stands for the text outside code blocks. */
const TEXT = -1;

/** Is the line in another loop over steps within this one? */
function isInsideOf({ blocks }: Line, loop: Block): boolean {
  const at = blocks.indexOf(loop);
  return at >= 0 && blocks.slice(at + 1).some(({ kind }) => kind === 'steps');
}

/** A listing that gives its step count a start, repeats its steps and never raises it. */
function doubtStopped(statements: readonly Statement[], hasClock: boolean): void {
  const counts = statements.filter((each) => each.key === 't');
  const isRepeated = statements.some(({ line }) => line.blocks.some(({ kind }) => kind === 'steps'));
  if (hasClock || !isRepeated || counts.length === 0 || !counts.every(isFixed)) return;
  for (const each of statements)
    if (each.key !== 't' && isNamed(each.value, COUNTS))
      each.doubt ??= refusal(each, 'a step count that never grows', 'Add t = t + 1.');
}

/** More than a rule has; the reader says so of an answer with fewer. */
const MAX_STATEMENTS = 200;

/**
 * @param text      what is not plain text is blank
 * @param isListing it is a code block in no language that is known here: pseudo-code
 * @param offset    of the text in the answer
 */
export function formulasIn(text: string, isListing = false, offset = 0): PlacedFormula[] {
  return programIn(text, isListing).map(({ formula, start, end }) => ({
    formula: { ...formula, plain: formula.plain && { ...formula.plain, block: isListing ? offset : TEXT } },
    start: start + offset,
    end: end + offset,
  }));
}

function programIn(text: string, isListing: boolean): PlacedFormula[] {
  const lines = linesOf(text);
  const counter = counterIn(lines);
  const options = {
    isListing,
    targets: targetsIn(text),
    counter: counter?.name ?? null,
    hasGluedTimes: GLUED_TIME.test(text),
  };
  const statements: Statement[] = [];
  const broken: PlacedFormula[] = [];
  for (const line of lines) {
    if (statements.length + broken.length >= MAX_STATEMENTS) break;
    try {
      statements.push(...statementsOf(line, options));
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      broken.push(unreadLine(line, error));
    }
  }
  if (statements.length === 0) return broken;
  const { repetition, dropped } = place(statements);
  doubtOrder(statements.filter((each) => repetition.get(each) !== 'once' && isInTurn(each)));
  const loop = lines
    .flatMap(({ blocks }) => blocks)
    .find((block) => block.counter === counter && counter !== null);
  const updates = statements.filter((each) => each.isUpdate);
  const isOuter = loop !== undefined && updates.some(({ line }) => isInsideOf(line, loop));
  if (isOuter && counter !== null)
    for (const each of statements)
      if (isNamed(each.value, COUNTS))
        each.doubt ??= refusal(each, 'a count that does not grow with every step', HELP);
  doubtStopped(statements, loop !== undefined);
  const kept = statements.filter((each) => !dropped.has(each));
  // Equations on lines of their own are the rule, with those in backticks that it lacks; sentences only tell of it.
  const isShown = (each: Statement): boolean => each.isAlone || each.line.blocks.length > 0;
  const shown = new Set(kept.filter(isShown).map((each) => each.key));
  const formulas = kept.map((each) =>
    formulaOf(each, {
      repetition: repetition.get(each) ?? null,
      display: isShown(each) || (each.isMarked && !shown.has(each.key)),
    }),
  );
  const ticks = statements.some((each) => each.key === 't' && !isFixed(each));
  if (
    counter &&
    loop &&
    Number.isInteger(counter.first) &&
    !ticks &&
    kept.some((each) => isNamed(each.value, COUNTS))
  ) {
    formulas.unshift(...clock(loop, counter.first));
  }
  return [...formulas, ...broken];
}

/** A line of code that may change anything stands for no equation. */
function unreadLine({ text, start }: Line, doubt: Unreadable): PlacedFormula {
  const plain = { text, pieces: [], doubt, isUpdate: false, repetition: null, block: 0 };
  return {
    formula: { source: '', display: true, before: '', behind: '', plain },
    start,
    end: start + text.length,
  };
}

/** `t = 0` and `t = t + 1` for a loop that counts the steps itself. */
function clock({ line: { text, start } }: Block, first: number): PlacedFormula[] {
  const at = { source: text, offset: 0, token: /^\S+/.exec(text)?.[0] ?? '' };
  const [t, is] = [letter('t', at), operator('=', at)];
  const before = String(first - 1).replace('-', '');
  const sign = first < 1 ? [operator('-', at)] : [];
  const once = [t, is, ...sign, digit(before, at)];
  const always = [t, is, t, operator('+', at), digit('1', at)];
  return [once, always].map((pieces, i) => ({
    formula: {
      source: text,
      display: true,
      before: '',
      behind: '',
      plain: {
        text,
        pieces,
        doubt: null,
        isUpdate: false,
        repetition: i === 0 ? ('once' as const) : ('always' as const),
        block: 0,
      },
    },
    start,
    end: start,
  }));
}
