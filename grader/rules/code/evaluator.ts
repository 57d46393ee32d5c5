/** Expressions of a program as expressions of a rule; which entry an index means, and whether anything counts it. */
import { functionName, isGradientCall, means, words } from '../lexicon.ts';
import { binary, gradient, number, numberOf } from '../formulas/expression.ts';
import type { BinaryOperator, Expression } from '../formulas/expression.ts';
import type { Place, Unreadable } from '../place.ts';
import type { Argument, Node, Span, Statement } from '../syntax/nodes.ts';
import { applied, isFunction } from '../formulas/functions.ts';
import {
  isContainer,
  isGradientKey,
  isModule,
  ownerOf,
  isParameterKey,
  isParameterWord,
  isStateKey,
  isTimeName,
  plainName,
} from './names.ts';
import { Memory } from './memory.ts';
import { calledName, entryOf, isInPlace, leftmost, nodesIn, parametersOf, rootOf } from './survey.ts';
import { isExpression } from './values.ts';
import type { Value } from './values.ts';

const MAX_CALLS = 8;

/** Keywords that hold a value. */
const KEYWORDS = words('value alpha');

/** What a function of the program gives back, in its scope. */
export const RETURNED = 'what is returned';

const START =
  /\bis None\b|\bnot in\b|===?\s*(None|null|undefined)|^\(?(not\b|!)(?!=)|len\([^)]*\)\s*==\s*0|\b(t|step|i|k|iter|iteration|epoch)\s*={1,3}\s*[01]\b/;
const NOT_START = /\bis not None\b|!==?\s*(None|null|['"]?undefined)|\bin\b/;
const IS_USED = /^\(?\s*[\w.[\]'"]+\s*((!==?|>)\s*0(\.0*)?\s*)?\)?$/;

const isQuantity = (key: string): boolean => isGradientKey(key) || isStateKey(key) || isParameterKey(key);

export abstract class Evaluator extends Memory {
  protected readonly indices = new Map<string, string>();

  /** Loops over all parameters that are open. */
  protected loops = 0;

  /** Which loop runs, 0 where none does: all entries in one loop have one index. */
  protected openLoop = 0;

  /** Names that the open loops and functions give a value. */
  protected readonly counted: (readonly string[])[] = [];

  /** `g[m]` in a loop over i, where nothing gives m a value, `g[w]`, where w is no number, and `g[v.map]`. */
  private isNoIndex(index: Node): boolean {
    if (index.kind === 'member') return this.isCalled(plainName(index.name));
    if (index.kind !== 'name') return false;
    const isCounted = this.counted.flat().includes(index.name);
    const isUnbound = this.counted.some((names) => names.length > 0) && !this.isBound(index.name);
    return isUnbound || (!isCounted && isQuantity(plainName(index.name)));
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

  /** Entries of one array under two indices, v[i] and v[i-1], or under one that nothing counts. */
  protected otherEntry(node: Node): Unreadable | null {
    if (node.kind !== 'entry' || !node.index || this.isOfData(node.of, node.index)) return null;
    const first = leftmost(node.index);
    const isKey = first.kind === 'string';
    // Within a loop over all parameters `grads['W1']` is one fixed gradient.
    const isFixed = this.loops > 0 && isKey && means('gradients', this.keyOf(node.of) ?? '');
    if (isKey && first === node.index && !isFixed) return null;
    if (first.kind === 'number' && first === node.index && this.isConstant(this.keyOf(node.of))) return null;
    if (this.mode === 'step' && this.isMixed(this.host.textOf(node.of), first.kind === 'number'))
      return this.refusal(
        node,
        'one entry by its number, and all of them one by one',
        'Use one index for all.',
      );
    // Of `"dW" + str(l)` what stands behind the key.
    const isPrefix = isKey && first !== node.index;
    const whole = { from: isPrefix ? first.to : node.index.from, to: node.index.to };
    const name = node.index.kind === 'name' ? node.index.name : null;
    const index = name ?? this.ownIndex(this.host.textOf(whole).replace(/\s/g, ''));
    const place = `${isPrefix} ${this.openLoop === 0 ? this.host.textOf(node.of) : this.openLoop}`;
    const known = this.indices.get(place) ?? index;
    this.indices.set(place, known);
    // state[p] keeps what belongs to p.
    const isKept =
      name !== null && isParameterWord(plainName(name)) && 'name' in node.of && isContainer(node.of.name);
    const isNone = !isKept && this.isNoIndex(node.index);
    if (known === index && !isNone) return null;
    const reason = isNone
      ? `an entry “${index}”, which no loop around it counts`
      : `an entry “${index}” where “${known}” stands elsewhere`;
    const why = this.refusal(node, reason, 'Use one index for all of it.');
    // The rule of one parameter is not right where another one is moved by what is unclear.
    if (this.mode === 'step') this.stray ??= why;
    return why;
  }

  /** Is one entry of an array asked for by its number, and others by an index? */
  private isMixed(of: string, isNumber: boolean): boolean {
    const known = this.numbered.get(of) ?? isNumber;
    this.numbered.set(of, known);
    return known !== isNumber;
  }

  private readonly numbered = new Map<string, boolean>();

  /** `order[a:b]`, and `X[idx]` with an idx that has a value: neither a gradient, nor parameters, nor what a step makes. */
  private isOfData(of: Node, index: Node): boolean {
    const key = this.keyOf(of);
    if (index.kind === 'name' && (!this.isBound(index.name) || isQuantity(plainName(index.name))))
      return false;
    if (of.kind !== 'name' || isContainer(of.name) || key === null || this.written.has(key)) return false;
    return /^[xy]$/i.test(key) || !isQuantity(key);
  }

  /** `name` of `cache[i, name]` within a loop over i and one over the names of i. */
  private ownIndex(written: string): string {
    const names = written.split(',');
    const counted = this.counted.flat();
    return names.every((name) => counted.includes(name)) ? names.at(-1)! : written;
  }

  /** `betas`, whose numbers are two. */
  private isConstant(key: string | null): boolean {
    if (key === null || this.written.has(key)) return false;
    return !isQuantity(key);
  }

  protected abstract block(statements: readonly Statement[]): boolean;
  protected abstract assignTo(target: Node, value: Value, span: Span): void;

  /** Runs what has names of its own. */
  protected blockOf(names: readonly string[], body: readonly Statement[]): boolean {
    this.counted.push(names);
    const ends = this.block(body);
    this.counted.pop();
    return ends;
  }

  protected decide(test: Node): 'then' | 'otherwise' | 'start' | 'later' | null {
    const text = this.host.textOf(test);
    if (/__name__/.test(text)) return 'otherwise';
    const isNegated = /^\(?\s*(not\b|!)/.test(text);
    const key = isNegated
      ? plainName(/[\w.]+\s*\)?$/.exec(text)?.[0].replace(/^.*\.|\W/g, '') ?? '')
      : this.keyOf(test);
    const known = key === null ? undefined : this.find(key);
    if (test.kind === 'truth') return test.value ? 'then' : 'otherwise';
    if (known?.kind === 'truth') return known.value !== isNegated ? 'then' : 'otherwise';
    if (NOT_START.test(text) && !/\bnot in\b/.test(text)) return 'later';
    if (START.test(text)) return 'start';
    if (IS_USED.test(text) && !isTimeName(text.replace(/\W.*$/, ''))) return 'then';
    return null;
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
        const way = this.decide(node.test);
        if (way === 'then' || way === 'later') return this.value(node.then);
        if (way === 'otherwise' || way === 'start') return this.value(node.otherwise);
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
   * @param otherwise the number that it starts from: `v.get(k, 0)` and `v[k] ?? 0` are v[k]
   */
  protected place(node: Node, otherwise: Node | null = null): Value {
    const key = this.keyOf(node);
    if (key === null) return this.unknown(node, 'a term that is not understood');
    // v.copy without its brackets is not v.
    if (node.kind === 'member' && means('identity', node.name) && this.isCalled(node.name))
      return this.unknown(node, `“${node.name}” is a function, and no value`);
    const stray = this.otherEntry(node);
    if (stray) return { kind: 'unknown', why: stray };
    const given = otherwise ? this.value(otherwise) : null;
    const n = given && isExpression(given) ? numberOf(given) : null;
    if (n !== null && this.written.has(key)) this.initial.set(key, this.initial.get(key) ?? n);
    else if (n !== null && !this.find(key)) this.constant(key, n);
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
    const isZero = (side: Node): boolean => side.kind === 'number' && side.value === 0;
    if (operator === '*' && [left, right].some(isZero)) return number(0, this.host.placeOf(node));
    return this.combined([left, right], ([a, b]) =>
      binary((operator === '**' ? '^' : operator) as BinaryOperator, a!, b!),
    );
  }

  protected call(node: Node & { kind: 'call' }): Value {
    const { of, args } = node;
    const at = this.host.placeOf(node);
    const [first, ...others] = args;
    if (of.kind === 'function') return this.apply(of, args, node);
    // jax.grad(loss)(w)
    if (isGradientCall(calledName(of))) return this.gradientAt(args, at);
    if (of.kind !== 'name' && of.kind !== 'member')
      return this.unknown(node, 'a call that is not understood');
    const { name } = of;
    // tree_map(f, m, grads), m.map(f)
    const each = first && /map$/.test(name) ? this.functionOf(first.value) : null;
    const mapped = others.length > 0 ? others : of.kind === 'member' ? [{ keyword: null, value: of.of }] : [];
    if (each && mapped.length > 0) return this.apply(each, mapped, node);
    // `super().__init__(lr)` is another class's.
    const isParents = of.kind === 'member' && calledName(of.of) === 'super';
    const own = isParents ? undefined : this.find(plainName(name));
    if (own?.kind === 'function') return this.apply(own, args, node);
    const owner = of.kind === 'member' ? ownerOf(of.of) : null;
    const isLookup = owner !== null && !isModule(owner) && entryOf(node) !== node;
    if (of.kind === 'member' && (owner === null || isLookup)) return this.method(node, of);
    return this.function(node, name);
  }

  private functionOf(node: Node): Pick<Value & { kind: 'function' }, 'parameters' | 'body'> | null {
    const named = node.kind === 'name' ? this.find(plainName(node.name)) : undefined;
    return node.kind === 'function' ? node : named?.kind === 'function' ? named : null;
  }

  protected function(node: Node & { kind: 'call' }, name: string): Value {
    const at = this.host.placeOf(node);
    const { args } = node;
    if (isGradientCall(name)) return this.gradientAt(args, at);
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
    if (means('identity', name) && first) return this.value(first.value);
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
    if (!isMutating && means('identity', name)) return this.value(of.of);
    if (isGradientCall(name)) return this.gradientAt(node.args, this.host.placeOf(node));
    const value = this.computed(node, of, name);
    const root = isMutating ? rootOf(of.of) : null;
    if (!root) return value;
    this.assignTo(root, value, node);
    return this.value(root);
  }

  private computed(node: Node & { kind: 'call' }, { of }: Node & { kind: 'member' }, name: string): Value {
    const [first] = node.args;
    if (name === 'zero') return number(0, this.host.placeOf(node));
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
    parameters.forEach(({ name, value }, i) => {
      const given = args.find(({ keyword }) => keyword === name) ?? positional[i];
      if (given) scope.set(plainName(name), this.value(given.value));
      else if (value) scope.set(plainName(name), this.value(value));
    });
    this.scopes.push(scope);
    this.blockOf(parametersOf({ parameters }), body);
    this.scopes.pop();
    return scope.get(RETURNED) ?? { kind: 'nothing', at: this.host.placeOf(node) };
  }

  /** A gradient, taken where its arguments say. */
  protected gradientAt(args: (Node & { kind: 'call' })['args'], at: Place): Value {
    const points = args.flatMap((arg) => {
      const value = this.value(arg.value);
      if (isExpression(value)) return [value];
      return arg.value.kind === 'name' ? [this.symbol(plainName(arg.value.name), at)] : [];
    });
    return gradient(at, points);
  }
}
