/** What a function returns: the new values of which of its parameters? */
import { hasBare, symbolsOf } from '../formulas/expression.ts';
import type { Expression } from '../formulas/expression.ts';
import { Unreadable } from '../place.ts';
import type { Node } from '../syntax/nodes.ts';
import { Interpreter } from './interpreter.ts';
import { isGradientKey, isTimeName, newOf, plainName } from './names.ts';
import type { Candidate } from './units.ts';
import { keyOfOld } from './values.ts';
import type { Host } from './values.ts';

/** A unit with the parameter that each of its results is the new value of. */
export type Returning = Candidate & { results: ReadonlyMap<number, string> };

/** What a function returns replaces those of its parameters that it is made from. */
export function withReturns(unit: Candidate, host: Host): Returning {
  const results = new Map<number, string>();
  if (unit.own.length === 0) return { ...unit, results };
  const interpreter = new Interpreter(host, unit, false);
  const { returned, instructions } = interpreter.run();
  if (!returned) {
    if (interpreter.failedReturn) throw interpreter.failedReturn;
    return { ...unit, results };
  }
  const assigned = new Set(instructions.map(({ target }) => target.replace(/#.*/, '')));
  const own = unit.own.map(plainName);
  const names = returned.map(({ node }) => keyOfNode(node));
  const free = own.filter((key) => !isGradientKey(key) && !isTimeName(key) && !names.includes(key));
  returned.forEach(({ node, value }, i) => {
    const key = keyOfNode(node);
    if (!value || (key !== null && own.includes(key)) || (key !== null && isField(node))) return;
    const inlined = interpreter.inlined(value);
    const uses = symbolsOf(inlined).map(({ name }) => keyOfOld(name) ?? name);
    const usable = free.filter((name) => uses.includes(name) && ![...results.values()].includes(name));
    const best = usable
      .map((name) => ({ name, score: scoreOf(name, key, inlined) }))
      .sort((a, b) => b.score - a.score)[0];
    if (best) results.set(i, best.name);
  });
  const given = [...results.values()];
  const lost = own.find(
    (key) =>
      assigned.has(key) &&
      !names.includes(key) &&
      !given.includes(key) &&
      !isGradientKey(key) &&
      !isTimeName(key) &&
      !isChangedInPlace(unit, key),
  );
  if (lost !== undefined)
    throw new Unreadable(
      host.placeOf(unit),
      `“${lost}” is changed in the function and not returned`,
      `Return its new value.`,
    );
  return { ...unit, given, results };
}

const isField = (node: Node): boolean => node.kind !== 'name';

function isChangedInPlace({ body }: Candidate, key: string): boolean {
  return body.some(
    (each) =>
      each.kind === 'loop' ||
      each.kind === 'do' ||
      (each.kind === 'assign' &&
        each.targets.some(
          (target) => keyOfNode(target) === key && (each.operator !== '' || target.kind === 'entry'),
        )),
  );
}

function keyOfNode(node: Node): string | null {
  if (node.kind === 'name' || node.kind === 'member') return plainName(node.name);
  return node.kind === 'entry' ? keyOfNode(node.of) : null;
}

/** How likely a returned value is the new one of a parameter. */
function scoreOf(name: string, key: string | null, value: Expression): number {
  const isNamed = key !== null && (newOf(key) === name || key.startsWith(name) || name.startsWith(key));
  const isKept = hasBare(value, (symbol) => symbol === name || keyOfOld(symbol) === name);
  return (isNamed ? 2 : 0) + (isKept ? 1 : 0);
}
