/**
 * Runs a program with signs in place of numbers. Every assignment of a step becomes an instruction under a name of its own
 * (`m#2`), so that order, temporaries and helper functions mean what they mean in the program; what a name holds from the
 * step before is `old m`. What is not understood is a value of its own, and speaks only where the rule needs it.
 */
import { isHarmlessCall, means } from '../lexicon.ts';
import { hasGradient, numberOf, rewrite } from '../formulas/expression.ts';
import type { Expression } from '../formulas/expression.ts';
import { Unreadable } from '../place.ts';
import type { Node, Span, Statement } from '../syntax/nodes.ts';
import { Evaluator, RETURNED } from './evaluator.ts';
import { contentOf } from './inPlace.ts';
import { HELP, KNOWN } from './memory.ts';
import { isGradientKey, isModule, isParameterWord, isTimeName, labelOfGradient, plainName } from './names.ts';
import {
  calledName,
  changedBy,
  changedInside,
  entryOf,
  isEach,
  isFieldOf,
  isOfGradient,
  localsOf,
  namesIn,
  pairsOf,
  rootNodeOf,
  parametersOf,
  statementsIn,
  targetsOf,
} from './survey.ts';
import { isOverSteps } from './units.ts';
import { isExpression } from './values.ts';
import type { Step, Value } from './values.ts';

const MAX_NODES = 3000;

export class Interpreter extends Evaluator {
  run(): Step {
    const { setup, parameters, body, counter } = this.unit;
    for (const name of localsOf([...setup, ...body], parameters)) this.locals.add(plainName(name));
    this.shareNames(body);
    this.survey([...body]);
    // Each holds within its own loop.
    for (const shared of this.shared.values()) for (const own of shared.keys()) this.aliases.delete(own);
    for (const key of this.unit.given) this.written.add(key);
    for (const { name, value } of parameters) this.give(plainName(name), value);
    this.block(setup);
    for (const key of this.written) this.globals.delete(key);
    const start = { from: 0, to: 0 };
    if (counter)
      this.globals.set(plainName(counter.name), this.time(counter.first, this.host.placeOf(start)));
    const why = this.refusal(body[0] ?? start, 'a count that does not grow with every step');
    for (const name of this.unit.stale) this.globals.set(plainName(name), { kind: 'unknown', why });
    this.mode = 'step';
    this.block(body);
    const after = new Map<string, Expression>();
    const unknown = new Map<string, Unreadable>(this.starts);
    for (const key of this.written) {
      const value = this.globals.get(key);
      const name = this.news.get(key) ?? key;
      if (!value) continue;
      if (isExpression(value)) after.set(name, value);
      else if (value.kind === 'unknown') unknown.set(name, value.why);
    }
    const { instructions, initial, begun, copies, constants, assumptions, resets, returned } = this;
    return { instructions, after, unknown, initial, begun, copies, constants, assumptions, resets, returned };
  }

  /** After `m, v = state["m"], state["v"]` a change in place of m is one of the state. */
  private shareNames(body: readonly Statement[]): void {
    const all = [...statementsIn(body)];
    const namesOf = (nodes: readonly Node[]): Set<string> =>
      new Set(nodes.map((node) => (node.kind === 'name' ? node.name : '')));
    // `m[j] = …` of `m = self.m[i]`, too
    const entries = all
      .flatMap(targetsOf)
      .flatMap((each) =>
        each.kind === 'entry' && each.index?.kind !== 'string' ? (rootNodeOf(each) ?? []) : [],
      );
    const changed = namesOf([...all.flatMap(changedInside), ...entries]);
    const grown = namesOf(all.flatMap((each) => ('isInPlace' in each ? targetsOf(each) : [])));
    const pairs = all.flatMap(pairsOf);
    const isOnlyGrown = (name: string): boolean =>
      grown.has(name) && pairs.filter(([target]) => namesOf([target]).has(name)).length === 1;
    const starts = [...statementsIn(this.unit.setup)].flatMap(pairsOf);
    for (const [target, value] of pairs) {
      const place = entryOf(value);
      if (target.kind !== 'name' || !isFieldOf(place)) continue;
      const key = this.keyOf(place);
      if (key === null || isGradientKey(key)) continue;
      if (changed.has(target.name)) this.aliases.set(plainName(target.name), key);
      else if (isOnlyGrown(target.name)) {
        const own = [...starts, ...pairs].filter(([each]) => this.keyOf(each) === key && each !== target);
        const isPutBack = own.some(([, given]) => given.kind === 'name' && given.name === target.name);
        if (isPutBack) continue;
        const content = contentOf(place, own);
        const reason =
          'a name that is changed in place, and it is not said whether it is an array or a number';
        if (content === null) throw this.refusal(value, reason, 'Let it start with zeros, or store it back.');
        if (content === 'array') this.aliases.set(plainName(target.name), key);
      }
    }
    const made = new Set(all.flatMap(targetsOf).map((target) => this.keyOf(target)));
    for (const statement of all) if (statement.kind === 'loop') this.shareEntries(statement, made);
  }

  /**
   * `for v, g in zip(params, grads)`: v is what stands in params; and so it is in `for k, v in params.items()`. `for i, g in
   * enumerate(grads)`: g is what the step has made of grads, which may be more than a gradient.
   */
  private shareEntries(loop: Statement & { kind: 'loop' }, made: ReadonlySet<string | null>): void {
    const { names, over } = loop;
    const shared = new Map<string, string>();
    this.shared.set(loop, shared);
    if (!over) return;
    const flat = names
      .flatMap((name) => (name.kind === 'tuple' ? name.items : [name]))
      .map((name) => this.keyOf(name));
    const of = over.kind === 'call' ? calledName(over) : null;
    if (over.kind === 'call' && of === 'items' && over.of.kind === 'member') {
      const [, own, ...more] = flat;
      const key = this.keyOf(over.of.of);
      if (own && key && more.length === 0) shared.set(own, key);
      return this.shareAliases(shared);
    }
    const counted = over.kind === 'call' ? countedBy(over) : null;
    const [within, entries] = counted ? [counted, flat.slice(1)] : [over, flat];
    const isZip = within.kind === 'call' && calledName(within) === 'zip';
    const lists = isZip ? within.args.map(({ value }) => value) : [within];
    if (entries.length === lists.length)
      entries.forEach((own, i) => {
        const key = this.keyOf(lists[i]!);
        if (own === null || key === null) return;
        const isMade = made.has(key) && (isZip || isGradientKey(own));
        if (isMade || (isZip && isParameterWord(key) && (counted !== null || !isParameterWord(own))))
          shared.set(own, key);
      });
    this.shareAliases(shared);
  }

  private shareAliases(shared: ReadonlyMap<string, string>): void {
    for (const [own, key] of shared) this.aliases.set(own, key);
  }

  /** By loop, what its names stand for. */
  private readonly shared = new Map<Statement, Map<string, string>>();

  /** The expression with everything that a step makes put in its place, down to what it starts from. */
  inlined(expression: Expression): Expression {
    const made = new Map(this.instructions.map(({ target, value }) => [target, value]));
    let size = 0;
    const inline = (of: Expression): Expression =>
      rewrite(of, (e) => {
        if (++size > MAX_NODES) throw new Unreadable(of.at, 'a rule of too many parts', KNOWN);
        const value = e.kind === 'symbol' ? made.get(e.name) : undefined;
        return value ? inline(value) : e;
      });
    return inline(expression);
  }

  /** A parameter of a function: a constant with its customary number, or what the caller hands over. */
  private give(key: string, value: Node | null): void {
    if (!value || this.written.has(key) || isTimeName(key)) return;
    const given = this.value(value);
    const numberIn = (of: Value): number | null => (isExpression(of) ? numberOf(of) : null);
    const n = numberIn(given);
    if (given.kind === 'truth') this.globals.set(key, given);
    else if (n !== null) this.globals.set(key, this.symbol(this.constant(key, n), this.host.placeOf(value)));
    for (const [i, item] of (given.kind === 'list' ? given.items : []).entries()) {
      const own = numberIn(item);
      if (own !== null) this.constant(`${key}_${i}`, own);
    }
  }

  protected block(statements: readonly Statement[]): boolean {
    for (const statement of statements) if (this.statement(statement)) return true;
    return false;
  }

  /** @returns whether the function ends here */
  private statement(statement: Statement): boolean {
    switch (statement.kind) {
      case 'assign':
        this.assign(statement);
        return false;
      case 'do':
        this.perform(statement.value);
        return false;
      case 'return':
        this.giveBack(statement.value);
        return true;
      case 'if':
        return this.branch(statement);
      case 'loop':
        return this.loop(statement);
      case 'define': {
        const { name, parameters, body } = statement;
        const at = this.host.placeOf(statement);
        this.bind(plainName(name), { kind: 'function', parameters, body, at });
        return false;
      }
      case 'class':
      case 'skip':
        return false;
    }
  }

  private giveBack(node: Node): void {
    const nodes = node.kind === 'tuple' ? node.items : [node];
    const values = nodes.map((each) => this.value(each));
    const [first, ...others] = values;
    const scope = this.scopes.at(-1);
    if (scope && first) {
      const at = this.host.placeOf(node);
      scope.set(RETURNED, others.length === 0 ? first : { kind: 'list', items: values, at });
      return;
    }
    const expressions = values.map((value) => (isExpression(value) ? value : null));
    this.returned = nodes.map((each, i) => ({ node: each, value: expressions[i] ?? null }));
    const isLoss = node.kind === 'name' && means('objective', node.name);
    for (const value of values) if (value.kind === 'unknown' && !isLoss) this.failedReturn ??= value.why;
  }

  /** Why what is returned is not known. */
  failedReturn: Unreadable | null = null;

  /** What statements change is not known behind them. */
  private forget(statements: readonly Statement[], why: Unreadable): void {
    for (const each of statementsIn(statements)) {
      for (const target of changedBy(each)) {
        const key = this.keyOf(target);
        if (key !== null) this.bind(key, { kind: 'unknown', why });
      }
      if (each.kind === 'skip') this.stray ??= this.refusal(each, 'steps that are left out');
    }
  }

  private branch(statement: Statement & { kind: 'if' }): boolean {
    const { test, then, otherwise } = statement;
    const way = this.decide(test);
    if (way === 'then' || way === 'otherwise') return this.block(way === 'then' ? then : otherwise);
    if (way === 'start' || way === 'later') {
      const [first, always] = way === 'start' ? [then, otherwise] : [otherwise, then];
      const { mode } = this;
      if (mode === 'step') this.mode = 'start';
      this.block(first);
      this.mode = mode;
      return this.block(always);
    }
    const why = this.refusal(statement, 'a condition', 'Write an equation that holds at every step.');
    this.forget([...then, ...otherwise], why);
    return false;
  }

  private loop(statement: Statement & { kind: 'loop' }): boolean {
    const { names, over, body } = statement;
    if (isOverSteps(statement)) {
      const why = this.refusal(statement, 'an equation in another loop than the update');
      if (this.mode !== 'setup') this.forget(body, why);
      return false;
    }
    const { openLoop, aliases } = this;
    this.aliases = new Map([...aliases, ...(this.shared.get(statement) ?? [])]);
    const isOverParts = over !== null;
    this.openLoop = statement.from + 1;
    if (isOverParts) this.loops++;
    const ends = this.blockOf(names.flatMap(namesIn), body);
    if (isOverParts) this.loops--;
    this.openLoop = openLoop;
    this.aliases = aliases;
    return ends;
  }

  private assign({ targets, operator, value: node, from, to }: Statement & { kind: 'assign' }): void {
    let given: Value | null = null;
    const at = { from, to };
    for (const target of [...targets].reverse()) {
      this.ticking = this.keyOf(target);
      // The value of a chain is computed once, before any of its names has it.
      const value =
        operator === ''
          ? (given ??= this.value(node))
          : this.binary({ kind: 'binary', operator, left: target, right: node, ...at });
      this.ticking = null;
      this.refuseTick(target, at);
      this.assignTo(target, value, at);
    }
  }

  /** `self.t += 1` in a loop over the parameters; what is kept for each of them counts its steps. */
  private refuseTick(target: Node, span: Span): void {
    const key = target.kind === 'entry' ? null : this.keyOf(target);
    const isOwn = target.kind === 'member' && !(target.of.kind === 'name' && means('self', target.of.name));
    if (this.loops > 0 && this.mode === 'step' && key !== null && !isOwn && this.clocks.has(key))
      this.stray ??= this.refusal(span, 'a step count that grows with every parameter', HELP);
  }

  /** Gives a target, or each of several, its value. */
  protected assignTo(target: Node, value: Value, span: Span): void {
    if (target.kind !== 'tuple') {
      const key = this.keyOf(target);
      const why = this.mode === 'step' ? this.otherEntry(target) : null;
      if (key !== null) this.set(key, why ? { kind: 'unknown', why } : value, span, isFieldOf(target));
      return;
    }
    target.items.forEach((item, i) => {
      const own: Value =
        value.kind === 'list' && value.items.length === target.items.length
          ? value.items[i]!
          : value.kind === 'unknown'
            ? value
            : (this.gradientOf(item, value) ??
              this.handedOver(item, value) ??
              this.unknown(span, 'one value for several names'));
      this.assignTo(item, own, span);
    });
  }

  /** `dW, db = backward(X, Y, W, b)` */
  private gradientOf(item: Node, value: Value): Value | null {
    const key = this.keyOf(item);
    if (key === null || value.kind !== 'gradient' || !isGradientKey(key)) return null;
    return { ...value, of: labelOfGradient(key) };
  }

  /** `beta1, beta2 = betas` */
  private handedOver(item: Node, value: Value): Value | null {
    const key = this.keyOf(item);
    const isGroup = value.kind === 'symbol' && /^(betas|defaults|args|config|hyper\w*)$/.test(value.name);
    return key !== null && isGroup ? this.symbol(this.constant(key, null), value.at) : null;
  }

  /** An expression that stands alone: a call, for what it changes. */
  private perform(node: Node): void {
    if (node.kind === 'named') this.value(node);
    if (node.kind === 'other' && node.why) this.stray ??= node.why;
    if (node.kind !== 'call') return;
    const name = calledName(node);
    if (isEach(name) && node.args[0]?.value.kind === 'function') {
      const { parameters, body } = node.args[0].value;
      const list = node.of.kind === 'member' ? this.globals.get(this.keyOf(node.of.of) ?? '') : undefined;
      const [entry] = parameters;
      if (entry && list && isExpression(list) && hasGradient(this.inlined(list)))
        this.globals.set(plainName(entry.name), list);
      this.blockOf(parametersOf({ parameters }), body);
      return;
    }
    const isCleared =
      name === 'zero_' &&
      node.of.kind === 'member' &&
      (isOfGradient(node.of.of) || isGradientKey(this.keyOf(node.of.of) ?? ''));
    if (isCleared || (isHarmlessCall(name) && !this.find(plainName(name)))) return;
    const value = this.value(node);
    if (value.kind !== 'unknown' || isModule(name)) return;
    const why = this.refusal(node, 'a call of which it is not known what it changes', KNOWN);
    for (const { value: given } of node.args) {
      const key = this.keyOf(given);
      if (key !== null && this.written.has(key) && this.mode === 'step')
        this.globals.set(key, { kind: 'unknown', why });
    }
    if (this.mode === 'step') this.stray ??= why;
  }
}

/** What `enumerate(grads)` and `grads.entries()` go through. */
function countedBy(over: Node & { kind: 'call' }): Node | null {
  if (calledName(over) === 'enumerate') return over.args[0]?.value ?? null;
  return calledName(over) === 'entries' && over.of.kind === 'member' ? over.of.of : null;
}
