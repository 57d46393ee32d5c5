/** What a program makes for people alone: the loss that it prints, the history that it draws. */
import { isHarmlessCall } from '../../lexicon.ts';
import type { Node, Statement } from '../../syntax/nodes.ts';
import { calledName, isNamed, nodesIn, statementsIn, targetsOf, walk } from './survey.ts';

const isShow = ({ value }: Statement & { kind: 'do' }): boolean => isHarmlessCall(calledName(value));

/** A condition under which something is shown, or the training ends. */
const isOnlyAsked = ({ then, otherwise }: Statement & { kind: 'if' }): boolean =>
  [...statementsIn([...then, ...otherwise])].every(
    (each) => each.kind === 'break' || each.kind === 'if' || (each.kind === 'do' && isShow(each)),
  );

/**
 * Is a name only shown, and so is all that is made of it?
 * @param all statements in which it may be used, but for the one that is asked about
 */
export function isOnlyShown(name: string, all: readonly Statement[]): boolean {
  const uses = (node: Node): boolean => walk(node).some(isNamed(name));
  return all.every((each) => {
    switch (each.kind) {
      case 'loop':
        return !each.over || !uses(each.over);
      case 'if':
        return !uses(each.test) || isOnlyAsked(each);
      case 'do':
        return !uses(each.value) || isShow(each);
      case 'return':
        return !uses(each.value);
      case 'define':
      case 'class':
        return !nodesIn(each.body).some(isNamed(name));
      case 'assign': {
        const [target, ...others] = targetsOf(each);
        // Its start, and nothing that goes on from it.
        if ([target, ...others].some((place) => place && isNamed(name)(place)))
          return each.operator === '' && !uses(each.value);
        if (!uses(each.value)) return true;
        const isAlone = target?.kind === 'name' && others.length === 0 && each.operator === '';
        return (
          isAlone &&
          isOnlyShown(
            target.name,
            all.filter((other) => other !== each),
          )
        );
      }
      default:
        return true;
    }
  });
}
