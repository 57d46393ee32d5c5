/** What an answer defines and its rule never uses, while the rule lacks just that. */
import { targetName } from '../../equations/candidates.ts';
import { symbolsOf, walk } from '../../formulas/expression.ts';
import { isParameterLike } from '../../formulas/gradients.ts';
import { Unreadable } from '../../place.ts';
import { gradientLabel, isSameLetter, sidesOf, spelled } from '../account.ts';
import { nameOf, namesIn } from '../standing.ts';
import type { Check, Objections } from './check.ts';

export function* definitionObjections(check: Check): Objections {
  yield* leftOut(check);
  yield* misnamed(check);
  yield* gradientOfAnotherName(check);
}

const SAME_NAME = 'Use the same name in both places.';

/** Something is assumed, while the answer uses it to make something that nothing uses. */
function* misnamed({ account, told }: Check): Objections {
  const { assumptions, candidates, model } = account;
  if (assumptions.length === 0) return;
  const given = new Set(candidates.map(targetName));
  // Of v̂ that was assumed, v too: the answer may make it under another name.
  const assumed = new Set(
    model.equations.flatMap(({ target }) => (given.has(target) ? [] : [target, target.replace(/^\w+ /, '')])),
  );
  const known = new Set(
    model.equations.flatMap((e) => [e.target, ...symbolsOf(e.value).map(({ name }) => name)]),
  );
  for (const { equation, raw } of candidates) {
    if (!equation || raw.isAside || raw.isRemark || raw.isInitial || known.has(equation.target)) continue;
    if (symbolsOf(equation.value).some(({ name }) => assumed.has(name)))
      yield new Unreadable(
        equation.at,
        `“${equation.at.token}” is defined and never used, while something else had to be assumed`,
        SAME_NAME,
      );
  }
  // g[g²] = ρE[g²] + …: what is on the left is no name at all.
  const read = new Set(candidates.map(({ raw }) => raw));
  for (const { raw, left, value } of told) {
    if (read.has(raw) || !left || !value || !namesIn(value).some(({ name }) => assumed.has(name.base)))
      continue;
    yield new Unreadable(
      left.at,
      `“${left.at.token}” begins an equation that gives no name a value, while something had to be assumed`,
      SAME_NAME,
    );
  }
}

/** χ = ∇J(θ), while the rule takes a g that nothing defines. */
function* gradientOfAnotherName({ account, told }: Check): Objections {
  const { model, candidates } = account;
  const targets = new Set(candidates.map(targetName));
  const used = new Set(model.equations.flatMap((e) => symbolsOf(e.value).map(({ name }) => name)));
  const isByCustom = [...used].some((name) => model.isGradient(name) && !targets.has(name));
  if (!isByCustom) return;
  for (const { equation, raw } of candidates) {
    if (!equation || !told.some((each) => each.raw === raw)) continue;
    const { target, at } = equation;
    const isLoose =
      !used.has(target) && target !== model.parameter && !model.isGradient(target.split('_')[0]!);
    const isPlain = equation.value.kind === 'gradient';
    if (isLoose && isPlain)
      yield new Unreadable(
        at,
        `“${at.token}” is the gradient and is never used, while the rule uses one that is not defined`,
        SAME_NAME,
      );
  }
}

/** Is there something in what moves a name that may be its gradient? */
function isMovedBy(name: string, { account }: Check): 'perhaps a gradient' | 'nothing' {
  const equations = account.candidates.flatMap(({ equation }) => equation ?? []);
  const seen = new Set<string>();
  const open = [name];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    const own = equations.filter(({ target }) => target === next);
    if (own.length === 0 && /(^|_)d_?[A-Za-z]/.test(next)) return 'perhaps a gradient';
    open.push(...own.flatMap(({ value }) => symbolsOf(value).map((symbol) => symbol.name)));
  }
  return 'nothing';
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
    if (isParameterLike(name) && isMovedBy(name, check) === 'nothing')
      yield new Unreadable(
        c.equation.at,
        `“${c.equation.at.token}” is moved too, and by what is not clear`,
        'Give every parameter its gradient.',
      );
    for (const part of value ? walk(value) : []) {
      const name = nameOf(part);
      const of = part.kind === 'gradient' ? part.written?.of : name && gradientLabel(name);
      if (!of || isSameLetter(of, parameter)) continue;
      yield new Unreadable(
        c.equation.at,
        `“${spelled(of)}” has a gradient and a state of its own, and is never moved`,
        `Add the update of ${spelled(of)}.`,
      );
    }
  }
}
