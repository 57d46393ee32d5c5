/** Expressions of a program as expressions of a rule. */
import {
  functionName,
  isGradientCall,
  isObjectiveCall,
  isRateCall,
  isRateSetting,
  isSetting,
  means,
  words,
} from '../../lexicon.ts';
import { binary, gradient, number, numberOf } from '../../formulas/expression.ts';
import type { BinaryOperator, Expression, Gradient } from '../../formulas/expression.ts';
import type { Place } from '../../place.ts';
import { isNumber } from '../../syntax/nodes.ts';
import type { Argument, Node, Span, Statement } from '../../syntax/nodes.ts';
import { applied, isFunction } from '../../formulas/functions.ts';
import {
  isGradientKey,
  isModule,
  isParameterKey,
  isParameterWord,
  isTimeName,
  ownerOf,
  parameterOfCall,
  plainName,
} from '../seen/names.ts';
import { askedIn, wayOf } from './conditions.ts';
import type { Known, Way } from './conditions.ts';
import { filledBy, isOfOthers, takenFromAround } from './called.ts';
import { Entries } from './entries.ts';
import {
  boundIn,
  calledName,
  entryMade,
  entryOf,
  isInPlace,
  isNumeric,
  leftmost,
  parametersOf,
  rootOf,
  walk,
} from '../seen/survey.ts';
import { isCount, isExpression, RETURNED } from '../seen/values.ts';
import type { Value } from '../seen/values.ts';

const MAX_CALLS = 8;

/** Keywords that hold a value. */
const KEYWORDS = words('value alpha');

export abstract class Evaluator extends Entries {
  protected abstract block(statements: readonly Statement[]): boolean;
  protected abstract sharedIn(body: readonly Statement[]): ReadonlyMap<string, string>;
  protected abstract assignTo(target: Node, value: Value, span: Span): void;

  /** Runs what has names of its own. */
  protected blockOf(names: readonly string[], body: readonly Statement[]): boolean {
    this.counted.push(names);
    const ends = this.block(body);
    this.counted.pop();
    return ends;
  }

  protected decide(test: Node): Way | null {
    // `(g := grad(w)) is not None`
    for (const node of walk(test)) if (node.kind === 'named') this.value(node);
    return wayOf(test, this.known);
  }

  /** Of `v === undefined ? v : 0` nothing is there to be taken. */
  protected choose({ test, then, otherwise }: Node & { kind: 'choice' }): Way | null {
    const way = this.decide(test);
    const first = way === 'start' ? then : way === 'later' ? otherwise : null;
    const asked = askedIn(test)
      .flat()
      .filter((node) => !this.known.isGiven(node))
      .map((node) => this.host.textOf(node));
    return first && asked.includes(this.host.textOf(first)) ? null : way;
  }

  protected readonly known: Known = {
    truthOf: (node) => {
      const key = node.kind === 'member' ? node.name : this.keyOf(node);
      const held = key === null ? undefined : this.find(plainName(key));
      return held?.kind === 'truth' ? held.value : null;
    },
    isMade: (node) => {
      const key = this.keyOf(node);
      const held = key === null ? undefined : this.find(key);
      if (held && isExpression(held)) return !isCount(held);
      return key !== null && (this.written.has(key) || isGradientKey(key) || isParameterKey(key));
    },
    isGiven: (node) => {
      const key = this.keyOf(node);
      return key !== null && (isGradientKey(key) || isParameterKey(key) || isParameterWord(key));
    },
    isCounted: (node) => node.kind === 'name' && this.counted.flat().includes(node.name),
    textOf: (node) => this.host.textOf(node),
  };

  /** `state["v"] if "v" in state else 0`; what is computed at the first step alone is no start. */
  private chosen(first: Node, always: Node): Value {
    const start = this.value(first);
    const key = this.keyOf(entryOf(always));
    if (key !== null) this.startsFrom(key, start, first);
    else if (isExpression(start)) return this.unknown(first, 'a first step of its own');
    return this.value(always);
  }

  /** A value that can be computed with. */
  protected expression(value: Value, span: Span): Expression | (Value & { kind: 'unknown' }) {
    if (isExpression(value) || value.kind === 'unknown') return value;
    if (value.kind === 'nothing') return number(0, value.at);
    return this.unknown(span, 'a value that is no number');
  }

  protected value(node: Node): Value {
    const at = this.host.placeOf(node);
    switch (node.kind) {
      case 'number':
        return number(node.value, at);
      case 'name':
      case 'member':
      case 'entry':
        return this.place(node);
      case 'minus':
        return this.combined([node.of], ([of]) => {
          const n = numberOf(of!);
          return n === null ? binary('*', number(-1, at), of!) : number(-n, at);
        });
      case 'binary':
        return this.binary(node);
      case 'tuple':
        return { kind: 'list', items: node.items.map((item) => this.value(item)), at };
      case 'call':
        return this.call(node);
      case 'function':
        return { kind: 'function', parameters: node.parameters, body: node.body, at };
      case 'choice': {
        const way = this.choose(node);
        if (way === 'then') return this.value(node.then);
        if (way === 'otherwise') return this.value(node.otherwise);
        if (way === 'start') return this.chosen(node.then, node.otherwise);
        if (way === 'later') return this.chosen(node.otherwise, node.then);
        return this.unknown(node, 'a condition', 'Write an equation that holds at every step.');
      }
      case 'named': {
        const value = this.value(node.value);
        this.assignTo(node.target, value, node);
        return this.value(node.target);
      }
      case 'nothing':
        return { kind: 'nothing', at };
      case 'truth':
        return { kind: 'truth', value: node.value, at };
      case 'other':
        return node.why
          ? { kind: 'unknown', why: node.why }
          : this.unknown(node, 'a term that is not understood');
      default:
        return this.unknown(node, 'a term that is not understood');
    }
  }

  /**
   * What a place holds.
   * @param otherwise what it starts from: `v.get(k, 0)` and `v[k] ?? 0` are v[k]
   */
  protected place(node: Node, otherwise: Node | null = null): Value {
    const key = this.keyOf(node);
    if (key === null) return this.unknown(node, 'a term that is not understood');
    // v.copy without its brackets is not v.
    if (node.kind === 'member' && means('identity', node.name) && this.isCalled(node.name))
      return this.unknown(node, `“${node.name}” is a function, and no value`);
    const stray = this.otherEntry(node);
    if (stray) return { kind: 'unknown', why: stray };
    if (otherwise) this.startsFrom(key, this.value(otherwise), otherwise);
    const value = this.read(key, node);
    // grads['W'] is the gradient with respect to W, whatever W is.
    const name = node.kind === 'entry' && node.index ? leftmost(node.index) : node;
    const isNamed =
      name.kind === 'string' && node.kind === 'entry' && means('gradients', this.keyOf(node.of) ?? '');
    return isNamed && value.kind === 'gradient'
      ? { ...value, of: value.of ?? name.text.replace(/\W.*$/, '') }
      : value;
  }

  protected combined(nodes: readonly Node[], build: (values: Expression[]) => Value): Value {
    const values: Expression[] = [];
    for (const node of nodes) {
      const value = this.expression(this.value(node), node);
      if (value.kind === 'unknown') return value;
      values.push(value);
    }
    return build(values);
  }

  protected binary(node: Node & { kind: 'binary' }): Value {
    const { operator, left, right } = node;
    if (/^(\?\?|\|\||or)$/.test(operator)) return this.place(entryOf(left), right);
    if (!/^([-+*/]|\*\*)$/.test(operator)) return this.unknown(node, `“${operator}” is not known here`);
    // 0 * w has the shape of w.
    if (operator === '*' && (isNumber(left, 0) || isNumber(right, 0)))
      return number(0, this.host.placeOf(node));
    return this.combined([left, right], ([a, b]) =>
      binary((operator === '**' ? '^' : operator) as BinaryOperator, a!, b!),
    );
  }

  protected call(node: Node & { kind: 'call' }): Value {
    const { of, args } = node;
    const at = this.host.placeOf(node);
    const [first, ...others] = args;
    const entry = entryMade(node);
    if (entry && isNumeric(entry)) return this.value(entry);
    if (of.kind === 'function') return this.apply(of, args, node);
    if (node.taken === 'gradient') return { ...this.gradientAt(args.slice(0, 1), at), isTakenThere: true };
    if (node.taken === 'value') return this.objective(node);
    // jax.grad(loss)(w)
    if (isGradientCall(calledName(of))) return this.gradientAt(args, at);
    if (of.kind !== 'name' && of.kind !== 'member')
      return this.unknown(node, 'a call that is not understood');
    const { name } = of;
    // tree_map(f, m, grads), m.map(f)
    const each = first && /map$/.test(name) ? this.functionOf(first.value) : null;
    const mapped = others.length > 0 ? others : of.kind === 'member' ? [{ keyword: null, value: of.of }] : [];
    if (each && mapped.length > 0) {
      const { mappedBy } = this;
      // w.map((x, i) => x - lr * g[i])
      if (of.kind === 'member' && others.length === 0) this.mappedBy = each.parameters[1]?.name ?? null;
      const value = this.apply(each, mapped, node);
      this.mappedBy = mappedBy;
      return value;
    }
    // tree_map(zeros_like, params)
    if (/map$/.test(name) && first && others.length > 0 && /^(?:name|member)$/.test(first.value.kind))
      return this.call({ ...node, of: first.value, args: others });
    const own = isOfOthers(node) ? undefined : this.find(plainName(name));
    // Whatever it is made of, it is looked at and moves nothing.
    if (own && name.length > 1 && (means('objective', name) || isObjectiveCall(name)))
      return this.objective(node);
    if (own?.kind === 'function') return this.apply(own, args, node);
    const owner = of.kind === 'member' ? (ownerOf(of.of) ?? this.libraryOf(of.of)) : null;
    const isLookup = owner !== null && !isModule(owner) && entryOf(node) !== node;
    if (of.kind === 'member' && (owner === null || isLookup)) return this.method(node, of);
    return this.function(node, name);
  }

  private objective(node: Node): Value {
    return { ...this.unknown(node, 'the value of the objective'), isObjective: true };
  }

  /** `copy` of `copy.deepcopy(v)`, unless the program has a value by that name. */
  private libraryOf(node: Node): string | null {
    return node.kind === 'name' && node.name === 'copy' && !this.isBound(node.name) ? node.name : null;
  }

  private functionOf(node: Node): Pick<Value & { kind: 'function' }, 'parameters' | 'body'> | null {
    const named = node.kind === 'name' ? this.find(plainName(node.name)) : undefined;
    return node.kind === 'function' ? node : named?.kind === 'function' ? named : null;
  }

  protected function(node: Node & { kind: 'call' }, name: string): Value {
    const at = this.host.placeOf(node);
    const { args } = node;
    if (isGradientCall(name)) return this.gradientAt(args, at, parameterOfCall(name));
    // `step_size(i)` of a schedule
    if (
      isRateCall(name) &&
      // A momentum that changes makes another rule.
      !(this.ticking !== null && isSetting(this.ticking) && !isRateSetting(this.ticking)) &&
      args.length === 1 &&
      args.every(({ value }) => value.kind === 'name' && isTimeName(plainName(value.name)))
    )
      return this.symbol(this.constant(plainName(name), null), at);
    const [first] = args;
    const shape = /like$/i.test(name) && first?.value.kind === 'name' ? first.value : null;
    if (shape && this.isStrange(shape.name))
      return this.unknown(
        shape,
        `“${shape.name}” stands nowhere else`,
        'Give the state the shape of the parameters.',
      );
    const other = first && /like$/i.test(name) ? this.otherEntry(first.value) : null;
    if (other) return { kind: 'unknown', why: other };
    const isOfNumbers =
      name === 'defaultdict' && first?.value.kind === 'name' && /^(?:float|int)$/.test(first.value.name);
    if (means('zeros', name) || isOfNumbers) return number(0, at);
    if (means('ones', name)) return number(1, at);
    if (means('identity', name) && first) {
      const value = this.value(first.value);
      const isRounded = /^int$/i.test(name) && isExpression(value) && !isCount(value);
      return isRounded ? this.unknown(node, 'a value without its decimals') : value;
    }
    return this.applied(node, functionName(name), []);
  }

  protected applied(node: Node & { kind: 'call' }, name: string, before: Expression[]): Value {
    const at = this.host.placeOf(node);
    const reason = isFunction(name)
      ? `“${name}” with these arguments is not known here`
      : `“${name}(…)” is a function that is not known here`;
    const unknown = (): Value => this.unknown({ from: node.of.to - name.length, to: node.of.to }, reason);
    if (!isFunction(name)) return unknown();
    const values: Expression[] = [...before];
    const keywords = new Map<string, Expression>();
    for (const { keyword, value } of node.args) {
      if (keyword !== null && !KEYWORDS.has(keyword)) {
        if (means('silent', keyword)) continue;
        return unknown();
      }
      const given = this.expression(this.value(value), value);
      if (given.kind === 'unknown') return given;
      if (keyword !== null) keywords.set(keyword, given);
      else values.push(given);
    }
    return applied(name, { args: values, keywords, at }) ?? unknown();
  }

  /** `v.mul(beta)`; with an underscore behind it, it changes v. */
  protected method(node: Node & { kind: 'call' }, of: Node & { kind: 'member' }): Value {
    const isMutating = isInPlace(of.name);
    const name = isMutating ? of.name.slice(0, -1) : of.name;
    const [asked, otherwise] = node.args;
    if (asked && entryOf(node) !== node) return this.place(entryOf(node), otherwise?.value ?? null);
    const isPart = name === 'slice' && asked && !isNumber(asked.value, 0);
    if (isPart) return this.unknown(node, 'a part of an array', 'Compute with all of its entries.');
    if (!isMutating && means('identity', name)) return this.value(of.of);
    if (isGradientCall(name)) {
      this.measure();
      return this.gradientAt(node.args, this.host.placeOf(node), parameterOfCall(name));
    }
    const value = this.computed(node, of, name);
    const root = isMutating ? rootOf(of.of) : null;
    if (!root) return value;
    this.assignTo(root, value, node);
    return this.value(root);
  }

  private computed(node: Node & { kind: 'call' }, { of }: Node & { kind: 'member' }, name: string): Value {
    const [first] = node.args;
    if (means('zeros', name)) return number(0, this.host.placeOf(node));
    if (name === 'copy' && first) return this.value(first.value);
    return this.combined([of], ([self]) => this.applied(node, name, [self!]));
  }

  /** Runs a function of the program. */
  protected apply(
    { parameters, body }: Pick<Value & { kind: 'function' }, 'parameters' | 'body'>,
    args: readonly Argument[],
    node: Node,
  ): Value {
    if (this.scopes.length >= MAX_CALLS)
      return this.unknown(node, 'functions that call each other too deeply');
    const scope = new Map<string, Value>();
    const positional = args.filter(({ keyword }) => keyword === null);
    const filled = filledBy({ parameters, body });
    const around = takenFromAround({ parameters, body });
    const { aliases } = this;
    const own = boundIn(body).map(plainName);
    const places = new Map([...aliases].filter(([name]) => around.has(name) || !own.includes(name)));
    for (const [name, place] of this.sharedIn(body)) places.set(name, place);
    parameters.forEach(({ name, value }, i) => {
      const given = args.find(({ keyword }) => keyword === name) ?? positional[i];
      const place = given && filled.has(name) ? this.keyOf(given.value) : null;
      if (place !== null) places.set(plainName(name), place);
      else if (given ?? value)
        scope.set(plainName(name), this.handed(plainName(name), given?.value ?? value!));
    });
    this.aliases = places;
    this.scopes.push(scope);
    this.around.push(around);
    this.blockOf(parametersOf({ parameters }), body);
    this.around.pop();
    this.scopes.pop();
    this.aliases = aliases;
    return scope.get(RETURNED) ?? { kind: 'nothing', at: this.host.placeOf(node) };
  }

  /** What a function is given for a parameter: `lr=0.5` is the learning rate, and not 0.5 as such. */
  private handed(name: string, node: Node): Value {
    const value = this.value(node);
    const n = isExpression(value) ? numberOf(value) : null;
    if (n === null || !isSetting(name)) return value;
    const known = this.constants.get(name)?.value ?? n;
    if (known === n) return this.symbol(this.constant(name, n), this.host.placeOf(node));
    return this.unknown(node, `“${name}” is ${known} in one place and ${n} in another`, 'Give it one value.');
  }

  /** A gradient, taken where its arguments say. */
  protected gradientAt(args: readonly Argument[], at: Place, of: string | null = null): Gradient {
    const points = args.flatMap((arg) => {
      const value = this.value(arg.value);
      if (isExpression(value)) return [value];
      return arg.value.kind === 'name' ? [this.symbol(plainName(arg.value.name), at)] : [];
    });
    return gradient(at, [...points, ...this.ahead], of);
  }
}
