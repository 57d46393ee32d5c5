/** What is read in a step before the step gives it a value, and has none from before. */
import { firstOf } from '../../first.ts';
import { isGradientKey, plainName } from '../seen/names.ts';
import type { Node, Statement } from '../../syntax/nodes.ts';
import { boundIn, isNamed, namesIn, parametersOf, statementsIn, targetsOf, walk } from '../seen/survey.ts';
import type { Named, Slip } from '../seen/survey.ts';

/** Names that a statement reads; what stands within branches, loops and functions is left open. */
function readBy(statement: Statement): Named[] {
  const roots: Node[] =
    statement.kind === 'assign'
      ? [statement.value, ...targetsOf(statement).filter(({ kind }) => kind !== 'name')]
      : statement.kind === 'do' || statement.kind === 'return'
        ? [statement.value]
        : [];
  return roots.flatMap(walk).filter((node): node is Named => node.kind === 'name');
}

/** `d = …` of a d that is made of other things: a state is made of what it was, and may be around. */
const makes = (statement: Statement, name: string): boolean =>
  statement.kind === 'assign' &&
  statement.operator === '' &&
  targetsOf(statement).some(isNamed(name)) &&
  !walk(statement.value).some(isNamed(name));

/**
 * @param given what has a value before
 * @param isMeant which of those that make a name count
 */
function earlyIn(
  body: readonly Statement[],
  given: readonly string[],
  isMeant: (statement: Statement) => boolean,
): Slip | null {
  for (const [i, each] of body.entries()) {
    const known = new Set([...given, ...boundIn(body.slice(0, i + 1))]);
    const behind = body.slice(i + 1).filter(isMeant);
    const at = readBy(each).find(
      ({ name }) =>
        !known.has(name) && !isGradientKey(plainName(name)) && behind.some((other) => makes(other, name)),
    );
    if (at)
      return {
        at,
        reason: `“${at.name}” is read before it has a value`,
        help: 'Give it a value first, or say where it starts.',
      };
  }
  return null;
}

const isDeclared = (statement: Statement): boolean =>
  statement.kind === 'assign' && statement.declares === 'block';

/** Does a loop go on with what stands above it, so that the program says where its states start? */
const goesOnFrom = (body: readonly Statement[], above: readonly string[]): boolean =>
  [...statementsIn(body)].some(
    (each) =>
      each.kind === 'assign' &&
      targetsOf(each).some(
        (target) =>
          target.kind === 'name' &&
          above.includes(target.name) &&
          (each.operator !== '' || walk(each.value).some(isNamed(target.name))),
      ),
  );

/** `u = rho * u + (1 - rho) * d ** 2` above the `d = …` of the same turn or function. */
export const readEarly = (statements: readonly Statement[], isAbove = true): Slip | null =>
  firstOf(statements, (each) => {
    if (each.kind === 'class') return readEarly(each.body, false);
    if (each.kind === 'define') {
      const given = [...parametersOf(each), ...(each.outer ?? [])];
      // A function of Python has what it gives a value for itself; of other languages only what it declares.
      const own = earlyIn(each.body, given, each.outer ? () => true : isDeclared);
      return own ?? readEarly(each.body, false);
    }
    if (each.kind !== 'loop') return null;
    const above = boundIn(statements.slice(0, statements.indexOf(each)));
    const isWhole = isAbove && goesOnFrom(each.body, above);
    const own = earlyIn(
      each.body,
      [...above, ...each.names.flatMap(namesIn)],
      isWhole ? () => true : isDeclared,
    );
    return own ?? readEarly(each.body, false);
  });
