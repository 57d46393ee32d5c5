/** Several parameters that a comprehension moves side by side, each by its own gradient. */
import type { Node } from './nodes.ts';

const namesOf = (node: Node): string[] =>
  node.kind === 'tuple' ? node.items.map((item) => (item.kind === 'name' ? item.name : '')) : [];

/**
 * `[(w - lr * dw, b - lr * db) for (w, b), (dw, db) in zip(params, grads)]`: what is made of each, in the names of the first.
 * @returns null where they are not made alike, each from its own
 */
export function madeAlike(targets: readonly Node[], made: Node): { names: string[]; value: Node } | null {
  const patterns = targets.map(namesOf);
  const items = made.kind === 'tuple' ? made.items : [];
  const [value, ...others] = items;
  const isOfAll = patterns.every((names) => names.length === items.length && !names.includes(''));
  if (!value || !isOfAll) return null;
  const form = (item: Node, i: number): string => {
    const numbers = new Map(patterns.map((names, j) => [names[i]!, `${j}`]));
    return formOf(item, (name) => numbers.get(name) ?? name);
  };
  const first = form(value, 0);
  return others.every((item, i) => form(item, i + 1) === first)
    ? { names: patterns.map(([name]) => name!), value }
    : null;
}

/** An expression without its place, its names by others. */
const formOf = (node: Node, nameOf: (name: string) => string): string =>
  JSON.stringify(node, (key, part: unknown) => {
    if (key === 'from' || key === 'to') return undefined;
    const isName = typeof part === 'object' && part !== null && 'kind' in part && part.kind === 'name';
    return isName && 'name' in part ? nameOf(String(part.name)) : part;
  });
