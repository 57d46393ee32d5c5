/** What a rule gives in its first step: "there m̂ = g" says nothing new of m̂. */
import { equationsOf } from '../equations/candidates.ts';
import type { Candidate } from '../equations/candidates.ts';
import type { Equation } from '../equations/equations.ts';
import { number, numberOf, rewrite, symbolNames, walk } from '../formulas/expression.ts';
import { isUnknownWord } from '../text/plain/starts.ts';
import type { Expression } from '../formulas/expression.ts';
import { isParameterName } from '../formulas/gradients.ts';
import { means } from '../lexicon.ts';
import { Unreadable } from '../place.ts';
import { isRecursive, reachable } from './model.ts';
import { isStateName } from './roles.ts';
import { sayTheSame } from './sameness.ts';

/** Parts within each other; a rule has a handful. */
const MAX_DEPTH = 12;

/** g of g_1, and of g_t. */
function present(name: string): string {
  const base = name.replace(/_1$/, '');
  return means('gradient', base) ? base : name;
}

/** A value in the first step, where what is made from its own old value was 0 before. */
function inFirst(
  value: Expression,
  own: string | null,
  equations: readonly Equation[],
  timeLetters: ReadonlySet<string>,
  depth = 0,
): Expression {
  return rewrite(value, (e) => {
    if (e.kind !== 'symbol') return e;
    if (timeLetters.has(e.name)) return number(1, e.at);
    if (e.name === own) return number(0, e.at);
    const name = present(e.name);
    const made = equations.find(({ target }) => target === name);
    if (made && depth < MAX_DEPTH) return inFirst(made.value, name, equations, timeLetters, depth + 1);
    return { ...e, name, time: null };
  });
}

/**
 * Does `told` say of a name, or of `b_1` for b, what the other equations make it in its first step, without any state of the step
 * before?
 */
export function isOfFirstStep(
  told: Equation,
  others: readonly Equation[],
  timeLetters: ReadonlySet<string>,
): boolean {
  const name = told.target.replace(/_1$/, '');
  const equations = others.filter(({ value }) => value !== told.value && numberOf(value) === null);
  const own = equations.find(({ target }) => target === name);
  const isState = (each: string): boolean => isRecursive(each, equations);
  // Of what keeps nothing the first step is like all others.
  if (!own || ![...reachable([name], equations)].some(isState)) return false;
  if (symbolNames(told.value).some(isState)) return false;
  const [first, said] = [
    inFirst(own.value, name, equations, timeLetters),
    inFirst(told.value, null, equations, timeLetters),
  ];
  return sayTheSame(first, said, new Set());
}

/** "v_t = 0 for t = 0" */
const AT_START =
  /^\s*,?\s*\(?(?:for|at|when|if|für|bei|pour|para|per|à|при|для)\s*(?:\S+\s*)?$|^\s*\(?(?:initial|at first|in the beginning|before|at the (?:start|beginning))/i;

/**
 * `m_0 = g_1` of a state, and an m_1 that is not what the equations make; y_0 = x_0 of a point is what it has to be.
 * @throws Unreadable at the first such equation
 */
export function refuseStarts(candidates: readonly Candidate[], timeLetters: ReadonlySet<string>): void {
  const said = candidates.filter(({ raw }) => !raw.isRemark && !raw.isExample);
  const meant = said.filter(({ raw }) => !raw.isAside);
  const all = equationsOf(meant);
  for (const { equation, raw } of meant) {
    const time = equation?.time;
    // "We put back $s_{t-1} = 0$" is known in English alone.
    const isAnew =
      time?.offset === 0 ||
      (time?.offset === -1 && !/\b(?:each|every|(?:re)?set|zero|start|clear)/i.test(raw.words.before));
    const isOfEach = time?.letter != null && isAnew && !raw.isInitial;
    if (
      !equation ||
      !isOfEach ||
      numberOf(equation.value) === null ||
      AT_START.test(raw.words.behind) ||
      !isRecursive(equation.target, all)
    )
      continue;
    const reason = `“${equation.at.token}” gets a number at every step`;
    throw new Unreadable(equation.at, reason, 'Give the value before the first step with the index 0.');
  }
  for (const equation of equationsOf(said)) {
    const { target, value, time, at } = equation;
    const name = target.replace(/_1$/, '');
    const index = name !== target ? 1 : time?.letter === null ? time.offset : null;
    const others = all.filter((e) => e !== equation);
    // `v ← \\text{Startvektor}` above v ← μv + g
    if (time === null && value.kind === 'symbol' && isUnknownWord(value.name) && isRecursive(name, others))
      throw new Unreadable(at, 'a start that is told in words', HELP);
    if (index === null || numberOf(value) !== null) continue;
    if (isParameterName(name) || !isRecursive(name, others)) continue;
    const isPoint = value.kind === 'symbol' && isParameterName(value.name) && !isStateName(name);
    // `E[g²]_0 = E[Δx²]_0 = 0`
    const isState =
      value.kind === 'symbol' &&
      !isParameterName(value.name) &&
      !means('gradient', value.name) &&
      isRecursive(value.name, others);
    const isStandstill = value.kind === 'symbol' && (value.name === name || isState);
    if (index <= 0 && !isPoint && !isStandstill) throw new Unreadable(at, 'a start that is no number', HELP);
    if (index === 1 && !hasFraction(value) && !isOfFirstStep(equation, others, timeLetters))
      throw new Unreadable(at, 'a step that is another than the steps behind it make from 0', HELP);
  }
}

/** 0.1 may be 1 − β of a β that has its number elsewhere. */
const hasFraction = (value: Expression): boolean =>
  walk(value).some((e) => {
    const n = e.kind === 'symbol' ? Number(e.name) : e.kind === 'number' ? e.value : 0;
    return Number.isFinite(n) && !Number.isInteger(n);
  });

const HELP = 'Give the value before the first step as a number, and one equation that holds at every step.';
