/** What a loop within a step hands from turn to turn and is no state: sums that are shown. */
import type { Statement } from '../syntax/nodes.ts';
import { isQuantity, plainName } from './names.ts';
import { calledName, isNamed, nodesIn, rootNameOf, statementsIn, targetsOf } from './survey.ts';

/** Calls that show what they are given, or put it aside. */
const SHOWS =
  /^(?:append|push|extend|print\w*|log\w*|format|plot|scatter|title|info|write|set_description|set_postfix|debug|warn)$/i;

/**
 * `total += (pred - y) ** 2`, of which nothing is made in the whole program that is moved, or by which something moves: it is shown, and
 * asked for when the training is at its end.
 */
export function isSumBeside(
  body: readonly Statement[],
  name: string,
  program: readonly Statement[],
): boolean {
  const own = [...statementsIn(body)].filter((each) => targetsOf(each).some(isNamed(name)));
  const isSum = own.every(
    (each) => each.kind === 'assign' && (each.operator === '+' || each.operator === ''),
  );
  return isSum && isOnlyShown(name, program, new Set());
}

function isOnlyShown(name: string, program: readonly Statement[], seen: Set<string>): boolean {
  if (seen.has(name)) return true;
  seen.add(name);
  if (isQuantity(plainName(name))) return false;
  return program.every((each) => {
    if (!nodesIn([heading(each)]).some(isNamed(name))) return true;
    switch (each.kind) {
      case 'assign':
        return targetsOf(each).every((target) => {
          const root = rootNameOf(target);
          return target.kind !== 'member' && root !== null && isOnlyShown(root, program, seen);
        });
      case 'do':
        return SHOWS.test(calledName(each.value));
      case 'if':
        return true;
      default:
        return false;
    }
  });
}

/** A statement without those within it. */
const heading = (statement: Statement): Statement =>
  statement.kind === 'if'
    ? { ...statement, then: [], otherwise: [] }
    : statement.kind === 'loop'
      ? { ...statement, body: [] }
      : statement;
