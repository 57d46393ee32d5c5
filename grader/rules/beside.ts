/**
 * Formulas beside a program that leave something to it: "$\hat m = m / (1 - \beta_1^t)$" above a class that makes m. Each takes the
 * place of the program's own equation for the same thing, so that none is passed over: a wrong one makes another rule than the program.
 */
import { isGradientKey, isParameterWord } from './code/names.ts';
import type { RawEquation } from './equations/equations.ts';
import { findNotation } from './equations/notation.ts';
import { readTarget } from './equations/targets.ts';
import type { Target } from './equations/targets.ts';
import { readFormulas } from './reading/formulas.ts';
import type { RuleOptions } from './reading/read.ts';
import { linesOf } from './run/lines.ts';
import type { Line, Times } from './run/lines.ts';
import type { Machine } from './run/machine.ts';
import type { PlacedFormula } from './text/formula.ts';
import type { Answer } from './text/markdown.ts';
import { allOf } from './text/piece.ts';
import { formulasIn } from './text/program.ts';

/**
 * The formulas of an answer with the equations of its program for what they do not give; null where lines do not say the program.
 * @param answer the answer without its program
 */
export function completedBy(
  { machine, parameter }: { machine: Machine; parameter: string },
  answer: Answer,
  options: RuleOptions,
): Answer | null {
  const { targets, named } = readIn(answer, options);
  // m_0 = 0 is no equation of m.
  const given = targets.filter(({ time }) => time?.letter !== null).map(({ name }) => name);
  const isMoved = given.some((name) => isParameterWord(name));
  const times = timesOf(targets);
  const moved = named.includes(parameter) ? undefined : named.find(isMovable);
  if (targets.length === 0) return null;
  // A g that is made is no gradient.
  const rename = (name: string): string =>
    isGradientKey(name) ? 'q' : name === parameter ? (moved ?? name) : name;
  const lines = linesOf(machine.schedule, times, rename, given.some(isGradientKey));
  if (!lines) return null;
  const shared = new Set<string>();
  const [above, below]: [PlacedFormula[], PlacedFormula[]] = [[], []];
  const isGiven = ({ name, text }: Line): boolean => {
    const [own] = readIn({ ...answer, tex: [], bare: [], plain: formulasIn(text, 0) }, options).targets;
    return own !== undefined && (given.includes(own.name) || (name === (moved ?? parameter) && isMoved));
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

const atTop = (each: PlacedFormula): PlacedFormula => ({ ...each, start: 0, end: 0 });

/** The time at which formulas make their states, `v_{t+1}`; null of those without. */
function timesOf(targets: readonly Target[]): Times | null {
  const timed = targets.flatMap(({ name, time }) =>
    time && time.letter !== null ? [{ name, letter: time.letter, offset: time.offset }] : [],
  );
  const [first] = timed;
  const state = timed.find(({ name }) => !isParameterWord(name));
  return state ?? (first ? { ...first, offset: 0 } : null);
}

/** `\beta_1 = 0.9`, `eps = 1e-8` and `self.m = None` give no more than a value. */
function isValue({ right }: RawEquation): boolean {
  const parts = right.filter(({ kind }) => kind !== 'break');
  return (
    parts.every(({ kind }) => kind === 'digit') ||
    (parts.length === 1 && /^(?:letter|word)$/.test(parts[0]!.kind))
  );
}

/** What the equations of an answer give values to, and the letters in them. */
function readIn(answer: Answer, { macros = {} }: RuleOptions): { targets: Target[]; named: string[] } {
  const { raws, pieces } = readFormulas(answer, macros, 'all', []);
  const notation = findNotation(pieces, raws);
  const targets = raws.flatMap((raw) => {
    const target = readTarget(raw.left, notation);
    // m_0 = 1 says where m starts.
    return target && (!isValue(raw) || target.time?.letter === null) ? target : [];
  });
  return {
    targets,
    named: [...allOf(pieces)].flatMap((piece) => (piece.kind === 'letter' ? piece.name : [])),
  };
}

/** x may be data, and b a bias. */
const isMovable = (name: string): boolean => isParameterWord(name) && !/^[xbp]$/i.test(name);
