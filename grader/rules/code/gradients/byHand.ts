/**
 * Gradients that a program works out from its data itself: taken for gradients where they grow with what they are taken by. That is
 * not all there is to a gradient, so the answer says what was taken for one.
 */
import type { Node, Statement } from '../../syntax/nodes.ts';
import { before, hasTerm, keysIn, keyOf, Made } from '../seen/closed.ts';
import {
  addsLabel,
  areEntries,
  entriesIn,
  goesBack,
  isFromData,
  isMasked,
  isOneTerm,
  note,
  NOTHING,
} from './fromData.ts';
import type { Program } from './fromData.ts';
import { factorsOf, isOther, isSmall } from '../seen/factors.ts';
import { Growing } from './growth.ts';
import {
  isGradientKey,
  isParameterWord,
  isRateKey,
  isTimeName,
  labelOfGradient,
  ownOfGradient,
  plainName,
  withoutOwner,
} from '../seen/names.ts';
import {
  changedBy,
  nodesIn,
  pairsOf,
  rewritten,
  statementsIn,
  takesOver,
  targetsOf,
  walk,
} from '../seen/survey.ts';
import { isSize } from '../seen/sizes.ts';
import type { Slip } from '../seen/survey.ts';
import { isSlopeOf } from './tried.ts';

/** What was taken for a gradient, by name, and what is one that comes too late. */
export interface Found {
  byHand: string[];
  late: Slip | null;
}

/** `dW = X.T @ (X @ W - Y)`: a gradient that grows with what it is taken by, made from data alone. */
export function workedOut(statements: readonly Statement[], program: Program, taken: Found): Statement[] {
  const list = new WorkedOut(statements, program);
  const { length } = taken.byHand;
  const needed = new Set<string>();
  const others = new Map<Statement, string>();
  const found = statements.flatMap((statement): Statement[] => {
    const direct = list.directIn(statement);
    if (direct) {
      for (const name of list.madeFor(direct.data)) needed.add(name);
      list.pass(statement);
      taken.byHand.push(direct.key);
      return [direct.statement];
    }
    const parts = partsOf(statement, list.isGradient);
    const points = parts.map((each) => list.pointOf(each));
    const made = parts.flatMap((each) => list.madeFor(each.statement.value));
    taken.late ??= parts.map((each) => list.lateIn(each)).find((slip) => slip !== null) ?? null;
    list.pass(statement);
    const other = parts.find((_, i) => points[i] === 'other');
    if (other) others.set(statement, other.key);
    if (points.length === 0 || !points.every(isNode)) return [statement];
    for (const name of made) needed.add(name);
    return parts.map((each, i) => {
      taken.byHand.push(each.key);
      const { value } = each.statement;
      const at = { from: value.from, to: value.to };
      const grad: Node = { kind: 'name', name: 'grad', ...at };
      return {
        ...each.statement,
        value: { kind: 'call', of: grad, args: [{ keyword: null, value: points[i] as Node }], ...at },
      };
    });
  });
  const kept = withoutModel(found, needed);
  const other = kept.find((each) => others.has(each));
  if (other && taken.byHand.length > length)
    taken.late ??= {
      at: other,
      reason: `“${others.get(other)!}” is made of the data and not seen to be a gradient`,
      help: 'Check its sign, its factors and what they are multiplied by.',
    };
  return kept;
}

/** Without the lines that only the gradients were made of. */
export function withoutModel(statements: readonly Statement[], needed: ReadonlySet<string>): Statement[] {
  const kept: Statement[] = [];
  for (const statement of statements.toReversed()) {
    const names = statement.kind === 'assign' ? targetsOf(statement).map(rootKeyOf) : [];
    const isOfModel =
      names.length > 0 &&
      names.every(
        (name) =>
          name !== null && needed.has(name) && !keysUsed(kept).has(name) && !takesOver(statements, name),
      );
    if (!isOfModel) kept.push(statement);
  }
  return kept.toReversed();
}

const keysUsed = (statements: readonly Statement[]): ReadonlySet<string> =>
  new Set(nodesIn(statements).flatMap((node) => keyOf(node) ?? []));

const isRate = (node: Node): boolean => isRateKey(plainName(withoutOwner(keyOf(node) ?? '')));

const isNode = (point: Node | 'other' | null): point is Node => point !== null && point !== 'other';

interface Part {
  key: string;
  statement: Statement & { kind: 'assign' };
}

/** The gradients that a statement makes, `dw, db = …, …` one by one; none of one that makes anything else. */
function partsOf(statement: Statement, isOne: (key: string) => boolean): Part[] {
  const pairs = pairsOf(statement);
  if (statement.kind !== 'assign' || statement.targets.length > 1) return [];
  const [target] = statement.targets;
  if (target?.kind === 'tuple' && pairs.length !== target.items.length) return [];
  const parts = pairs.map(([to, value]) => ({
    key: keyOf(to),
    statement: { ...statement, targets: [to], value },
  }));
  const isGradient = (part: (typeof parts)[number]): part is Part => part.key !== null && isOne(part.key);
  return parts.every(isGradient) ? parts : [];
}

/** What a list of statements has made where one of them stands. */
class WorkedOut {
  private readonly statements: readonly Statement[];
  private readonly program: Program;
  private readonly moved: ReadonlySet<string>;
  private readonly changed: ReadonlySet<string>;
  private readonly made: Made;
  /** By name, as it is written. */
  private readonly written = new Map<string, Node>();
  /** Parameters that stand at another point already than where the step began. */
  private readonly ahead = new Set<string>();

  constructor(statements: readonly Statement[], program: Program) {
    this.statements = statements;
    this.program = program;
    this.moved = movedIn(statements);
    this.changed = new Set(
      [...statementsIn(statements)].flatMap(changedBy).flatMap((to) => rootKeyOf(to) ?? []),
    );
    this.made = new Made(program.functions);
  }

  /** By its name, of whatever is moved. */
  readonly isGradient = (key: string): boolean =>
    isGradientKey(plainName(key)) || ownOfGradient(plainName(key), this.moved) !== null;

  /** Goes on behind a statement. */
  pass(statement: Statement): void {
    const isPoint = (name: string): boolean => this.isPoint(name);
    const values = pairsOf(statement).map(
      ([to, value]) => [keyOf(to), this.made.closed(value, isPoint)] as const,
    );
    const [grown, value] = this.changedInPlace(statement) ?? [null, null];
    for (const to of [...statementsIn([statement])].flatMap(changedBy)) {
      const key = rootKeyOf(to);
      if (key === null) continue;
      if (this.moved.has(key)) this.ahead.add(key);
      this.made.set(key, null);
    }
    for (const [key, own] of values) if (key !== null && !this.moved.has(key)) this.made.set(key, own);
    if (grown !== null) this.made.set(grown, value);
    else note(this.written, statement);
  }

  /** What the program has made and changes where it stands: `dscores /= n`, `dscores[range(n), y] -= 1`, `dh[h <= 0] = 0`. */
  private changedInPlace(statement: Statement): readonly [string, Node] | null {
    const [target, ...others] = targetsOf(statement);
    const key = target && rootKeyOf(target);
    const old = key === null || key === undefined ? undefined : this.made.values.get(key);
    if (statement.kind !== 'assign' || !target || !key || !old || others.length > 0) return null;
    const { operator, value, from, to } = statement;
    const changed = (by: string, right: Node): Node => ({
      kind: 'binary',
      operator: by,
      left: old,
      right,
      from,
      to,
    });
    const closed = this.made.closed(value, (name) => this.isPoint(name));
    if (target.kind !== 'entry') return operator === '' || !closed ? null : [key, changed(operator, closed)];
    if (isMasked(statement) && target.index?.kind === 'binary') {
      const above: Node = { ...target.index, operator: '>' };
      const step = this.made.closed(above, (name) => this.isPoint(name));
      return step && [key, changed('*', step)];
    }
    // One less where the label is.
    const isOneLess = operator === '-' && value.kind === 'number' && value.value === 1;
    return isOneLess ? [key, changed('-', { kind: 'name', name: 'one for each label', from, to })] : null;
  }

  /** What the program made on the way to a value, and does not move. */
  madeFor(value: Node): string[] {
    const names = new Set(keysIn(value));
    for (const name of names) for (const each of keysIn(this.written.get(name) ?? NOTHING)) names.add(each);
    return [...names].filter((name) => this.written.has(name) && !this.isPoint(name));
  }

  /** `w -= lr * g` above a g that is made of what w was before: the next step takes it, when w is elsewhere. */
  lateIn({ key, statement }: Part): Slip | null {
    const closed = this.made.closed(statement.value, (name) => this.isPoint(name));
    const isOld = (name: string): boolean => [...this.moved].some((each) => name === before(each));
    if (!closed || !keysIn(closed).some(isOld) || !takesOver(this.statements, key)) return null;
    return {
      at: statement.value,
      reason: 'a gradient of the step before',
      help: 'Compute it in every step, above the update.',
    };
  }

  /** The point at which a gradient is taken; null of what is none, and `other` where it is made of data and parameters all the same. */
  pointOf({ key, statement }: Part): Node | 'other' | null {
    const { value } = statement;
    const closed = this.made.closed(value, (name) => this.isPoint(name));
    const of = closed && this.takenBy(key, closed);
    if (!closed) return null;
    const known = new Map([...this.written].filter(([name]) => name !== of && !this.isAhead(name)));
    if (!isFromData(value, known, this.moved)) return null;
    const names = keysIn(closed);
    const isOurs =
      of !== null &&
      !walk(closed).some((part) => addsLabel(part, this.moved)) &&
      !names.some((name) => this.ahead.has(name) || this.isState(name)) &&
      this.growsWith(value, closed, of, known);
    if (!isOurs) return names.some((name) => this.moved.has(name)) ? 'other' : null;
    const at = { from: value.from, to: value.to };
    const isField = of !== withoutOwner(of);
    const name: Node = { kind: 'name', name: isField ? 'self' : of, ...at };
    return isField ? { kind: 'member', of: name, name: withoutOwner(of), ...at } : name;
  }

  /** What the step changes and has from the one before, such as the v of `(w - mu * v) * x`. */
  private isState(name: string): boolean {
    const isKept = name !== withoutOwner(name) || takesOver(this.statements, name);
    return this.changed.has(name) && !this.moved.has(name) && isKept;
  }

  /** `w -= lr * (p - y) * x`: an update with the gradient in it, which gets its name. */
  directIn(statement: Statement): { key: string; data: Node; statement: Statement } | null {
    const [target, ...others] = targetsOf(statement);
    const key = target && keyOf(target);
    if (statement.kind !== 'assign' || !target || !key || others.length > 0 || !this.moved.has(key))
      return null;
    const { value } = statement;
    const isSum = statement.operator === '' && value.kind === 'binary' && keyOf(value.left) === key;
    const operator = isSum ? value.operator : statement.operator;
    const term = isSum ? value.right : value;
    if (!/^[-+]$/.test(operator)) return null;
    const at = { from: term.from, to: term.to };
    const above = factorsOf(term).flatMap(({ node, isBelow }) => (isBelow ? [] : node));
    const named = above.filter(isRate);
    const [rate, ...more] = named.length > 0 ? named : above.filter(isSmall);
    const isRateless = factorsOf(term).every(
      ({ node, isBelow }) => !isBelow || node.kind === 'number' || isSize(node),
    );
    if (!rate || more.length > 0 || !isRateless) return null;
    // `self.lr` is another node when what is in it has been gone through.
    const isIt = (node: Node): boolean => node.from === rate.from && node.to === rate.to;
    const data = rewritten(term, (node) => (isIt(node) ? { kind: 'number', value: 1, ...at } : node));
    // `w -= lr * 0.01 * w` is a decay.
    const closed = this.made.closed(data, (name) => this.isPoint(name));
    if (!closed || keysIn(closed).every((name) => this.moved.has(name))) return null;
    const isDown = (each: Node): boolean => {
      const point = this.pointOf({
        key: `grad_${withoutOwner(key)}`,
        statement: { ...statement, targets: [target], operator: '', value: each },
      });
      return isNode(point) && keyOf(point) === key;
    };
    const isUp = isDown({ kind: 'minus', of: data, ...at });
    if (!isUp && !isDown(data)) return null;
    const grad: Node = { kind: 'name', name: 'grad', ...at };
    const call: Node = { kind: 'call', of: grad, args: [{ keyword: null, value: target }], ...at };
    const right: Node = { kind: 'binary', operator: '*', left: rate, right: call, ...at };
    const by = (operator === '-') !== isUp ? '-' : '+';
    return isSum
      ? { key, data, statement: { ...statement, value: { ...value, operator: by, right } } }
      : { key, data, statement: { ...statement, operator: by, value: right } };
  }

  /** Parameters, or `W + mu * v`, a point ahead of them. */
  private isPoint(name: string): boolean {
    return this.moved.has(name) || this.isAhead(name);
  }

  /** Parameters as they are, and what the program changes beside them; not `W x + b - y`. */
  private isAhead(name: string): boolean {
    const value = this.made.values.get(name);
    if (!value || !hasTerm(value, this.moved)) return false;
    const keys = keysIn(value);
    return (
      keys.filter((each) => this.moved.has(each)).length === 1 &&
      keys.some((each) => !this.moved.has(each) && this.changed.has(each))
    );
  }

  /**
   * What a gradient is taken by: the one thing in it that the program moves and that its name allows. Null where that is none or
   * several.
   */
  private takenBy(gradient: string, closed: Node): string | null {
    const written = plainName(withoutOwner(gradient));
    // dP, where the program moves a P
    const own = ownOfGradient(written, this.moved);
    const label = own === null ? labelOfGradient(written) : plainName(withoutOwner(own));
    const points = new Set(keysIn(closed).filter((name) => this.isPoint(name)));
    const ownOf = (name: string): string =>
      this.moved.has(name)
        ? name
        : (keysIn(this.made.values.get(name)!).find((each) => this.moved.has(each)) ?? name);
    const nameOf = (name: string): string => plainName(withoutOwner(ownOf(name)));
    const labelled = [...points].filter((name) => label === null || nameOf(name) === plainName(label));
    const likely = [...points].filter((name) => label !== null && label[0] === nameOf(name)[0]);
    const [only, ...others] = labelled.length > 0 ? labelled : likely;
    return others.length === 0 ? (only ?? own ?? label) : null;
  }

  /**
   * Does a gradient grow with what it is taken by? That is not seen of all that goes back through the layers of a net: it has to be the
   * parameter that the gradient's name says, and what comes back from the layer behind goes into it as it is.
   */
  private growsWith(value: Node, closed: Node, of: string, known: ReadonlyMap<string, Node>): boolean {
    const tried = isSlopeOf(closed, of, this.program);
    if (tried !== null) return tried;
    const entries = entriesIn(closed);
    if (entries) return areEntries(entries, of, this.program.textOf);
    const growing = new Growing((node) => keyOf(node) === of, this.program.textOf);
    const growth = growing.of(closed);
    if (growth !== null && growth !== 'none') return growing.isGradient(closed) && isOneTerm(closed, of);
    // A gradient that nothing on the way leaves open has the parameter in it.
    const isMade = (name: string): boolean => this.changed.has(name) && !this.moved.has(name);
    const isLeftOpen = growth === null || keysIn(closed).some(isMade) || walk(closed).some(isOther);
    return (
      isLeftOpen &&
      !growing.isContrary &&
      this.moved.has(of) &&
      isOneTerm(closed, of) &&
      goesBack(value, known)
    );
  }
}

/**
 * Parameters that statements move: what they add something to, and what they have from the step before. A prediction p is worked out
 * anew in every step, though p is a word for parameters, too.
 */
function movedIn(statements: readonly Statement[]): ReadonlySet<string> {
  const all = [...statementsIn(statements)];
  const made = new Map(
    all.flatMap(pairsOf).flatMap(([to, value]) => (to.kind === 'name' ? [[to.name, value]] : [])),
  );
  const added = new Set(
    all.flatMap((each) => {
      if (each.kind !== 'assign') return [];
      if (/^[-+]$/.test(each.operator)) return targetsOf(each).flatMap((to) => rootKeyOf(to) ?? []);
      return pairsOf(each).flatMap(([to, value]) => {
        const key = rootKeyOf(to);
        const whole = value.kind === 'name' ? (made.get(value.name) ?? value) : value;
        return key !== null && hasTerm(whole, new Set([key])) ? [key] : [];
      });
    }),
  );
  const isMoved = (key: string): boolean => {
    const name = plainName(withoutOwner(key));
    if (isGradientKey(name) || isTimeName(name) || isRateKey(name)) return false;
    if (isParameterWord(name) && added.has(key)) return true;
    const isKept = key !== withoutOwner(key) || takesOver(statements, key);
    return isKept && (isParameterWord(name) || added.has(key));
  };
  return new Set(
    all
      .flatMap(changedBy)
      .flatMap((to) => rootKeyOf(to) ?? [])
      .filter(isMoved),
  );
}

/** w of `w[i]` and `w.data`, and `self.w` of `self.w[i]`. */
const rootKeyOf = (target: Node): string | null =>
  keyOf(target) ?? (target.kind === 'entry' || target.kind === 'member' ? rootKeyOf(target.of) : null);
