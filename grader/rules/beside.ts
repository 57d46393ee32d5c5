/**
 * Formulas beside a program that leave something to it: "$\hat m = m / (1 - \beta_1^t)$" above a class that makes m. Each takes the
 * place of the program's own equation for the same thing, so that none is passed over: a wrong one makes another rule than the program.
 */
import { isGradientKey, isParameterWord } from './code/seen/names.ts';
import type { RawEquation } from './equations/equations.ts';
import { findNotation } from './equations/notation.ts';
import { readTarget } from './equations/targets.ts';
import type { Target } from './equations/targets.ts';
import { symbolsOf } from './formulas/expression.ts';
import { attempted } from './formulas/parser.ts';
import { readFormulas } from './reading/formulas.ts';
import type { RuleOptions } from './reading/read.ts';
import { linesOf } from './run/lines.ts';
import type { Line, Times } from './run/lines.ts';
import type { Machine } from './run/machine.ts';
import type { PlacedFormula } from './text/plain/formula.ts';
import type { Answer } from './text/markdown.ts';
import { allOf } from './text/plain/piece.ts';
import { formulasIn } from './text/listings/program.ts';

/** A rule that a program computes, and those of its other parameters. */
interface Computed {
  machine: Machine;
  parameter: string;
  further: readonly Computed[];
}

/**
 * The formulas of an answer with the equations of its program for what they do not give; null where lines do not say the program.
 * @param answer the answer without its program
 */
export function completedBy(rule: Computed, answer: Answer, options: RuleOptions): Answer | null {
  const { targets, named, isAhead } = readIn(answer, options);
  if (targets.length === 0) return null;
  // m_0 = 0 is no equation of m.
  const given = targets.filter(({ time }) => time?.letter !== null).map(({ name }) => name);
  const times = timesOf(targets, isAhead);
  const moved = movedIn(rule, named);
  const lines = allLines(rule, times, moved, named, given.some(isGradientKey));
  if (!lines) return null;
  const isMoved = rule.further.length === 0 && given.some((name) => isParameterWord(name));
  const shared = new Set<string>();
  const [above, below]: [PlacedFormula[], PlacedFormula[]] = [[], []];
  const isGiven = ({ name, text }: Line): boolean => {
    const [own] = readIn({ ...answer, tex: [], bare: [], plain: formulasIn(text, 0) }, options).targets;
    return own !== undefined && (given.includes(own.name) || (name === moved && isMoved));
  };
  for (const [i, line] of lines.entries()) {
    if (isGiven(line)) {
      shared.add(line.name);
      continue;
    }
    const isBelow = times === null && line.from.some((name) => shared.has(name));
    // Without times the order says what is made from what.
    if (isBelow && lines.slice(i + 1).some(isGiven)) return null;
    (isBelow ? below : above).push(...formulasIn(line.text, isBelow ? answer.source.length : 0));
  }
  return { ...answer, plain: [...above.map(atTop), ...answer.plain, ...below] };
}

/** How formulas call the one parameter that a program moves. */
function movedIn({ parameter, further }: Computed, named: readonly string[]): string {
  if (further.length > 0 || named.includes(parameter)) return parameter;
  return named.find(isMovable) ?? parameter;
}

/** `v_W` of vW, as formulas write it. */
const unglued = (name: string): string => name.replace(/^([a-z])(d?[WwBb])$/, '$1_$2');

/** The lines of all parameters; null where a name is made in two ways. */
function allLines(
  { machine, parameter, further }: Computed,
  times: Times | null,
  moved: string,
  named: readonly string[],
  hasGradient: boolean,
): Line[] | null {
  const rename = (name: string): string => {
    // A g that is made is no gradient.
    if (isGradientKey(name)) return 'q';
    return name === parameter ? moved : unglued(name);
  };
  // b1 of the program beside β_1, and the other way round
  const isBeta = named.includes('beta');
  const isB = !isBeta && named.includes('b');
  const constant = (name: string): string => {
    if (isBeta) return name.replace(/^b_(?=\d$)/, 'beta_');
    return isB ? name.replace(/^beta_(?=\d$)/, 'b_') : name;
  };
  const gradient = further.length > 0 ? `d${parameter}` : hasGradient ? 'g' : null;
  const own = linesOf(machine, times, { rename, constant, gradient });
  const others = further.map((each) =>
    linesOf(each.machine, times, { rename: unglued, constant, gradient: `d${each.parameter}` }),
  );
  const lines = [own, ...others].flatMap((each) => each ?? []);
  const byName = new Map(lines.map((line) => [line.name, line]));
  const isOnce = lines.every(({ name, text }) => byName.get(name)!.text === text);
  return own && !others.includes(null) && isOnce ? [...byName.values()] : null;
}

const atTop = (each: PlacedFormula): PlacedFormula => ({ ...each, start: 0, end: 0 });

/** The time at which formulas make their states, `v_{t+1}`; null of those without. */
function timesOf(targets: readonly Target[], isAhead: boolean): Times | null {
  const timed = targets.flatMap(({ name, time }) =>
    time && time.letter !== null ? [{ name, letter: time.letter, offset: time.offset }] : [],
  );
  const [first] = timed;
  const state = timed.find(({ name }) => !isParameterWord(name));
  return state ?? (first ? { ...first, offset: isAhead ? first.offset : 0 } : null);
}

/** `\beta_1 = 0.9`, `eps = 1e-8` and `self.m = None` give no more than a value. */
function isValue({ right }: RawEquation): boolean {
  const parts = right.filter(({ kind }) => kind !== 'break');
  return (
    parts.every(({ kind }) => kind === 'digit') ||
    (parts.length === 1 && /^(?:letter|word)$/.test(parts[0]!.kind))
  );
}

interface Read {
  targets: Target[];
  /** Letters in the formulas. */
  named: string[];
  /** `θ_{t+1} = θ_t − η v_{t+1}`: what the update is made of has its time. */
  isAhead: boolean;
}

/** What the equations of an answer give values to, and what stands in them. */
function readIn(answer: Answer, { macros = {} }: RuleOptions): Read {
  const { raws, pieces } = readFormulas(answer, macros, 'all', []);
  const notation = findNotation(pieces, raws);
  let isAhead = false;
  const targets = raws.flatMap((raw) => {
    const target = readTarget(raw.left, notation);
    const value = target && raw.right[0] ? attempted(raw.right, notation, raw.right[0].at) : null;
    isAhead ||= (value ? symbolsOf(value) : []).some(
      ({ time }) => time?.letter === target?.time?.letter && time?.offset === 1,
    );
    // m_0 = 1 says where m starts.
    return target && (!isValue(raw) || target.time?.letter === null) ? target : [];
  });
  const named = allOf(pieces).flatMap((piece) => (piece.kind === 'letter' ? piece.name : []));
  return { targets, named, isAhead };
}

/** x may be data, and b a bias. */
const isMovable = (name: string): boolean => isParameterWord(name) && !/^[xbp]$/i.test(name);
