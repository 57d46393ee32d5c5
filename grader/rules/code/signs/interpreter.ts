/**
 * Runs a program with signs in place of numbers. Every assignment of a step becomes an instruction under a name of its own
 * (`m#2`), so that order, temporaries and helper functions mean what they mean in the program; what a name holds from the
 * step before is `old m`. What is not understood is a value of its own, and speaks only where the rule needs it.
 */
import { isHarmlessCall, means } from '../../lexicon.ts';
import { hasGradient, numberOf, rewrite, symbolNames } from '../../formulas/expression.ts';
import type { Expression } from '../../formulas/expression.ts';
import { Unreadable } from '../../place.ts';
import type { Node, Span, Statement } from '../../syntax/nodes.ts';
import { HELP, KNOWN } from './memory.ts';
import {
  isGradientKey,
  isModule,
  isParameterKey,
  isSettings,
  isTimeName,
  labelOfGradient,
  namedByGradient,
  plainName,
} from '../seen/names.ts';
import {
  calledName,
  changedBy,
  isFieldOf,
  isOfGradient,
  isPartOf,
  localsOf,
  namesIn,
  namesUsed,
  statementsIn,
  boundIn,
  isNumeric,
  lastName,
  wordsOf,
  takesOver,
} from '../seen/survey.ts';
import { itemsOf, namesAmong } from '../../syntax/nodes.ts';
import { Beginnings } from './beginnings.ts';
import { isOverSteps } from '../steps/units.ts';
import { isExpression, oldName, RETURNED } from '../seen/values.ts';
import type { Step, Value } from '../seen/values.ts';

const MAX_NODES = 3000;

export class Interpreter extends Beginnings {
  run(): Step {
    const { setup, parameters, body, counter } = this.unit;
    for (const name of localsOf([...setup, ...body], parameters)) this.locals.add(plainName(name));
    this.shareNames(body);
    this.survey([...body]);
    // Each holds within its own loop.
    for (const shared of this.shared.values()) for (const own of shared.keys()) this.aliases.delete(own);
    for (const key of this.unit.given) this.written.add(key);
    // `beta1 = self.beta1` of a step is another name than the one by which the object was given it.
    const local = [...this.written].filter((key) => isLocalIn(body, key));
    for (const key of local) this.written.delete(key);
    for (const { name, value } of parameters) this.give(plainName(name), value);
    this.isAbove = true;
    this.block(setup);
    this.isAbove = false;
    for (const key of local) this.written.add(key);
    for (const key of this.written) this.globals.delete(key);
    const start = { from: 0, to: 0 };
    if (counter)
      this.globals.set(plainName(counter.name), this.time(counter.first, this.host.placeOf(start)));
    this.forbid(this.unit.stale, 'a count that does not grow with every step');
    this.forbid(this.unit.fixed, 'a gradient that is the same in all steps');
    this.mode = 'step';
    this.block(body);
    this.refuseSetBack();
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

  private forbid(names: readonly string[], reason: string): void {
    const why = this.refusal(this.unit.body[0] ?? { from: 0, to: 0 }, reason);
    for (const name of names) this.globals.set(plainName(name), { kind: 'unknown', why });
  }

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
      case 'skip':
        if (this.mode === 'step') this.stray ??= this.refusal(statement, 'steps that are left out');
        return false;
      case 'break':
      case 'class':
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
    if (node.kind === 'nothing') return;
    const expressions = values.map((value) => (isExpression(value) ? value : null));
    this.returned = nodes.map((each, i) => ({ node: each, value: expressions[i] ?? null }));
    const isLoss = node.kind === 'name' && means('objective', node.name);
    for (const value of values)
      if (value.kind === 'unknown' && !isLoss && !value.isObjective) this.failedReturn ??= value.why;
  }

  /** Why what is returned is not known. */
  failedReturn: Unreadable | null = null;

  private loop(statement: Statement & { kind: 'loop' }): boolean {
    const { names, over, body } = statement;
    if (isOverSteps(statement)) {
      const why = this.refusal(statement, 'an equation in another loop than the update');
      if (this.mode !== 'setup') this.forget(body, why);
      return false;
    }
    const { openLoop, aliases, depthOfLoop, entriesOpen } = this;
    const shared = this.shared.get(statement) ?? new Map<string, string>();
    this.aliases = new Map([...aliases, ...shared]);
    this.entriesOpen = [...entriesOpen, ...shared.keys()];
    const isOverParts = over !== null;
    this.openLoop = statement.from + 1;
    this.depthOfLoop = this.scopes.length;
    if (isOverParts) this.loops++;
    const ends = this.blockOf(names.flatMap(namesIn), body);
    if (this.mode === 'step') this.refuseShared(statement);
    if (isOverParts) this.loops--;
    this.openLoop = openLoop;
    this.depthOfLoop = depthOfLoop;
    this.aliases = aliases;
    this.entriesOpen = entriesOpen;
    return ends;
  }

  /** `for p in params: v = mu * v + p.grad`: one state for all that a loop goes through. */
  private refuseShared({ names, body }: Statement & { kind: 'loop' }): void {
    const given = names.flatMap(namesIn);
    const own = new Set([...given, ...boundIn(body)]);
    const targets = [...statementsIn(body)].flatMap(changedBy);
    const isGiven = (target: Node): boolean => target.kind === 'name' && given.includes(target.name);
    const places = placesIn(body);
    const placeOf = (target: Node): Node =>
      target.kind === 'name' ? (places.get(target.name) ?? target) : target;
    const isOwn = (target: Node): boolean =>
      wordsOf(this.host.textOf(placeOf(target))).some((name) => own.has(name) && name !== lastName(target));
    // `for g in gradients: w -= lr * g` goes through the steps.
    const movesEach = targets.some(
      (target) => isParameterKey(this.keyOf(target) ?? '') && (isGiven(target) || isOwn(target)),
    );
    for (const target of movesEach ? targets : []) {
      const key = this.keyOf(target);
      const value = key === null ? undefined : this.find(key);
      if (key === null || !value || !isExpression(value) || isGiven(target) || isOwn(target)) continue;
      if (isParameterKey(key) || isGradientKey(key)) continue;
      const made = this.inlined(value);
      if (symbolNames(made).includes(oldName(key)) && hasGradient(made))
        this.stray ??= this.refusal(target, 'one state for several parameters', 'Keep one for each.');
    }
  }

  private assign(statement: Statement & { kind: 'assign' }): void {
    const { targets, operator, value: node, from, to } = statement;
    let given: Value | null = null;
    const at = { from, to };
    if (node.kind === 'choice') {
      const [then, otherwise] = [node.then, node.otherwise].map((value) => [{ ...statement, value }]);
      const test: Node = this.choose(node) === null ? { kind: 'other', from, to: from } : node.test;
      this.branch({ kind: 'if', test, then: then!, otherwise: otherwise!, ...at });
      return;
    }
    for (const target of [...targets].reverse()) {
      this.ticking = this.keyOf(target);
      // The value of a chain is computed once, before any of its names has it.
      const value =
        operator === ''
          ? (given ??= this.value(node))
          : this.binary({ kind: 'binary', operator, left: target, right: node, ...at });
      this.ticking = null;
      this.refuseTick(target, at);
      this.refuseReset(target, node, at);
      if (!statement.isInPlace) this.keepOld(target);
      this.assignTo(target, value, at);
    }
  }

  /** `for i, v in enumerate(vs): vs[i] = …`: where the entry gets another value, v is what it was. */
  private keepOld(target: Node): void {
    const key = isFieldOf(target) && !isPartOf(target) ? this.keyOf(target) : null;
    for (const own of this.entriesOpen)
      if (key !== null && this.aliases.get(own) === key) {
        const old = this.read(key, target);
        this.aliases.delete(own);
        this.globals.set(own, old);
      }
  }

  /** Names that the loops around give to entries. */
  private entriesOpen: readonly string[] = [];

  /** `self.t += 1` in a loop over the parameters; what is kept for each of them counts its steps. */
  private refuseTick(target: Node, span: Span): void {
    const key = target.kind === 'entry' ? null : this.keyOf(target);
    const isOwn = target.kind === 'member' && !(target.of.kind === 'name' && means('self', target.of.name));
    if (this.loops > 0 && this.mode === 'step' && key !== null && !isOwn && this.clocks.has(key))
      this.stray ??= this.refusal(span, 'a step count that grows with every parameter', HELP);
  }

  /** `self.t = 0` behind a step that counts itself. */
  private refuseSetBack(): void {
    for (const key of this.clocks) {
      const value = this.globals.get(key);
      if (!this.keeps && isTimeName(key) && value && isExpression(value) && numberOf(value) !== null)
        this.stray ??= this.refusal(
          this.unit.body[0]!,
          `a step count “${key}” that is set back in every step`,
        );
    }
  }

  /** `state[p] = {"v": 0}` in every step. */
  private refuseReset(target: Node, value: Node, span: Span): void {
    const isFull = value.kind === 'tuple' || (value.kind === 'call' && value.of.kind === 'function');
    const isOfGradients = isGradientKey(this.keyOf(target) ?? '');
    if (this.mode === 'step' && isFieldOf(target) && isFull && isNumeric(value) && !isOfGradients)
      this.stray ??= this.refusal(span, 'a state that starts afresh in every step');
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
    // dy, where the step moves a y
    const own = namedByGradient(key);
    return { ...value, of: labelOfGradient(key) ?? (own !== null && this.written.has(own) ? own : null) };
  }

  /** `beta1, beta2 = betas` */
  private handedOver(item: Node, value: Value): Value | null {
    const key = this.keyOf(item);
    const isGroup = value.kind === 'symbol' && isSettings(value.name);
    return key !== null && isGroup ? this.symbol(this.constant(key, null), value.at) : null;
  }

  /** An expression that stands alone: a call, for what it changes. */
  private perform(node: Node): void {
    if (node.kind === 'named') this.value(node);
    if (node.kind === 'other' && node.why) this.stray ??= node.why;
    if (node.kind !== 'call') return;
    const name = calledName(node);
    if (name === 'backward') this.measure();
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
    this.startsBy(node, why);
    if (this.mode === 'step') this.stray ??= why;
  }
}

/** `state[p]` of buf, where the first that buf is given is `buf = state[p]`. */
function placesIn(body: readonly Statement[]): ReadonlyMap<string, Node> {
  const places = new Map<string, Node>();
  const known = new Set<string>();
  for (const each of statementsIn(body)) {
    if (each.kind !== 'assign') continue;
    // `self.v[key] = …` gives a place a value, and no name.
    for (const name of namesAmong(each.targets.flatMap(itemsOf))) {
      if (!known.has(name) && each.operator === '' && each.value.kind !== 'binary')
        places.set(name, each.value);
      known.add(name);
    }
  }
  return places;
}

/** `beta1` of `beta1 = self.beta1`: a name, and no field, that statements give a value before they use it. */
function isLocalIn(body: readonly Statement[], key: string): boolean {
  const own = [...new Set(namesUsed(body))].filter((name) => plainName(name) === key);
  return own.length > 0 && own.every((name) => !takesOver(body, name));
}
