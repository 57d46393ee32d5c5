/** Keys of a word and a name, `state[("m", name)]` and `state[name, "m"]`, as one word with the name in it: `state[f"m_{name}"]`. */
import { changed } from '../../syntax/nodes.ts';
import type { Node, Statement } from '../../syntax/nodes.ts';
import { calledName } from '../seen/survey.ts';

function joined(key: Node | null | undefined): Node | null {
  if (key?.kind !== 'tuple' || key.keys) return null;
  const { items, from, to } = key;
  const [word, ...more] = items.flatMap((each) =>
    each.kind === 'string' && each.parts.length === 0 ? each : [],
  );
  const parts = items.filter((each) => each !== word);
  // X[0, i] is an entry of an array.
  if (!word || more.length > 0 || parts.length === 0) return null;
  return { kind: 'string', text: `${word.text}_`, parts, from, to };
}

export const withTupleKeys = (statements: readonly Statement[]): Statement[] =>
  changed([...statements], (node) => {
    if (node.kind === 'entry') {
      const key = joined(node.index);
      return key ? { ...node, index: key } : node;
    }
    if (node.kind !== 'call' || !/^(?:get|setdefault|pop)$/.test(calledName(node))) return node;
    const [first, ...others] = node.args;
    const key = joined(first?.value);
    return key ? { ...node, args: [{ ...first!, value: key }, ...others] } : node;
  });
