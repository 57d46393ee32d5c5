/** Gradients of numbers alone, such as those of a test function of two coordinates, tried out at a few points. */
import type { Node, Statement } from '../../syntax/nodes.ts';
import { isGradientCall, isObjectiveCall, means } from '../../lexicon.ts';
import type { Called, Functions } from '../seen/closed.ts';
import { calledName, pairsOf, walk } from '../seen/survey.ts';

type Numbers = number | readonly number[];

const MAX_CALLS = 10;

const MATHS: Record<string, (x: number, y: number) => number> = {
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  exp: Math.exp,
  log: Math.log,
  sqrt: Math.sqrt,
  tanh: Math.tanh,
  sinh: Math.sinh,
  cosh: Math.cosh,
  square: (x) => x * x,
  pow: (x, y) => x ** y,
  power: (x, y) => x ** y,
  abs: Math.abs,
  fabs: Math.abs,
};

const OPERATORS: Record<string, (a: number, b: number) => number> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '**': (a, b) => a ** b,
};

/** Is computed with numbers alone; null where anything else is in it. */
class Trial {
  private readonly functions: Functions;
  private readonly numbers: ReadonlyMap<string, number>;
  private calls = 0;

  /** @param numbers that stand around the functions */
  constructor(functions: Functions, numbers: ReadonlyMap<string, number>) {
    this.functions = functions;
    this.numbers = numbers;
  }

  call({ parameters, body }: Called, given: readonly Numbers[]): Numbers | null {
    const last = body.at(-1);
    if (++this.calls > 100_000 || last?.kind !== 'return' || given.length > parameters.length) return null;
    const known = new Map<string, Numbers>(this.numbers);
    for (const [i, { name, value }] of parameters.entries()) {
      const own = given[i] ?? (value && this.value(value, known));
      if (own === null || own === undefined) return null;
      known.set(name, own);
    }
    for (const each of body.slice(0, -1)) {
      if (each.kind === 'do' && each.value.kind === 'string') continue;
      const pairs =
        this.unpacked(each, known) ??
        pairsOf(each).map(([to, value]) => [to, this.value(value, known)] as const);
      if (pairs.length === 0) return null;
      for (const [to, value] of pairs) {
        if (to.kind !== 'name' || value === null) return null;
        known.set(to.name, value);
      }
    }
    return this.value(last.value, known);
  }

  /** `x, y = p` */
  private unpacked(
    statement: Statement,
    known: ReadonlyMap<string, Numbers>,
  ): (readonly [Node, Numbers])[] | null {
    if (statement.kind !== 'assign' || statement.operator !== '') return null;
    const [target] = statement.targets;
    const value =
      target?.kind === 'tuple' && statement.value.kind === 'name' ? known.get(statement.value.name) : null;
    if (target?.kind !== 'tuple' || value === null || value === undefined || typeof value === 'number')
      return null;
    return target.items.length === value.length
      ? target.items.map((item, i) => [item, value[i]!] as const)
      : null;
  }

  private value(node: Node, known: ReadonlyMap<string, Numbers>): Numbers | null {
    const inner = (part: Node): Numbers | null => this.value(part, known);
    switch (node.kind) {
      case 'number':
        return node.value;
      case 'name':
        return known.get(node.name) ?? null;
      case 'member':
        return node.name === 'pi' ? Math.PI : node.name === 'e' ? Math.E : null;
      case 'entry': {
        const of = inner(node.of);
        const index = node.index && inner(node.index);
        return of === null || typeof of === 'number' || typeof index !== 'number'
          ? null
          : (of[index] ?? null);
      }
      case 'minus':
        return this.each([-1, inner(node.of)], OPERATORS['*']!);
      case 'binary': {
        const operator = OPERATORS[node.operator];
        return operator ? this.each([inner(node.left), inner(node.right)], operator) : null;
      }
      case 'tuple': {
        const items = node.items.map(inner);
        return items.every((item) => typeof item === 'number') ? items : null;
      }
      case 'call':
        return this.ofCall(node, known);
      default:
        return null;
    }
  }

  private ofCall(node: Node & { kind: 'call' }, known: ReadonlyMap<string, Numbers>): Numbers | null {
    const name = calledName(node);
    const given = node.args.map(({ value }) => this.value(value, known));
    const [first] = given;
    if (
      first === null ||
      first === undefined ||
      node.args.some(({ keyword }) => keyword !== null && keyword !== 'dtype')
    )
      return null;
    const numbers = given.filter((each) => each !== null);
    const own = node.of.kind === 'name' ? this.functions.get(name) : undefined;
    if (own)
      return numbers.length === given.length && this.depth < MAX_CALLS ? this.within(own, numbers) : null;
    if (/^(?:as)?array$|^tensor$|^float$|^Array$/.test(name)) return first;
    if (name === 'sum' && typeof first !== 'number') return first.reduce((a, b) => a + b, 0);
    const maths = Object.hasOwn(MATHS, name) ? MATHS[name] : undefined;
    return maths ? this.each([first, numbers[1] ?? 0], maths) : null;
  }

  private depth = 0;

  private within(own: Called, given: readonly Numbers[]): Numbers | null {
    this.depth++;
    const value = this.call(own, given);
    this.depth--;
    return value;
  }

  private each([a, b]: readonly (Numbers | null)[], by: (a: number, b: number) => number): Numbers | null {
    if (a === null || b === null || a === undefined || b === undefined) return null;
    if (typeof a === 'number') return typeof b === 'number' ? by(a, b) : b.map((each) => by(a, each));
    if (typeof b === 'number') return a.map((each) => by(each, b));
    return a.length === b.length ? a.map((each, i) => by(each, b[i]!)) : null;
  }
}

const POINTS = [
  [0.7, -0.4, 0.3, -0.9],
  [-1.1, 0.6, -0.5, 0.2],
  [0.25, 1.3, 0.8, -0.35],
  [-0.6, -1.7, 1.2, 0.9],
  [1.6, 0.15, -1.4, 0.55],
] as const;

const H = 1e-5;

/** Is an array of so many numbers near enough another one? */
const isNear = (one: readonly number[], other: readonly number[]): boolean =>
  one.every((each, i) => Math.abs(each - other[i]!) <= 1e-4 * (1 + Math.abs(each) + Math.abs(other[i]!)));

/** What a program has that can be computed with numbers alone. */
export interface Computed {
  functions: Functions;
  /** Names that stand for one number throughout. */
  numbers: ReadonlyMap<string, number>;
}

/** What a function gives at a point that is handed over whole, or number by number; null of what is not made of numbers alone. */
function valueAt(
  of: Called,
  at: readonly number[],
  { functions, numbers }: Computed,
): readonly number[] | null {
  const needed = of.parameters.filter(({ value }) => value === null).length;
  const ways: (readonly Numbers[])[] = [
    ...(needed === at.length ? [at] : []),
    ...(needed === 1 ? [[at]] : []),
  ];
  for (const way of ways) {
    const value = new Trial(functions, numbers).call(of, way);
    if (value !== null) return typeof value === 'number' ? [value] : value;
  }
  return null;
}

/** By coordinate, how what a function gives changes with it. */
function derivativesAt(of: Called, at: readonly number[], program: Computed): (readonly number[])[] | null {
  const columns = at.map((_, i) => {
    const near = (h: number): readonly number[] | null =>
      valueAt(
        of,
        at.map((x, j) => (i === j ? x + h : x)),
        program,
      );
    const [above, below] = [near(H), near(-H)];
    return above && below ? above.map((x, j) => (x - below[j]!) / (2 * H)) : null;
  });
  return columns.every((column) => column !== null) ? columns : null;
}

/** Functions of a program that give one number for so many. */
const objectivesOf = (program: Computed, size: number): (readonly [name: string, of: Called])[] =>
  [...program.functions].filter(
    ([name, of]) =>
      !isGradientCall(name) &&
      POINTS.every((point) => {
        const value = valueAt(of, point.slice(0, size), program);
        return value?.length === 1 && Number.isFinite(value[0]);
      }),
  );

/** Does a program minimize it, as far as its name says? */
const isObjective = (name: string): boolean =>
  means('objective', name) || isObjectiveCall(name) || /^(?:f(?:_\w+)?|fun\w*)$/i.test(name);

const slopesOf = (of: Called, size: number, program: Computed): number[] =>
  POINTS.flatMap((point) => derivativesAt(of, point.slice(0, size), program)?.map(([x]) => x!) ?? []);

/**
 * Is what a function gives the gradient of an objective that the program has, or, where it has none, may it be that of a bowl: does it
 * grow along every line?
 * @returns null where it is not made of numbers alone
 */
export function isTried(gradient: Called, program: Computed): boolean | null {
  const size = [1, 2, 3, 4].find((n) =>
    POINTS.every((point) => {
      const value = valueAt(gradient, point.slice(0, n), program);
      return value?.length === n && value.every(Number.isFinite);
    }),
  );
  if (size === undefined) return null;
  const others = objectivesOf(program, size);
  const given = POINTS.flatMap((point) => valueAt(gradient, point.slice(0, size), program)!);
  if (others.some(([, of]) => isInProportion(given, slopesOf(of, size, program)))) return true;
  return !others.some(([name]) => isObjective(name)) && isOfBowl(gradient, size, program);
}

/** Is one a multiple of the other, and of the same sign? */
function isInProportion(one: readonly number[], other: readonly number[]): boolean {
  const at = other.findIndex((x) => Math.abs(x) > 1e-3);
  const factor = one[at]! / other[at]!;
  const scaled = other.map((x) => factor * x);
  return one.length === other.length && factor > 0 && isNear(one, scaled);
}

function isOfBowl(gradient: Called, size: number, program: Computed): boolean {
  const lines = [...POINTS.map((point) => point.slice(0, size)), ...unitLines(size)];
  return POINTS.every((point) => {
    const jacobian = derivativesAt(gradient, point.slice(0, size), program);
    if (!jacobian) return false;
    const isEven = jacobian.every((row, i) =>
      isNear(
        row,
        jacobian.map((other) => other[i]!),
      ),
    );
    const along = (line: readonly number[]): number =>
      line.reduce((all, x, i) => all + x * line.reduce((sum, y, j) => sum + y * jacobian[i]![j]!, 0), 0);
    return isEven && lines.every((line) => along(line) > -1e-6) && jacobian.some((row, i) => row[i]! > 1e-6);
  });
}

/**
 * Is `0.2 * x1` what the objective of the program has for a derivative by x1?
 * @returns null where the program has none that takes the names in it
 */
export function isSlopeOf(value: Node, by: string, program: Computed): boolean | null {
  const names = new Set(walk(value).flatMap((node) => (node.kind === 'name' ? [node.name] : [])));
  const tries = [1, 2, 3, 4].flatMap((size) =>
    objectivesOf(program, size).flatMap(([name, of]) => {
      const taken = of.parameters.map(({ name }) => name);
      const isItsOwn =
        isObjective(name) &&
        taken.length === size &&
        taken.includes(by) &&
        [...names].every((name) => taken.includes(name));
      if (!isItsOwn) return [];
      const at = taken.indexOf(by);
      const slope: Called = { parameters: of.parameters, body: [{ kind: 'return', value, from: 0, to: 0 }] };
      const isIt = POINTS.every((point) => {
        const [own] = valueAt(slope, point.slice(0, size), program) ?? [];
        const due = derivativesAt(of, point.slice(0, size), program)?.[at]?.[0];
        return own !== undefined && due !== undefined && isNear([own], [due]);
      });
      return [isIt];
    }),
  );
  return tries.length > 0 ? tries.some(Boolean) : null;
}

/** Along each coordinate, and between each two. */
const unitLines = (size: number): number[][] => {
  const axes = Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (__, j) => (i === j ? 1 : 0)),
  );
  return [
    ...axes,
    ...axes.flatMap((one, i) =>
      axes.slice(i + 1).flatMap((other) => [1, -1].map((s) => one.map((x, k) => x + s * other[k]!))),
    ),
  ];
};
