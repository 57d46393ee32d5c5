/** Which loop, list or function gives a name its value, and which entry an index means. */
import { means } from '../lexicon.ts';
import type { Unreadable } from '../place.ts';
import type { Node } from '../syntax/nodes.ts';
import { Memory } from './memory.ts';
import { isGradientKey, isParameterKey, isParameterWord, isStateKey, plainName } from './names.ts';
import { leftmost, nodesIn } from './survey.ts';

const isQuantity = (key: string): boolean => isGradientKey(key) || isStateKey(key) || isParameterKey(key);

export abstract class Bindings extends Memory {
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
    if (node.kind !== 'entry' || !node.index) return null;
    const first = leftmost(node.index);
    const isKey = first.kind === 'string';
    // Within a loop over all parameters `grads['W1']` is one fixed gradient.
    const isFixed = this.loops > 0 && isKey && means('gradients', this.keyOf(node.of) ?? '');
    if (isKey && first === node.index && !isFixed) return null;
    if (first.kind === 'number' && first === node.index && this.isConstant(this.keyOf(node.of))) return null;
    // Of `"dW" + str(l)` what stands behind the key.
    const isPrefix = isKey && first !== node.index;
    const whole = { from: isPrefix ? first.to : node.index.from, to: node.index.to };
    const name = node.index.kind === 'name' ? node.index.name : null;
    const index = name ?? this.host.textOf(whole).replace(/\s/g, '');
    const place = `${isPrefix} ${this.openLoop === 0 ? this.host.textOf(node.of) : this.openLoop}`;
    const known = this.indices.get(place) ?? index;
    this.indices.set(place, known);
    const isNone = this.isNoIndex(node.index);
    if (known === index && !isNone) return null;
    const reason = isNone
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
    return !isQuantity(key);
  }
}
