/** The functions of a program, whether they stand under a name or are made by another one. */
import type { Call, Define, Node, Statement } from '../../syntax/nodes.ts';
import { calledName, pairsOf, statementsIn } from './survey.ts';

/** `opt` of `opt.step(w, g)` */
export const objectOf = (node: Node): string | null =>
  node.kind === 'call' && node.of.kind === 'member' && node.of.of.kind === 'name' ? node.of.of.name : null;

/** The function that is called by its name alone. */
export const calledOf =
  (functions: ReadonlyMap<string, Define>) =>
  ({ of }: Call): Define | undefined =>
    of.kind === 'name' ? functions.get(of.name) : undefined;

/** A function that the program has under a name; of one that makes a function what it makes. */
export function functionsOf(statements: readonly Statement[]): Map<string, Define> {
  const found = new Map<string, Define>();
  for (const each of statements) {
    if (each.kind === 'define') found.set(each.name, each);
    for (const [target, value] of pairsOf(each)) {
      if (target.kind !== 'name') continue;
      if (value.kind === 'function') found.set(target.name, { ...value, kind: 'define', name: target.name });
      const maker = value.kind === 'call' ? found.get(calledName(value)) : undefined;
      const made = maker && madeBy(maker);
      if (made) found.set(target.name, made);
    }
  }
  return found;
}

function madeBy({ body }: Define): Define | null {
  for (const each of body) {
    if (each.kind !== 'return') continue;
    const { value } = each;
    if (value.kind === 'function') return { ...value, kind: 'define', name: '' };
    const name = value.kind === 'name' ? value.name : null;
    return body.find((own): own is Define => own.kind === 'define' && own.name === name) ?? null;
  }
  return null;
}

/** The functions and methods of a program, without those within them. */
export const definesIn = (statements: readonly Statement[]): Define[] =>
  [...statementsIn(statements)].flatMap((each) =>
    each.kind === 'define' ? [each] : each.kind === 'class' ? definesIn(each.body) : [],
  );
