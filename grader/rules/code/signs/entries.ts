/** Which entry an index of a program means, and whether anything counts it. */
import { means } from '../../lexicon.ts';
import type { Unreadable } from '../../place.ts';
import type { Node } from '../../syntax/nodes.ts';
import {
  isContainer,
  isGradientKey,
  isParameterKey,
  isParameterWord,
  isQuantity,
  plainName,
} from '../seen/names.ts';
import { Memory } from './memory.ts';
import { calledName, everyStatement, leftmost, madeOnce, namesUsed, walk } from '../seen/survey.ts';
import { isExpression } from '../seen/values.ts';

/** `f"dW{l}"` */
const isTemplate = (node: Node): boolean => node.kind === 'string' && node.parts.length > 0;

const isAsText = (node: Node): node is Node & { kind: 'call' } => /^(?:str|String)$/.test(calledName(node));

/** Is it put together as text, as `p + str(l)` and a template are? */
const isKeyOf = (node: Node): boolean =>
  isTemplate(node) ||
  (node.kind === 'binary' && walk(node).some((each) => each.kind === 'string' || isAsText(each)));

export abstract class Entries extends Memory {
  protected override entryKey({ of, index }: Pick<Node & { kind: 'entry' }, 'of' | 'index'>): string | null {
    const base = this.keyOf(of);
    if (!index) return base;
    const literal = index.kind === 'binary' ? leftmost(index) : index;
    if (literal.kind === 'string') {
      const text = plainName(literal.text.replace(/\W+/g, '_').replace(/_$/, ''));
      if (base === null || isContainer(base)) return text === '' ? base : this.field(text);
      // grads["d" + k], grads[f"d{k}"]
      const isPrefix = (index.kind === 'binary' || literal.parts.length > 0) && /^(d|grad)?$/.test(text);
      if (means('gradients', base))
        return text === '' || isPrefix ? 'grad' : /^(d|grad)/.test(text) ? text : `grad_${text}`;
      return text === '' ? base : `${base}_${text}`;
    }
    if (base === null) return null;
    if (literal.kind === 'number') return `${base}_${literal.value}`;
    return base;
  }

  /** `fill_normal(v)` and `v.randomize()` above the steps: what v starts from is not known. */
  protected startsBy({ of, args }: Node & { kind: 'call' }, why: Unreadable): void {
    if (this.mode !== 'setup') return;
    const given = [...(of.kind === 'member' ? [of.of] : []), ...args.map(({ value }) => value)];
    // `iota(v.begin(), v.end(), 1.0)`
    for (const node of given.flatMap(walk)) {
      const key = this.keyOf(node);
      if (key !== null && this.written.has(key) && !isParameterKey(key)) this.starts.set(key, why);
    }
  }

  /** `loss.backward()`, `tape.gradient(loss, …)` and `model.gradients()` take gradients where the parameters are by then. */
  protected measure(): void {
    this.ahead = [...this.written].flatMap((key) => {
      const value = isParameterKey(key) ? this.globals.get(key) : undefined;
      return this.mode === 'step' && value && isExpression(value) ? [value] : [];
    });
  }

  protected readonly indices = new Map<string, string>();

  /** Loops over all parameters that are open. */
  protected loops = 0;

  /** Which loop runs, 0 where none does: all entries in one loop have one index. */
  protected openLoop = 0;

  /** The index that a function gets with each entry of an array. */
  protected mappedBy: string | null = null;

  /** Names that the open loops and functions give a value. */
  protected readonly counted: (readonly string[])[] = [];

  /** `g[m]` in a loop over i, where nothing gives m a value, `g[w]`, where w is no number, and `g[v.map]`. */
  private isNoIndex(index: Node): boolean {
    if (index.kind === 'member') return this.isCalled(plainName(index.name));
    if (index.kind !== 'name') return false;
    const isCounted = this.counted.flat().includes(index.name);
    return this.isUnbound(index) || (!isCounted && isQuantity(plainName(index.name)));
  }

  private isUnbound(index: Node): boolean {
    return (
      index.kind === 'name' && this.counted.some((names) => names.length > 0) && !this.isBound(index.name)
    );
  }

  protected isBound(name: string): boolean {
    return this.counted.flat().includes(name) || this.locals.has(plainName(name));
  }

  /** q of `np.zeros_like(q)`, where nothing gives it a value, nothing else uses it, and no parameters have that name. */
  protected isStrange(name: string): boolean {
    this.named ??= namesUsed([...this.unit.setup, ...this.unit.body]);
    const isAlone = this.named.filter((other) => other === name).length === 1;
    return (
      isAlone && !this.isBound(name) && !isParameterWord(plainName(name)) && !isGradientKey(plainName(name))
    );
  }

  private named: string[] | null = null;

  /** Entries of one array under two indices, v[i] and v[i-1], or under one that nothing counts. */
  protected otherEntry(node: Node): Unreadable | null {
    if (node.kind !== 'entry' || !node.index || this.isOfData(node.of, node.index)) return null;
    // `m[q][j]`, where nothing counts the q
    const row = node.of.kind === 'entry' ? node.of.index : null;
    if (row?.kind === 'name' && this.mode === 'step' && this.isUnbound(row))
      return (this.stray ??= this.refusal(row, `an entry “${row.name}”, which no loop around it counts`));
    const written = this.keyMade(node.index);
    const first = leftmost(written);
    const isKey = first.kind === 'string';
    // Within a loop over all parameters `grads['W1']` is one fixed gradient.
    const isFixed = this.loops > 0 && isKey && means('gradients', this.keyOf(node.of) ?? '');
    const isWhole = first === written && !isTemplate(written);
    if (isKey && isWhole && !isFixed) return null;
    if (first.kind === 'number' && first === written && this.isConstant(this.keyOf(node.of))) return null;
    if (this.mode === 'step' && this.isMixed(this.host.textOf(node.of), first.kind === 'number'))
      return this.refusal(
        node,
        'one entry by its number, and all of them one by one',
        'Use one index for all.',
      );
    const isPrefix = isKey && !isWhole;
    const name = written.kind === 'name' ? written.name : null;
    const index = name ?? this.ownIndex(this.keyText(written));
    const array = this.host.textOf(node.of);
    const isKeyed = isPrefix || isKeyOf(written);
    const place = `${isKeyed} ${this.openLoop === 0 ? array : this.openLoop}`;
    // One array has one kind of keys.
    const other = this.indices.get(`${!isKeyed} ${array}`);
    const known = other ?? this.indices.get(place) ?? this.mappedBy ?? index;
    this.indices.set(place, known);
    this.indices.set(`${isKeyed} ${array}`, known);
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

  /** `"d" + p + str(l)` of `k = "d" + p + str(l)`, where k is nothing else; any other index as it is. */
  private keyMade(index: Node): Node {
    if (index.kind !== 'name') return index;
    this.keys ??= madeOnce(everyStatement(this.unit.body));
    const made = this.keys.get(index.name);
    return made && isKeyOf(made) ? made : index;
  }

  /** `p+l` of `p + str(l)`, also of what begins with "d", and of a template. */
  private keyText(index: Node): string {
    const made = this.keyMade(index);
    if (isAsText(made) && made.args.length === 1) return this.keyText(made.args[0]!.value);
    if (made.kind === 'string' && isTemplate(made))
      return made.parts.map((each) => this.keyText(each)).join('+');
    if (made.kind !== 'binary' || made.operator !== '+') return this.host.textOf(made).replace(/\s/g, '');
    const right = this.keyText(made.right);
    return made.left.kind === 'string' ? right : `${this.keyText(made.left)}+${right}`;
  }

  private keys: ReadonlyMap<string, Node> | null = null;

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
    return /^[xy](?:_b|_train|_tr|_batch|_data)?$/i.test(key) || !isQuantity(key);
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
}
