/** The names of a program and what they hold: constants, states of the step before, counts, gradients. */
import { isSetting, means } from '../../lexicon.ts';
import { binary, gradient, number, numberOf, symbol, walk } from '../../formulas/expression.ts';
import type { Expression } from '../../formulas/expression.ts';
import { constantOf, nameLiterals, withWarmUp } from '../../model/model.ts';
import type { Constant } from '../../model/model.ts';
import { Unreadable } from '../../place.ts';
import type { Place } from '../../place.ts';
import { isNumber } from '../../syntax/nodes.ts';
import type { Node, Parameter, Span, Statement } from '../../syntax/nodes.ts';
import {
  fieldKey,
  isGradientKey,
  isOwner,
  isOwnGradient,
  isParameterWord,
  isSetUpBy,
  isTimeName,
  labelOfGradient,
  newOf,
  oldOf,
  plainName,
  pointOfGradient,
  withoutOwner,
} from '../seen/names.ts';
import { changesIn, functionsIn } from './called.ts';
import type { Runnable } from './called.ts';
import { callsIn, isNumeric, namesIn } from '../seen/survey.ts';
import { isExpression, keyOfOld, numbersIn, oldName, TIME } from '../seen/values.ts';
import type { Begun, Host, Instruction, Mode, Step, Unit, Value } from '../seen/values.ts';

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
  /** Of the functions that run, the names that they change and take from around them. */
  protected readonly around: ReadonlySet<string>[] = [];
  protected readonly initial = new Map<string, number>();
  protected readonly starts = new Map<string, Unreadable>();
  /** Whatever begins with a value that is no number, parameters too. */
  protected readonly begun = new Map<string, Begun>();
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
  protected readonly locals = new Set<string>();
  /** Names that the first step alone gives a number. */
  protected readonly namedAtFirst = new Set<string>();
  /** What has moved in this step before the gradients were taken that `w.grad` and the like are. */
  protected ahead: Expression[] = [];
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
    for (const { statement, target } of changesIn(body, this.functions)) {
      const key = this.keyOf(target);
      if (key !== null) assigned.set(key, [...(assigned.get(key) ?? []), statement]);
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

  /** Those of the program, by their names. */
  protected get functions(): ReadonlyMap<string, Runnable> {
    return (this.defined ??= functionsIn([...this.unit.setup, ...this.unit.body]));
  }

  private defined: ReadonlyMap<string, Runnable> | null = null;

  protected isTick(statement: Statement, key: string): boolean {
    if (statement.kind !== 'assign') return false;
    const isOne = (node: Node): boolean => isNumber(node, 1);
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

  /** Names of a loop for what stands under another name. */
  protected aliases = new Map<string, string>();

  protected set(key: string, value: Value, span: Span, isField: boolean): void {
    const isOutside = this.around.at(-1)?.has(key) === true || [...this.aliases.values()].includes(key);
    const inner = isOutside ? this.scopes.findLast((each) => each.has(key)) : this.scopes.at(-1);
    const scope = isField ? undefined : inner;
    // `if h is None: h = 0` of `h = self.h.get(key)`
    if (scope && this.mode === 'start' && this.stateUnder(key) !== key) this.startsFrom(key, value, span);
    else if (scope) scope.set(key, this.kept(key, value));
    else this.setOutside(key, value, span);
  }

  private setOutside(key: string, value: Value, span: Span): void {
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
    if (this.instructions.length >= MAX_INSTRUCTIONS)
      return { kind: 'unknown', why: new Unreadable(value.at, 'a program of too many statements', KNOWN) };
    const count = (this.counts.get(key) ?? 0) + 1;
    this.counts.set(key, count);
    const target = `${key}#${count}`;
    this.instructions.push({
      target,
      value: nameLiterals(withWarmUp(value, (name) => this.constants.get(name)?.value ?? null)),
    });
    return this.symbol(target, value.at);
  }

  /** Above the steps: starts of states, and constants. */
  protected setBefore(key: string, value: Value, span: Span): void {
    // `v = state.get("v"); if v is None: v = 0` says where the state starts.
    if (this.mode === 'start' && this.stateUnder(key) !== key) return this.startsFrom(key, value, span);
    const isState = this.written.has(key);
    const n = isExpression(value) ? numberOf(value) : null;
    if (n !== null) {
      if (isState) {
        this.initial.set(key, n);
        if (this.mode === 'setup') this.globals.set(key, value);
      } else if (this.mode === 'setup') {
        this.globals.set(key, this.symbol(this.constant(key, n), this.host.placeOf(span)));
      } else if (!this.globals.has(key)) {
        // `s = zeros(…)`, then `self.s.append(s)`
        this.globals.set(key, value);
        this.namedAtFirst.add(key);
      }
      return;
    }
    if (!isExpression(value)) {
      // Wherever parameters start, a step moves them, or asks another one to.
      if (!isState && isParameterWord(key) && numbersIn(value).length > 0) return;
      const numbers = value.kind === 'list' && isState && !isParameterWord(key) ? numbersIn(value) : [];
      if (numbers.some((each) => each !== numbers[0]))
        this.starts.set(key, this.refusal(span, 'a start of several numbers'));
      else if (numbers.length > 0) this.initial.set(key, numbers[0]!);
      // `this.beta1 = getopt(opt, 'beta1', 0.9)`
      if (value.kind === 'unknown' && !value.why.isSlip && !isState && isSetUpBy(key, this.host.textOf(span)))
        this.globals.set(key, this.symbol(this.constant(key, null), this.host.placeOf(span)));
      else if (this.mode === 'setup' && (value.kind !== 'unknown' || !isState)) this.globals.set(key, value);
      else if (value.kind === 'unknown' && isState && !isParameterWord(key)) this.starts.set(key, value.why);
      return;
    }
    if (isState) {
      const source = value.kind === 'symbol' ? value.name : '';
      if (keyOfOld(source) === key) return;
      const why = this.refusal(span, 'a start that is no number');
      this.begun.set(key, { value, why });
      if (isParameterWord(key)) return;
      if (isParameterWord(keyOfOld(source) ?? source) && !this.constants.has(source)) this.copies.add(key);
      // Powers may start at their factors.
      else if (source === '' || keyOfOld(source) !== null) this.starts.set(key, why);
      return;
    }
    const isFixed = walk(value).every(
      (e) => e.kind !== 'gradient' && !(e.kind === 'symbol' && keyOfOld(e.name) !== null),
    );
    const reason = 'an equation above the loop, which holds only for the first step';
    this.globals.set(key, isFixed ? value : this.unknown(span, reason, HELP));
  }

  /** The state that a name holds as it was before the step, and else its own. */
  protected stateUnder(name: string): string {
    const held = this.find(name);
    return (held?.kind === 'symbol' ? keyOfOld(held.name) : null) ?? name;
  }

  /** What `state.get("v", value)` says of v: a state has one start, and it is a number. */
  protected startsFrom(name: string, value: Value, span: Span): void {
    const key = this.stateUnder(name);
    const n = isExpression(value) ? numberOf(value) : null;
    if (!this.written.has(key)) {
      if (n !== null && !this.find(key)) this.constant(key, n);
      return;
    }
    if (n !== null && n === (this.initial.get(key) ?? n)) this.initial.set(key, n);
    else if (value.kind !== 'nothing')
      this.starts.set(
        key,
        this.refusal(span, n === null ? 'a start that is no number' : 'two different starts'),
      );
  }

  protected bind(key: string, value: Value): void {
    (this.scopes.at(-1) ?? this.globals).set(key, value);
  }

  /** Under which name a place is kept; null where it is none. */
  protected keyOf(node: Node): string | null {
    switch (node.kind) {
      case 'name':
        if (means('self', node.name)) return null;
        // What a function is given has no other name.
        if (this.scopes.some((scope) => scope.has(plainName(node.name)))) return plainName(node.name);
        if (this.isGivenNumber(plainName(node.name))) return plainName(node.name);
        return this.alias(plainName(node.name));
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

  protected abstract entryKey(entry: Pick<Node & { kind: 'entry' }, 'of' | 'index'>): string | null;

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
    if (this.isGivenNumber(key)) return this.symbol(this.constant(key, null), at);
    if (this.clocks.has(key)) return this.clock(key, at);
    const base = this.baseOf(key);
    if (this.isKept(base) && (!isOwnGradient(base) || this.initial.has(base)))
      return this.symbol(oldName(base), at);
    if (this.isCalled(key)) return this.unknown(node, `“${key}” is a function, and no value`, KNOWN);
    if (isGradientKey(key)) return gradient(at, this.ahead, labelOfGradient(key));
    const point = this.find(pointOfGradient(key) ?? '');
    if (point && isExpression(point)) return gradient(at, [point], null);
    const [clock = this.unit.counter?.name] = this.clocks;
    if (isTimeName(key) && clock !== undefined)
      return this.unknown(node, `“${key}” counts no steps, and “${clock}” does`, KNOWN);
    if (isTimeName(key)) return this.time(this.unit.countsFromZero ? 0 : 1, at);
    return this.symbol(this.constant(key, null), at);
  }

  /** What runs is above the steps. */
  protected isAbove = false;

  /** `self.momentum = momentum`, above a step that has a velocity by that name. */
  private isGivenNumber(key: string): boolean {
    const isIt = ({ name, value }: Parameter): boolean => plainName(name) === key && value?.kind === 'number';
    return this.isAbove && isSetting(key) && this.unit.parameters.some(isIt);
  }

  /** sqrt of `v.sqrt()`, where it stands without brackets. */
  protected isCalled(key: string): boolean {
    this.called ??= new Set(
      [this.unit.name, ...callsIn([...this.unit.setup, ...this.unit.body])].map(plainName),
    );
    // `params.items()` of a loop or a list
    const isGoneThrough = this.host.textOf({ from: 0, to: Number.MAX_SAFE_INTEGER }).includes(`.${key}()`);
    return this.called.has(key) || isGoneThrough;
  }

  private called: Set<string> | null = null;

  /** A count that is first used and then raised starts at 1 where nothing is said. */
  protected clock(key: string, at: Place): Expression {
    const isUsed = this.ticking !== key;
    if (isUsed) this.usedClocks.add(key);
    return this.time(this.initial.get(key) ?? (this.usedClocks.has(key) ? 1 : 0), at);
  }

  protected ticking: string | null = null;
  protected readonly usedClocks = new Set<string>();

  /** Does a step make it, under its own name or as m_new? */
  private isKept(key: string): boolean {
    return this.written.has(key) || [...this.news.values()].includes(key);
  }

  /** m for m_old and prev_m, and for itself. */
  protected baseOf(key: string): string {
    const base = oldOf(key);
    return base !== null && this.isKept(base) && !this.written.has(key) && !this.unit.isRepeated ? base : key;
  }

  /** The time of a step, which is `first` at the first one. */
  protected time(first: number, at: Place): Expression {
    const time = this.symbol(TIME, at);
    return first === 1 ? time : binary('+', time, number(first - 1, at));
  }
}
