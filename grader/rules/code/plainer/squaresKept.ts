/**
 * What a program keeps of the squares of a gradient under the gradient's name with a 2: `g2 = rho * g2 + (1 - rho) * g**2`. By its name
 * alone it would be the gradient of a second parameter. What goes on from its own old value and takes the gradient itself is a state.
 */
import { Unreadable } from '../../place.ts';
import type { Node, Statement } from '../../syntax/nodes.ts';
import { isGradientKey, plainName } from '../seen/names.ts';
import { everyStatement, nodesIn, pairsOf } from '../seen/survey.ts';

/** The name of `g2`, `state["g2"]` and `state.g2`. */
function writtenAs(node: Node): string | null {
  if (node.kind === 'name' || node.kind === 'member') return node.name;
  if (node.kind !== 'entry') return null;
  return node.index?.kind === 'string' ? node.index.text : writtenAs(node.of);
}

/** The gradient of which a name says the square; null where it says none. */
function gradientOf(name: string): string | null {
  const base = /^(.+?)_?2$/.exec(plainName(name))?.[1];
  return base !== undefined && isGradientKey(plainName(name)) && isGradientKey(base) ? base : null;
}

function keptIn(statements: readonly Statement[]): ReadonlySet<string> {
  const kept = new Set<string>();
  for (const each of everyStatement(statements)) {
    if (each.kind !== 'assign') continue;
    const pairs: readonly (readonly [Node, Node])[] =
      each.operator === '' ? pairsOf(each) : each.targets.map((target) => [target, each.value]);
    for (const [target, value] of pairs) {
      const name = writtenAs(target);
      const gradient = name === null ? null : gradientOf(name);
      if (gradient === null) continue;
      const used = nodesIn([{ ...each, kind: 'do', value }]).flatMap((node) => writtenAs(node) ?? []);
      const goesOn = each.operator !== '' || used.includes(name!);
      if (goesOn && used.some((other) => plainName(other) === gradient)) kept.add(name!);
    }
  }
  return kept;
}

/** What holds names: those of parameters, keywords and the keys of a dictionary are no nodes. */
const NAMING = new Set(['name', 'text', 'keyword', 'keys', 'fields', 'outer']);

/** The same with other names, wherever they stand. */
function withNames<T>(part: T, renamed: (name: string) => string): T {
  if (Array.isArray(part)) return part.map((each: unknown) => withNames(each, renamed)) as T;
  if (typeof part !== 'object' || part === null || part instanceof Unreadable) return part;
  const entries = Object.entries(part).map(([key, value]: [string, unknown]) => {
    if (!NAMING.has(key)) return [key, withNames(value, renamed)];
    if (typeof value === 'string') return [key, renamed(value)];
    const isList = Array.isArray(value) && value.every((each) => typeof each === 'string');
    return [key, isList ? value.map((each: string) => renamed(each)) : withNames(value, renamed)];
  });
  return Object.fromEntries(entries) as T;
}

/** The program with such names as those of states: “g2 kept” is no gradient, and spelled as “g2”. */
export function withSquaresKept(statements: readonly Statement[]): Statement[] {
  const kept = keptIn(statements);
  if (kept.size === 0) return [...statements];
  return withNames([...statements], (name) => (kept.has(name) ? `${name} kept` : name));
}
