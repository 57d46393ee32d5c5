/** The names of a program and what they hold: constants, states of the step before, counts, gradients. */
import { means } from '../lexicon.ts';
import { binary, gradient, number, numberOf, symbol, walk } from '../formulas/expression.ts';
import type { Expression } from '../formulas/expression.ts';
import { constantOf, nameLiterals } from '../model/model.ts';
import type { Constant } from '../model/model.ts';
import { Unreadable } from '../place.ts';
import type { Place } from '../place.ts';
import type { Node, Span, Statement } from '../syntax/nodes.ts';
import {
  fieldKey,
  isContainer,
  isGradientKey,
  isOwner,
  isOwnGradient,
  isParameterKey,
  isParameterWord,
  isStateKey,
  isTimeName,
  labelOfGradient,
  newOf,
  oldOf,
  plainName,
  withoutOwner,
} from './names.ts';
import { boundIn, changedBy, isNumeric, leftmost, namesIn, nodesIn, statementsIn } from './survey.ts';
import { isExpression, keyOfOld, oldName, TIME } from './values.ts';
import type { Host, Instruction, Mode, Step, Unit, Value } from './values.ts';

export const HELP = 'Write what is done in every step inside one loop, and what is done once above it.';
export const KNOWN = 'Write the update itself, as an equation.';

const MAX_INSTRUCTIONS = 300;

/** `m_t = b * m_t + …` */
const usesName = ({ operator, value }: Statement & { kind: 'assign' }, key: string): boolean =>
  operator !== '' || namesIn(value).map(plainName).includes(key);

export abstract class Memory {
  protected readonly host: Host;
  protected readonly unit: Unit;
  /** Resets are left out. */
  protected readonly keeps: boolean;
  protected readonly globals = new Map<string, Value>();
  protected readonly scopes: Map<string, Value>[] = [];
  protected readonly initial = new Map<string, number>();
  protected readonly starts = new Map<string, Unreadable>();
  protected readonly copies = new Set<string>();
  protected readonly constants = new Map<string, Constant>();
  protected readonly assumptions = new Set<string>();
  protected readonly instructions: Instruction[] = [];
  protected readonly written = new Set<string>();
  protected readonly clocks = new Set<string>();
  protected readonly counts = new Map<string, number>();
  protected readonly recursive = new Set<string>();
  protected readonly resets = new Set<string>();
  /** `m` for m_new, where nothing assigns m itself. */
  protected readonly news = new Map<string, string>();
  protected readonly indices = new Map<string, string>();
  protected readonly locals = new Set<string>();
  protected mode: Mode = 'setup';
  /** What a step does that may change anything: an unknown call, an entry of something else. */
  stray: Unreadable | null = null;
  protected returned: Step['returned'] = null;

  constructor(host: Host, unit: Unit, keeps: boolean) {
    this.host = host;
    this.unit = unit;
    this.keeps = keeps;
  }

  /** Which names a step assigns, which of them count, and which are made from themselves. */
  protected survey(body: readonly Statement[]): void {
    const assigned = new Map<string, Statement[]>();
    for (const statement of statementsIn(body)) {
      for (const target of changedBy(statement)) {
        const key = this.keyOf(target);
        if (key !== null) assigned.set(key, [...(assigned.get(key) ?? []), statement]);
      }
    }
    for (const [key, statements] of assigned) {
      const moves = statements.filter(
        (each) => !(each.kind === 'assign' && each.operator === '' && isNumeric(each.value)),
      );
      if (moves.length === 0) {
        if (statements.length === 1 && !isParameterWord(key)) continue;
      } else if (moves.every((each) => this.isTick(each, key)) && (isTimeName(key) || /^t/.test(key))) {
        this.clocks.add(key);
      }
      this.written.add(key);
      if (moves.length > 0 && statements.length > moves.length) this.recursive.add(key);
    }
    if (this.unit.isRepeated) return;
    for (const key of [...this.written]) {
      const base = newOf(key);
      const isOwn = assigned.get(key)?.some((each) => each.kind === 'assign' && usesName(each, key));
      if (base !== null && !isOwn && !this.written.has(base)) this.news.set(key, base);
    }
  }

  protected isTick(statement: Statement, key: string): boolean {
    if (statement.kind !== 'assign') return false;
    const isOne = (node: Node): boolean => node.kind === 'number' && node.value === 1;
    if (statement.operator !== '') return statement.operator === '+' && isOne(statement.value);
    const { value } = statement;
    return (
      value.kind === 'binary' &&
      value.operator === '+' &&
      [value.left, value.right].some(isOne) &&
      [value.left, value.right].some((side) => this.keyOf(side) === key)
    );
  }

  protected constant(written: string, value: number | null): string {
    const key = withoutOwner(written);
    const known = this.constants.get(key);
    if (known) return key;
    this.constants.set(key, { ...constantOf(key, value), isZero: value === 0 });
    return key;
  }

  protected symbol(name: string, at: Place): Expression {
    return symbol(name, null, at);
  }

  protected refusal(span: Span, reason: string, help = HELP): Unreadable {
    return new Unreadable(this.host.placeOf(span), reason, help);
  }

  protected unknown(span: Span, reason: string, help = KNOWN): Value & { kind: 'unknown' } {
    return { kind: 'unknown', why: this.refusal(span, reason, help) };
  }

  /** Loops over all parameters that are open. */
  protected loops = 0;

  /** Names of a loop for what stands under another name. */
  protected readonly aliases = new Map<string, string>();

  protected set(key: string, value: Value, span: Span, isField: boolean): void {
    const scope = isField ? undefined : this.scopes.at(-1);
    if (scope) {
      scope.set(key, this.kept(key, value));
      return;
    }
    if (this.mode === 'step') this.setInStep(key, value, span);
    else this.setBefore(key, value, span);
  }

  protected setInStep(key: string, value: Value, span: Span): void {
    const n = isExpression(value) ? numberOf(value) : null;
    if (n !== null && !this.written.has(key)) {
      this.globals.set(key, this.symbol(this.constant(key, n), this.host.placeOf(span)));
      return;
    }
    if (n !== null && this.recursive.has(key)) {
      this.resets.add(key);
      if (this.keeps) {
        if (!this.initial.has(key)) this.initial.set(key, n);
        return;
      }
    }
    this.globals.set(key, this.kept(key, value));
  }

  /** The value under a name of its own, so that it is computed once. */
  protected kept(key: string, value: Value): Value {
    if (!isExpression(value) || this.mode !== 'step') return value;
    if (value.kind === 'symbol' || value.kind === 'number' || value.kind === 'gradient') return value;
    if (numberOf(value) !== null) return value;
    if (this.instructions.length >= MAX_INSTRUCTIONS)
      return { kind: 'unknown', why: new Unreadable(value.at, 'a program of too many statements', KNOWN) };
    const count = (this.counts.get(key) ?? 0) + 1;
    this.counts.set(key, count);
    const target = `${key}#${count}`;
    this.instructions.push({ target, value: nameLiterals(value) });
    return this.symbol(target, value.at);
  }

  /** Above the steps: starts of states, and constants. */
  protected setBefore(key: string, value: Value, span: Span): void {
    const isState = this.written.has(key);
    const n = isExpression(value) ? numberOf(value) : null;
    if (n !== null) {
      if (isState) {
        this.initial.set(key, n);
        if (this.mode === 'setup') this.globals.set(key, value);
      } else if (this.mode === 'setup') {
        this.globals.set(key, this.symbol(this.constant(key, n), this.host.placeOf(span)));
      }
      return;
    }
    if (!isExpression(value)) {
      if (this.mode === 'setup' && (value.kind !== 'unknown' || !isState)) this.globals.set(key, value);
      else if (value.kind === 'unknown' && isState && !isParameterWord(key)) this.starts.set(key, value.why);
      return;
    }
    // self.lr = lr
    if (value.kind === 'symbol' && value.name === key && !key.includes('.')) return;
    if (isState) {
      const source = value.kind === 'symbol' ? value.name : '';
      if (isParameterWord(key)) return;
      if (isParameterWord(keyOfOld(source) ?? source)) this.copies.add(key);
      else this.starts.set(key, this.refusal(span, 'a start that is no number'));
      return;
    }
    const isFixed = walk(value).every(
      (e) => e.kind !== 'gradient' && !(e.kind === 'symbol' && keyOfOld(e.name) !== null),
    );
    const reason = 'an equation above the loop, which holds only for the first step';
    this.globals.set(key, isFixed ? value : this.unknown(span, reason, HELP));
  }

  protected bind(key: string, value: Value): void {
    (this.scopes.at(-1) ?? this.globals).set(key, value);
  }

  /** Under which name a place is kept; null where it is none. */
  protected keyOf(node: Node): string | null {
    switch (node.kind) {
      case 'name':
        return means('self', node.name) ? null : this.alias(plainName(node.name));
      case 'member': {
        if (means('identity', node.name) && !(node.of.kind === 'name' && isOwner(node.of.name)))
          return this.keyOf(node.of);
        if (node.name === 'grad') {
          const of = this.keyOf(node.of);
          return of === null ? 'grad' : `grad_${of}`;
        }
        return this.alias(this.field(plainName(node.name)));
      }
      case 'entry':
        return this.entryKey(node);
      default:
        return null;
    }
  }

  /** Local names may be those of fields: `m = b * self.m + g`. */
  protected field(name: string): string {
    return this.locals.has(name) ? fieldKey(name) : name;
  }

  protected alias(key: string): string {
    return this.aliases.get(key) ?? key;
  }

  protected entryKey({ of, index }: Pick<Node & { kind: 'entry' }, 'of' | 'index'>): string | null {
    const base = this.keyOf(of);
    if (!index) return base;
    const literal = index.kind === 'binary' ? leftmost(index) : index;
    if (literal.kind === 'string') {
      const text = plainName(literal.text.replace(/\W+/g, '_').replace(/_$/, ''));
      if (base === null || isContainer(base)) return text === '' ? base : this.field(text);
      // grads["d" + k]
      const isPrefix = index.kind === 'binary' && /^(d|grad)?$/.test(text);
      if (means('gradients', base))
        return text === '' || isPrefix ? 'grad' : /^(d|grad)/.test(text) ? text : `grad_${text}`;
      return text === '' ? base : `${base}_${text}`;
    }
    if (base === null) return null;
    if (literal.kind === 'number') return `${base}_${literal.value}`;
    return base;
  }

  protected find(key: string): Value | undefined {
    for (let i = this.scopes.length - 1; i >= 0; i--) {
      const value = this.scopes[i]!.get(key);
      if (value) return value;
    }
    return this.globals.get(key);
  }

  protected read(key: string, node: Node): Value {
    const at = this.host.placeOf(node);
    const known = this.find(key);
    if (known) return known;
    if (this.clocks.has(key)) return this.clock(key, at);
    const base = this.baseOf(key);
    const isState = this.written.has(base) || [...this.news.values()].includes(base);
    if (isState && (!isOwnGradient(base) || this.initial.has(base))) return this.symbol(oldName(base), at);
    if (isGradientKey(key)) return gradient(at, [], labelOfGradient(key));
    if (isTimeName(key)) return this.time(this.unit.countsFromZero ? 0 : 1, at);
    return this.symbol(this.constant(key, null), at);
  }

  /** A count that is first used and then raised starts at 1 where nothing is said. */
  protected clock(key: string, at: Place): Expression {
    const isUsed = this.ticking !== key;
    if (isUsed) this.usedClocks.add(key);
    return this.time(this.initial.get(key) ?? (this.usedClocks.has(key) ? 1 : 0), at);
  }

  protected ticking: string | null = null;
  protected readonly usedClocks = new Set<string>();

  /** m for m_old and prev_m, and for itself. */
  protected baseOf(key: string): string {
    const base = oldOf(key);
    const isMade = base !== null && (this.written.has(base) || [...this.news.values()].includes(base));
    return isMade && !this.written.has(key) && !this.unit.isRepeated ? base : key;
  }

  /** Which loop runs, 0 where none does: all entries in one loop have one index. */
  protected openLoop = 0;

  /** Names that the open loops and functions give a value. */
  protected readonly counted: (readonly string[])[] = [];

  /** `g[m]` in a loop over i, where nothing gives m a value. */
  private isUnbound(name: string): boolean {
    return this.counted.some((names) => names.length > 0) && !this.isBound(name);
  }

  private isBound(name: string): boolean {
    return this.counted.flat().includes(name) || this.locals.has(plainName(name));
  }

  /** q of `np.zeros_like(q)`, where nothing gives it a value, nothing else uses it, and no parameters have that name. */
  protected isStrange(name: string): boolean {
    this.named ??= nodesIn([...this.unit.setup, ...this.unit.body]).flatMap((node) =>
      node.kind === 'name' ? [node.name] : [],
    );
    const isAlone = this.named.filter((other) => other === name).length === 1;
    return (
      isAlone && !this.isBound(name) && !isParameterWord(plainName(name)) && !isGradientKey(plainName(name))
    );
  }

  private named: string[] | null = null;

  /**
   * `for q in params: p -= lr * p.grad`: of what a loop or a function gives a value in turn something is not used, and beside it
   * stand parameters, a gradient or an index that nothing gives a value.
   */
  protected unusedName(names: readonly string[], body: readonly Statement[], span: Span): Unreadable | null {
    const nodes = nodesIn(body);
    const used = new Set(nodes.flatMap((node) => (node.kind === 'name' ? [node.name] : [])));
    const unused = names.find((name) => !used.has(name) && !name.startsWith('_'));
    if (unused === undefined || nodes.some(({ kind }) => kind === 'other')) return null;
    const called = new Set(nodes.map((node) => (node.kind === 'call' ? node.of : null)));
    const indices = new Set(nodes.map((node) => (node.kind === 'entry' ? node.index : null)));
    const own = new Set([...names, ...boundIn(body)]);
    const free = nodes.find((node) => {
      if (node.kind !== 'name' || called.has(node) || own.has(node.name)) return false;
      const key = plainName(node.name);
      const isTold = indices.has(node) || isParameterKey(key) || isGradientKey(key);
      return isTold && !this.isBound(node.name);
    });
    if (free?.kind !== 'name') return null;
    const reason = `“${free.name}” gets no value here, and “${unused}” is not used`;
    return this.refusal(span, reason, 'Use the names that the loop gives.');
  }

  /** Entries of one array under two indices, v[i] and v[i-1], or under one that nothing counts. */
  protected otherEntry(node: Node): Unreadable | null {
    if (node.kind !== 'entry' || !node.index) return null;
    const first = leftmost(node.index);
    const isKey = first.kind === 'string';
    if (isKey && first === node.index) return null;
    if (first.kind === 'number' && first === node.index && this.isConstant(this.keyOf(node.of))) return null;
    // Of `"dW" + str(l)` what stands behind the key.
    const whole = { from: isKey ? first.to : node.index.from, to: node.index.to };
    const name = node.index.kind === 'name' ? node.index.name : null;
    const index = name ?? this.host.textOf(whole).replace(/\s/g, '');
    const place = this.openLoop === 0 ? `${isKey} ${this.host.textOf(node.of)}` : `${isKey} ${this.openLoop}`;
    const known = this.indices.get(place) ?? index;
    this.indices.set(place, known);
    const isUnbound = name !== null && this.isUnbound(name);
    if (known === index && !isUnbound) return null;
    const reason = isUnbound
      ? `an entry “${index}”, which no loop around it counts`
      : `an entry “${index}” where “${known}” stands elsewhere`;
    const why = this.refusal(node, reason, 'Use one index for all of it.');
    // The rule of one parameter is not right where another one is moved by what is unclear.
    if (this.mode === 'step') this.stray ??= why;
    return why;
  }

  /** `betas`, whose numbers are two. */
  private isConstant(key: string | null): boolean {
    if (key === null || this.written.has(key)) return false;
    return !isGradientKey(key) && !isStateKey(key) && !isParameterKey(key);
  }

  /** `grads['W1']` within a loop over all parameters. */
  protected fixedEntry({ of, index, from, to }: Node & { kind: 'entry' }): Unreadable | null {
    const isFixed = this.loops > 0 && index?.kind === 'string' && means('gradients', this.keyOf(of) ?? '');
    const reason = 'one fixed gradient in a loop over all parameters';
    return isFixed ? this.refusal({ from, to }, reason, 'Use the index of the loop.') : null;
  }

  /** The time of a step, which is `first` at the first one. */
  protected time(first: number, at: Place): Expression {
    const time = this.symbol(TIME, at);
    return first === 1 ? time : binary('+', time, number(first - 1, at));
  }
}
