/** Methods that cannot do what they are for: the step as a property, without the object, as a generator, or run by a decorator that is not known. */
import { firstOf } from '../../first.ts';
import { isGradientCall, means } from '../../lexicon.ts';
import type { Define, Statement } from '../../syntax/nodes.ts';
import { changedBy, isDefinition, isFieldOf, nodesIn, statementsIn } from '../seen/survey.ts';
import type { Slip } from '../seen/survey.ts';
import { isOverSteps } from '../steps/units.ts';
import { isGradient } from './uses.ts';

export const notCalledSo = (statements: readonly Statement[], isInClass = false): Slip | null =>
  firstOf(statementsIn(statements), (each) => {
    if (!isDefinition(each)) return null;
    if (each.kind === 'class') return notCalledSo(each.body, true);
    return mannerOf(each, isInClass) ?? notCalledSo(each.body);
  });

function mannerOf(define: Define, isInClass: boolean): Slip | null {
  const { manners = [], name, parameters, body } = define;
  const nodes = nodesIn(body);
  const slip = (reason: string, help: string): Slip => ({ at: define, reason: `“${name}” ${reason}`, help });
  const has = (manner: string): boolean => manners.includes(manner);
  // What asks for a value and changes nothing may be called in any way.
  const changes = [...statementsIn(body)].flatMap(changedBy).some(isFieldOf);
  const isOfRule = changes || nodes.some(isGradient);
  const isOfObject = nodes.some((node) => node.kind === 'name' && /^(?:self|this)$/.test(node.name));
  if (!isOfRule || isGradientCall(name) || means('objective', name)) return null;
  if (has('property') && (changes || parameters.length > 0))
    return slip('is a property, which is not called', 'Make it a method.');
  if (has('generator') && ![...statementsIn(body)].some((each) => each.kind === 'loop' && isOverSteps(each)))
    return slip('is a generator, which does nothing when it is called', 'Leave out the yield.');
  if (has('coroutine'))
    return slip('is a coroutine, which does nothing when it is called', 'Leave out the async.');
  if (isInClass && (has('static') || has('selfless')) && isOfObject)
    return slip(
      'is not given the object that it changes',
      'Make it a method of the object, with self before all else.',
    );
  const strange = manners.find((manner) => manner.startsWith('@'));
  return strange === undefined
    ? null
    : slip(`is run by “${strange}”, of which it is not known what it does`, 'Leave it out.');
}
