/** Equations that stand beside a rule, in earnest, and that it does without: it has to take the same steps with them. */
import type { Candidate } from '../equations/candidates.ts';
import {
  gradientsIn,
  hasGradient,
  hasHistory,
  hasOpenBounds,
  numberOf,
  symbolNames,
  walk,
} from '../formulas/expression.ts';
import type { Notation } from '../formulas/symbols.ts';
import { assemble } from '../model/assemble.ts';
import type { Reading } from '../model/assemble.ts';
import { readOr, Unreadable } from '../place.ts';
import { takeTheSameSteps } from '../run/unrolled.ts';
import { placeOf } from './formulas.ts';

/** A rule as it was read, from which equations. */
interface Read {
  reading: Reading;
  own: readonly Candidate[];
  notation: Notation;
  isGradient: (name: string) => boolean;
}

/** Is it the same rule with other equations? */
const isKeptWith = ({ reading, notation, isGradient }: Read, equations: readonly Candidate[]): boolean => {
  const { model } = assemble(equations, notation, isGradient, [], []);
  return takeTheSameSteps(reading.kept ?? reading.model, model);
};

/** The equations with one in the place of those that make the same name. */
const withOther = ({ own }: Read, c: Candidate): Candidate[] => [
  ...own.filter(({ equation }) => equation?.target !== c.equation?.target),
  c,
];

/**
 * @param sums that unroll a recursion of the rule
 * @throws Unreadable where one of them is another quantity, or cannot be put in its place
 */
export function refuseOtherSums(read: Read, sums: readonly Candidate[]): void {
  for (const sum of sums) {
    const hasOpen = walk(sum.equation!.value).some((e) => e.kind === 'history' && hasOpenBounds(e));
    if (!hasOpen && isKeptWith(read, withOther(read, sum))) continue;
    const at = sum.raw.left[0]?.at ?? placeOf(sum.target.name);
    throw new Unreadable(
      at,
      `“${at.token}” is given by a recursion and by a sum, and the two are not the same`,
      'Correct one of them, or keep the one that is meant.',
    );
  }
}

/** Is all of it made from what the rule has? Gradients that are given are those of one point, so that no step ahead is tried. */
function isOfRule({ equation }: Candidate, { reading: { model }, notation, isGradient }: Read): boolean {
  const made = model.equations.map(({ target }) => target);
  const points = model.equations.flatMap(({ value }) => gradientsIn(value)).flatMap((each) => each.points);
  const isKnown = (name: string): boolean =>
    made.includes(name) || model.constants.has(name) || isGradient(name) || notation.timeLetters.has(name);
  return (
    equation !== null &&
    points.every(({ kind }) => kind === 'symbol') &&
    made.includes(equation.target) &&
    symbolNames(equation.value).every(isKnown)
  );
}

/** "Then $v \leftarrow 2v$": an act within the text that does something to a state, in earnest and of the same optimizer. */
function isAct({ raw, equation, target }: Candidate, { own, reading, isGradient }: Read): boolean {
  const update = own.find((c) => c.equation?.target === reading.model.parameter);
  return (
    equation !== null &&
    !hasGradient(equation.value) &&
    !hasHistory(equation.value) &&
    !symbolNames(equation.value).some(isGradient) &&
    (equation.isArrow || raw.isToRight === true) &&
    !raw.display &&
    !(raw.isAside || raw.isRemark || raw.isExample || raw.isInitial) &&
    raw.about === (update?.raw.about ?? null) &&
    target.time?.letter !== null &&
    numberOf(equation.value) === null
  );
}

/**
 * @param told   equations whose side had to be solved for a name that has one of its own
 * @param others of the answer, which the rule does without
 * @throws Unreadable where one is not kept by the rule; of one that cannot be tried nothing is known
 */
export function refuseUnkept(read: Read, told: readonly Candidate[], others: readonly Candidate[]): void {
  const acts = others.filter((c) => isAct(c, read));
  for (const c of [...told, ...acts].filter((each) => isOfRule(each, read))) {
    const equations = acts.includes(c) ? [...read.own, c] : withOther(read, c);
    const isKept = readOr(
      () => isKeptWith(read, equations),
      () => true,
    );
    if (isKept) continue;
    const at = c.raw.left[0]?.at ?? placeOf(c.target.name);
    throw new Unreadable(at, 'an equation that the rule does not keep', 'Correct the one that is not meant.');
  }
}
