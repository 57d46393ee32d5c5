/** Helpers that an answer uses and does not define, taken as their papers define them. */
import type { Equation } from '../equations/equations.ts';
import { binary, call, number, rewrite, symbol, walk, walkWithPoints } from '../formulas/expression.ts';
import type { Expression, Time } from '../formulas/expression.ts';
import type { Place } from '../place.ts';
import { useOf } from './model.ts';

export interface Assumed {
  equations: Equation[];
  assumption: string;
}

/** Between the update, which a helper explains, and the explanations in the text, which explain the helper. */
const HELPER = 0.5;

function equation(target: string, time: Time | null, value: Expression, at: Place): Equation {
  const told = { display: true, isNextStep: false, isArrow: false, isReset: false };
  return { target, time, value, explanation: HELPER, ...told, at };
}

/** The factor of the state's own old value in its equation: β in βm + (1−β)g. */
export function decayOf(state: Equation): Expression | null {
  for (const e of walk(state.value)) {
    if (e.kind !== 'binary' || e.operator !== '*') continue;
    const isSelf = (side: Expression): boolean => side.kind === 'symbol' && side.name === state.target;
    const isConstant = (side: Expression): boolean => side.kind === 'number' || side.kind === 'symbol';
    if (isSelf(e.right) && isConstant(e.left)) return e.left;
    if (isSelf(e.left) && isConstant(e.right)) return e.right;
  }
  return null;
}

/** m for m̂, m′, m^corrected. Bars and tildes have no customary meaning. */
export function baseOf(name: string): string | null {
  const match =
    /^hat (.+)$/.exec(name) ??
    /^(.+)'$/.exec(name) ??
    /^(.+?)[\^_](?:hat|c|corr|corrected|unbiased|bc)$/.exec(name);
  return match?.[1] ?? null;
}

/** Names that equations use, gradients' points among them, and that none of them makes; with m̂ the m that it is assumed from. */
export function openNames(equations: readonly Equation[]): Set<string> {
  const made = new Set(equations.map(({ target }) => target));
  const used = equations.flatMap(({ value }) => walkWithPoints(value)).filter((e) => e.kind === 'symbol');
  const names = used.flatMap(({ name }) => [name, baseOf(name) ?? squareOf(name) ?? name]);
  return new Set(names.filter((name) => !made.has(name)));
}

const MEAN = /^RMS\[(.+)\]$/;

/** E[x²] of RMS[x]. */
function squareOf(name: string): string | null {
  const of = MEAN.exec(name)?.[1];
  return of === undefined ? null : `E[${of}^2]`;
}

/** m̂ = m / (1 − βᵗ), with the β of m's own equation. */
function biasCorrected(name: string, at: Place, equations: readonly Equation[]): Assumed | null {
  const base = baseOf(name);
  const state = equations.find((e) => e.target === base && decayOf(e) !== null);
  if (!base || !state) return null;
  const t = symbol('t', null, at);
  const steps = state.time ? binary('+', t, number(state.time.offset, at)) : t;
  const correction = binary('-', number(1, at), binary('^', decayOf(state)!, steps));
  const value = binary('/', symbol(base, state.time, at), correction);
  return {
    equations: [equation(name, state.time, value, at)],
    assumption: `“${at.token}” is not defined; it is taken as the bias-corrected ${base}, divided by 1 − β^t (Kingma and Ba).`,
  };
}

/** RMS[x] = √(E[x²] + ε), or as the answer has it of another x. */
function rootMeanSquare(
  name: string,
  at: Place,
  equations: readonly Equation[],
  time: Time | null,
): Assumed | null {
  const of = MEAN.exec(name)?.[1];
  if (of === undefined) return null;
  const given = equations.find(({ target }) => MEAN.test(target));
  if (given) {
    const other = MEAN.exec(given.target)![1]!;
    const swap = (e: Expression): Expression =>
      e.kind === 'symbol' ? { ...e, name: e.name.replace(`[${other}^2]`, `[${of}^2]`) } : e;
    return {
      equations: [{ ...given, target: name, value: rewrite(given.value, swap) }],
      assumption: `RMS[${of}] is taken like RMS[${other}].`,
    };
  }
  const mean = equations.find(({ target }) => target.endsWith(`[${of}^2]`));
  const index = mean ? mean.time : time;
  const square = symbol(mean?.target ?? squareOf(name)!, index, at);
  const value = call('sqrt', [binary('+', square, symbol('epsilon', null, at))], at);
  return {
    equations: [equation(name, index, value, at)],
    assumption: `RMS[${of}] is not defined; it is taken as the root of E[${of}²] + ε (Zeiler).`,
  };
}

/** E[x²] = γE[x²] + (1−γ)x². */
function meanSquare(
  name: string,
  at: Place,
  equations: readonly Equation[],
  time: Time | null,
): Assumed | null {
  const of = /^E\[(g|Deltax|Deltatheta)\^2\]$/.exec(name)?.[1];
  // Beside an E[g] of the student's own, E[g²] is more likely a slip.
  if (of === undefined || equations.some((e) => e.target.startsWith(`E[${of}`))) return null;
  const element = symbol(of.replace('Delta', 'Delta '), time, at);
  const decay = symbol('rho', null, at);
  const old = symbol(name, time && { ...time, offset: time.offset - 1 }, at);
  const weight = binary('-', number(1, at), decay);
  const square = binary('^', element, number(2, at));
  const value = binary('+', binary('*', decay, old), binary('*', weight, square));
  return {
    equations: [equation(name, time, value, at)],
    assumption: `${name} is not defined; it is taken as the exponential average ρE + (1−ρ)${of}².`,
  };
}

/** Ruder's G_t: the sum of the squares of all gradients so far. */
function accumulator(name: string, at: Place, time: Time | null): Assumed | null {
  if (!/^G(_[ij](,?[ij])?)?$/.test(name) || time?.letter === null) return null;
  const element = symbol('g', { letter: 'τ', offset: 0 }, at);
  const value: Expression = {
    kind: 'history',
    operator: '+',
    index: 'τ',
    lower: null,
    upper: null,
    body: binary('^', element, number(2, at)),
    at,
  };
  return {
    equations: [equation(name, { letter: 't', offset: 0 }, value, at)],
    assumption: `“${at.token}” is not defined; it is taken as the sum of the squared gradients so far (Duchi et al.).`,
  };
}

/** Equations for an undefined name as the papers have them; null where no paper defines such a name. */
export function assume(name: string, equations: readonly Equation[]): Assumed | null {
  const use = useOf(name, equations);
  if (!use) return null;
  const { at, time } = use;
  const present = time && { letter: time.letter, offset: 0 };
  return (
    biasCorrected(name, at, equations) ??
    rootMeanSquare(name, at, equations, present) ??
    meanSquare(name, at, equations, present) ??
    accumulator(name, at, time)
  );
}
