/**
 * What Keras and TensorFlow write as calls, as what other programs write: `self._get_hyper("momentum")` is `self.momentum`,
 * `self.get_slot(w, "v")` is the entry `v` of what is kept for w, and `K.update(v, x)` changes v where it stands.
 */
import { table } from '../lexicon.ts';
import { assigned } from './nodes.ts';
import type { Call, Node, Span, Statement } from './nodes.ts';

/** Methods that change what they are called on, by the names that PyTorch has for them. */
const IN_PLACE: Readonly<Record<string, string>> = table({
  assign: 'copy_',
  assign_add: 'add_',
  assign_sub: 'sub_',
});

/** Functions that change their first argument, where they are a module's. */
const CHANGING: Readonly<Record<string, string>> = table({
  ...IN_PLACE,
  update: 'copy_',
  update_add: 'add_',
  update_sub: 'sub_',
});

const MODULES = /^(?:K|tf|backend|state_ops|ops|keras|v1)$/;

const lastNameOf = (node: Node): string => (node.kind === 'name' || node.kind === 'member' ? node.name : '');

/** A call of a framework as it would be written without one; the call itself where it is none. */
export function unframed(node: Call): Node {
  const { of, args, from, to } = node;
  if (of.kind !== 'member') return node;
  const [first, second] = args.map(({ value }) => value);
  const own = Object.hasOwn(IN_PLACE, of.name) ? IN_PLACE[of.name] : undefined;
  const others = args.slice(1).filter(({ keyword }) => keyword === null);
  if (own !== undefined && args.length === 1) return { ...node, of: { ...of, name: own } };
  // Keras counts the steps itself, wherever that is written.
  if (of.name === 'update_add' && first?.kind === 'member' && first.name === 'iterations')
    return { kind: 'nothing', from, to };
  const changing = Object.hasOwn(CHANGING, of.name) ? CHANGING[of.name] : undefined;
  // Keras 3 has them as methods of the optimizer.
  const isOwn = own !== undefined && of.of.kind === 'name' && of.of.name === 'self';
  if (changing !== undefined && first && others.length === 1 && (isOwn || MODULES.test(lastNameOf(of.of))))
    return { ...node, of: { kind: 'member', of: first, name: changing, from, to }, args: others };
  if (/^_?get_hyper$/.test(of.name) && first?.kind === 'string')
    return { kind: 'member', of: of.of, name: first.text, from, to };
  if (/^add_variable(?:_from_reference)?$/.test(of.name)) {
    const initializer = args.find(({ keyword }) => keyword === 'initializer')?.value;
    return initializer ? startOf(initializer) : { kind: 'number', value: 0, from, to };
  }
  if (of.name === '_decayed_lr') return { kind: 'member', of: of.of, name: 'learning_rate', from, to };
  if (of.name === 'get_slot' && first && second?.kind === 'string') return slot(of.of, first, second, node);
  return node;
}

/** What is kept for a parameter under a name. */
const slot = (owner: Node, of: Node, name: Node, { from, to }: Span): Node => ({
  kind: 'entry',
  of: { kind: 'entry', of: { kind: 'member', of: owner, name: 'state', from, to }, index: of, from, to },
  index: name,
  from,
  to,
});

/** `self._set_hyper("momentum", mu)`, `self.add_slot(w, "v")` and `self.updates.append(K.update(v, x))` for what they change. */
export function unframedEffect({ of, args, from, to }: Call): Statement | null {
  if (of.kind !== 'member') return null;
  const [first, second, third] = args.map(({ value }) => value);
  const initializer = args.find(({ keyword }) => keyword === 'initializer')?.value ?? third;
  const given = (target: Node, value: Node): Statement => assigned([target], value, { from, to });
  if (/^_?set_hyper$/.test(of.name) && first?.kind === 'string' && second)
    return given({ kind: 'member', of: of.of, name: first.text, from, to }, second);
  if (of.name === 'add_slot' && first && second?.kind === 'string')
    return given(
      slot(of.of, first, second, { from, to }),
      initializer ? startOf(initializer) : { kind: 'number', value: 0, from, to },
    );
  if (of.name === 'append' && first?.kind === 'call' && args.length === 1 && isChange(first))
    return { kind: 'do', value: first, from, to };
  return null;
}

/** `initializer="zeros"` */
const startOf = (initializer: Node): Node =>
  initializer.kind === 'string' && /^(?:zeros?|ones?)$/.test(initializer.text)
    ? { ...initializer, kind: 'number', value: /^z/.test(initializer.text) ? 0 : 1 }
    : initializer;

const isChange = ({ of }: Call): boolean => of.kind === 'member' && /^(?:copy|add|sub)_$/.test(of.name);
