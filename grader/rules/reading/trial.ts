/** A rule under what is supposed of it: do two values become one there? */
import type { Equation } from '../equations/equations.ts';
import { hasGradient, symbolsOf, walk } from '../formulas/expression.ts';
import type { Expression } from '../formulas/expression.ts';
import type { Model } from '../model/model.ts';
import { remembered } from '../remembered.ts';
import { ANY, ENDING, NUMBERED, STEADY, STILL, Way } from '../run/way.ts';
import type { Course } from '../run/way.ts';
import type { Case, Example } from './cases.ts';

/** What counts the steps of a claim that has no letter for them. */
export const STEP = 't';

/** That any of some values is another. */
export interface Claim {
  meant: Expression[];
  value: Expression;
  /** It comes to be so, or is so from the first step on. */
  isLater: boolean;
  /** It is so nearly. */
  isRough: boolean;
}

/** A run of a decay near 1 would be too long to see where it goes. */
const SLOWEST = 0.97;

/** What counts the steps in some values; null where it is not one letter alone. */
export function letterOf(values: readonly Expression[], { timeLetters }: Model): string | null {
  const letters = values.flatMap(symbolsOf).flatMap(({ name, time }) => {
    const own = timeLetters.has(name) ? [name] : [];
    return time?.letter ? [...own, time.letter] : own;
  });
  // i of Σ_i β^{t−i} g_i
  const counters = values.flatMap(walk).flatMap((e) => (e.kind === 'history' ? e.index : []));
  const all = [...new Set(letters)].filter((letter) => !counters.includes(letter));
  return all.length > 1 ? null : (all[0] ?? STEP);
}

/** Σ_k β^k is no sum over the steps. */
const hasSumOfNumbers = (value: Expression): boolean =>
  walk(value).some(
    (e) =>
      e.kind === 'history' &&
      !hasGradient(e.body) &&
      symbolsOf(e.body).every(({ time }) => time === null) &&
      !(e.written?.lower ?? e.written?.upper),
  );

const withoutEpsilon = (name: string, isSmall: boolean): number =>
  isSmall ? 1e-12 : ANY.constantFor(name, isSmall);
/** Many leave it out of what they say beside the rule. */
const WITHOUT_EPSILON: Course = { ...ANY, constantFor: withoutEpsilon };

const withSettings = (course: Course, settings: ReadonlyMap<string, number>): Course => ({
  ...course,
  constantFor: (name, isSmall) => settings.get(name) ?? course.constantFor(name, isSmall),
});

/** What a rule and the words around it leave open of a trial. */
export interface Tried {
  model: Model;
  isGradient: (name: string) => boolean;
  /** Names that the answer gives values beside the rule. */
  defined: ReadonlyMap<string, Equation>;
}

abstract class Trial {
  protected readonly tried: Tried;
  private readonly wayOf: (course: Course) => Way;

  constructor(tried: Tried, settings: ReadonlyMap<string, number>) {
    this.tried = tried;
    const { model, defined, isGradient } = tried;
    this.wayOf = remembered((course) => new Way(model, defined, isGradient, withSettings(course, settings)));
  }

  /** Where nothing is computed with t, the first step may have either number. */
  protected ask(course: Course, question: (way: Way) => boolean | null): boolean | null {
    const way = this.wayOf(course);
    return way.bestOf(
      () => question(way),
      (is) => (is === null ? 0 : is ? 2 : 1),
    );
  }

  /** Does the claim hold? Null where that cannot be told. */
  holds({ meant, value, ...claim }: Claim): boolean | null {
    const letter = letterOf([...meant, value], this.tried.model);
    if (letter === null || [...meant, value].some(hasSumOfNumbers)) return null;
    const found = meant.flatMap((e) => this.answers({ ...claim, meant: [e], value }, e, letter));
    return found.includes(true) ? true : found.includes(null) ? null : false;
  }

  protected abstract answers(claim: Claim, e: Expression, letter: string): (boolean | null)[];
}

/** Every course that a case may mean: of any of them a claim may be true. */
export class CaseTrial extends Trial {
  private readonly supposed: Case;

  constructor(tried: Tried, supposed: Case) {
    super(tried, supposed.settings);
    this.supposed = supposed;
  }

  protected answers({ value, isLater, isRough }: Claim, e: Expression, letter: string): (boolean | null)[] {
    const { settings, step, gradient: is } = this.supposed;
    const { constants } = this.tried.model;
    const isSlow = [...settings].some(([name, number]) => constants.has(name) && number > SLOWEST);
    const tolerance = isRough ? 0.05 : 1e-6;
    const agree = (course: Course): boolean | null =>
      this.ask(course, (way) =>
        step === null
          ? way.agree(e, value, letter, tolerance)
          : way.agreeAt(e, value, letter, step, tolerance),
      );
    const meet = (): boolean | null => this.ask(STEADY, (way) => way.meet(e, value, letter));
    return [
      ...(isLater || is === 'same' ? [isSlow ? null : meet(), agree(STEADY)] : []),
      // Where nothing has moved yet everything is 0, whatever is said.
      ...(is === 'none' ? [agree(isOfNumbered(this.tried.model, e, value) ? STILL : ENDING)] : []),
      ...(is === null && !isLater ? [agree(ANY), agree(WITHOUT_EPSILON)] : []),
    ];
  }
}

/** The first steps with the numbers of an example. */
export class ExampleTrial extends Trial {
  private readonly course: Course;

  constructor(tried: Tried, { gradients, settings }: Example) {
    super(tried, settings);
    const { parameter, constants } = tried.model;
    const given = [...gradients].sort(([a], [b]) => a - b).map(([, value]) => value);
    const start = settings.get(`${parameter}_0`) ?? settings.get(parameter);
    this.course = {
      ...ANY,
      steps: given.length,
      gradientAt: (point, step) => point.map(() => given[step]!),
      constantFor: (name, isSmall) =>
        constants.get(name)?.isLiteral ? Number(name) : withoutEpsilon(name, isSmall),
      start: start === undefined ? ANY.start : ANY.start.map(() => start),
    };
  }

  protected answers({ value, isRough }: Claim, e: Expression, letter: string): (boolean | null)[] {
    const tolerance = isRough ? 0.02 : roundingOf(value);
    return [this.ask(this.course, (way) => way.agree(e, value, letter, tolerance))];
  }
}

/** Half of the last digit of its numbers, where they have several. */
function roundingOf(value: Expression): number {
  const digits = walk(value).flatMap((e) =>
    e.kind === 'number' ? (/\.(\d{2,})$/.exec(String(e.value))?.[1]!.length ?? []) : [],
  );
  return digits.length > 0 ? 0.6 * 10 ** -Math.min(...digits) : 1e-6;
}

/** Do they speak of single steps by their numbers, m_1 and θ_0? */
export const isOfNumbered = ({ equations }: Model, ...values: readonly Expression[]): boolean =>
  values.flatMap(symbolsOf).some(({ name, time }) => {
    const base = NUMBERED.exec(name)?.[1];
    return (time !== null && time.letter === null) || equations.some(({ target }) => target === base);
  });
