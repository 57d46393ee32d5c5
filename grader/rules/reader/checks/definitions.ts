/** What an answer defines and its rule never uses, while the rule lacks just that. */
import { targetName } from '../../equations/candidates.ts';
import { gradientsIn, nameOf, symbolNames, textOf, uses } from '../../formulas/expression.ts';
import type { Expression } from '../../formulas/expression.ts';
import { isParameterLike } from '../../formulas/gradients.ts';
import { closure } from '../../model/model.ts';
import { Unreadable } from '../../place.ts';
import { sidesOf } from '../account.ts';
import { gradientLabel, isGradientBase, isSameLetter, namesIn, spelled } from '../names.ts';
import type { Check, Objections } from './check.ts';

export function* definitionObjections(check: Check): Objections {
  yield* leftOut(check);
  yield* misnamed(check);
  yield* gradientOfAnotherName(check);
  yield* ofNoName(check);
  yield* movedElsewhere(check);
  yield* stepCountElsewhere(check);
  yield* ofSquare(check);
}

/** `g² = Σ_k (∂_k f)²` is no square of each coordinate, which the rule takes. */
function* ofSquare({ told }: Check): Objections {
  for (const { left, value } of told) {
    const base = left && squared(left);
    const name = base && nameOf(base);
    if (!name || !isGradientBase(name.base)) continue;
    const own = value && squared(value);
    const isOwn = own?.kind === 'gradient' || (own && nameOf(own)?.base === name.base);
    if (isOwn) continue;
    const reason = `“${left.at.token}” is told to be something else than the square of each coordinate`;
    yield new Unreadable(left.at, reason, 'Use another name for what is no square of the gradient.');
  }
}

/** g of `g²` and of `g ⊙ g`; null of anything else. */
function squared(e: Expression): Expression | null {
  if (e.kind !== 'binary') return null;
  if (e.operator === '^' && e.right.kind === 'number' && e.right.value === 2) return e.left;
  return e.operator === '*' && textOf(e.left) === textOf(e.right) ? e.left : null;
}

/** `χ ← t + 1`, while the rule counts by t. */
function* stepCountElsewhere({ told, parts, account: { notation } }: Check): Objections {
  const used = new Set(parts.flatMap(({ value }) => namesIn(value).map(({ name }) => name.base)));
  for (const { target, left, value } of told) {
    if (!target || value?.kind !== 'binary' || value.operator !== '+' || value.right.kind !== 'number')
      continue;
    const count = nameOf(value.left)?.base ?? '';
    if (!notation.timeLetters.has(count) || !used.has(count)) continue;
    const reason = `“${spelled(target)}” counts the steps, and the rule uses “${count}”`;
    if (target.base !== count && !used.has(target.base)) yield new Unreadable(left!.at, reason, SAME_NAME);
  }
}

/** `χ ← b − η∇_b L(W, b)`, while b stays where it is. */
function* movedElsewhere({ account: { candidates, parameters } }: Check): Objections {
  for (const { equation, raw } of candidates) {
    if (!equation || raw.isAside || raw.isRemark) continue;
    const { value, target, at } = equation;
    for (const { of } of gradientsIn(value))
      if (of !== null && of !== target && uses(value, of) && !parameters.includes(of))
        yield new Unreadable(at, `“${at.token}” is made from “${of}”, which is never moved`, SAME_NAME);
  }
}

const SAME_NAME = 'Use the same name in both places.';

/** Something is assumed, while the answer uses it to make something that nothing uses. */
function* misnamed({ account }: Check): Objections {
  const { candidates, model } = account;
  const assumed = assumedIn(account);
  const known = new Set(model.equations.flatMap((e) => [e.target, ...symbolNames(e.value)]));
  for (const { equation, raw } of candidates) {
    if (!equation || raw.isAside || raw.isRemark || raw.isInitial || known.has(equation.target)) continue;
    const isAlike = [...assumed].some((name) => baseOf(name) === baseOf(equation.target));
    if (isAlike || symbolNames(equation.value).some((name) => assumed.has(name)))
      yield new Unreadable(
        equation.at,
        `“${equation.at.token}” is defined and never used, while something else had to be assumed`,
        SAME_NAME,
      );
  }
}

/** `w^{(L+1)} = w − η∇_w J(w)`, and g[g²] = ρE[g²] + … where E[g²] had to be assumed: what is on the left is no name. */
function* ofNoName(check: Check): Objections {
  const { account, told } = check;
  const read = new Set(account.candidates.map(({ raw }) => raw));
  const assumed = assumedIn(account);
  for (const { raw, left, value } of told) {
    if (read.has(raw) || !left || !value) continue;
    const isPower = left.kind === 'binary' && left.operator === '^' && namesIn(left).length > 0;
    const isMove = isPower && gradientsIn(value).some(({ written }) => written.of !== null);
    if (isMove || namesIn(value).some(({ name }) => assumed.has(name.base)))
      yield new Unreadable(
        left.at,
        `“${left.at.token}” begins an equation that gives no name a value`,
        'Write on the left what the equation makes.',
      );
  }
}

/** Names for which equations had to be assumed. Of v̂ that was, v too: the answer may make it under another name. */
function assumedIn({ assumptions, candidates, model }: Check['account']): Set<string> {
  const given = new Set(candidates.map(targetName));
  return new Set(
    assumptions.length === 0
      ? []
      : model.equations.flatMap(({ target }) =>
          given.has(target) ? [] : [target, target.replace(/^\w+ /, '')],
        ),
  );
}

const baseOf = (name: string): string => name.split('_')[0]!;

/** χ = ∇J(θ), while the rule takes a g that nothing defines. */
function* gradientOfAnotherName({ account, told }: Check): Objections {
  const { model, candidates } = account;
  const targets = new Set(candidates.map(targetName));
  const used = new Set(model.equations.flatMap((e) => symbolNames(e.value)));
  const isByCustom = [...used].some((name) => model.isGradient(name) && !targets.has(name));
  if (!isByCustom) return;
  for (const { equation, raw } of candidates) {
    if (!equation || !told.some((each) => each.raw === raw)) continue;
    const { target, at } = equation;
    // E[g_t] = ∇f(w_t): without a bias.
    const meant = /^E\[(\w+)/.exec(target)?.[1] ?? target;
    const isOther = / /.test(meant) || !model.isGradient(meant.split('_')[0]!);
    const isLoose = !used.has(target) && target !== model.parameter && isOther;
    const isPlain = equation.value.kind === 'gradient';
    if (isLoose && isPlain)
      yield new Unreadable(
        at,
        `“${at.token}” is the gradient and is never used, while the rule uses one that is not defined`,
        SAME_NAME,
      );
  }
}

/** Is there something in what moves a name that may be its gradient, and that no other equation of the answer is about? */
function mayHaveGradient(name: string, { account }: Check): boolean {
  const equations = account.candidates.flatMap(({ equation }) => equation ?? []);
  const used = (made: string): string[] =>
    account.parameters.includes(made)
      ? []
      : equations.filter(({ target }) => target === made).flatMap(({ value }) => symbolNames(value));
  const isMade = (each: string): boolean => equations.some(({ target }) => target === each);
  // `χ_{db} = βv_{db} + db`, while b takes v_{db}.
  const isTakenElsewhere = (each: string): boolean =>
    equations.some(
      ({ target, value }) =>
        target !== name &&
        uses(value, each) &&
        !equations.some((other) => other.target !== target && uses(other.value, target)),
    );
  return [...closure([name], used)].some(
    (each) => !isMade(each) && /(^|_)d_?[A-Za-z]/.test(each) && !isTakenElsewhere(each),
  );
}

/** v_{db} from the gradient for b, while b stays where it is; and W moved by a rule that could not be read. */
function* leftOut(check: Check): Objections {
  const { account, parameter } = check;
  const { candidates, notation, unused } = account;
  if (!parameter) return;
  for (const c of candidates) {
    const name = targetName(c);
    if (!c.equation || !unused.includes(name) || c.raw.isAside || c.raw.isRemark) continue;
    const value = sidesOf(c.raw, notation).right;
    if (isParameterLike(name) && !mayHaveGradient(name, check))
      yield new Unreadable(
        c.equation.at,
        `“${c.equation.at.token}” is moved too, and by what is not clear`,
        'Give every parameter its gradient.',
      );
    for (const { name: made } of value ? namesIn(value) : []) {
      const of = gradientLabel(made);
      if (!of || isSameLetter(of, parameter)) continue;
      yield new Unreadable(
        c.equation.at,
        `“${spelled(of)}” has a gradient and a state of its own, and is never moved`,
        `Add the update of ${spelled(of)}.`,
      );
    }
  }
}
