/** The program without what only uses the step that it has, so that the step is read by itself. */
import { isParameterKey, isTimeName, plainName } from '../seen/names.ts';
import type { Call, Define, Loop, Node, Statement } from '../../syntax/nodes.ts';
import {
  calledName,
  freeIn,
  isDefinition,
  pairsOf,
  parametersOf,
  rootNameOf,
  statementsIn,
  targetsOf,
  walk,
} from '../seen/survey.ts';
import { givesBack, misplaced, misuseOf, scopeOf, usesIn } from './uses.ts';
import { calledOf, functionsOf, objectOf } from '../seen/stepsOf.ts';
import { isReadingOnly } from '../steps/units.ts';

/** Is a step asked for as it is meant: what it gives back becomes what it was asked for? */
function isAskedWell(statement: Statement, call: Call, asked: Define): boolean {
  if (misplaced(call.args, asked) || parametersOf(asked).map(plainName).some(isTimeName)) return false;
  if (statement.kind === 'do') return statement.value === call && !givesBack(asked);
  if (statement.kind !== 'assign' || statement.value !== call || statement.operator !== '') return false;
  const [given] = targetsOf(statement);
  return (
    given?.kind === 'name' &&
    call.args.some(({ value }) => value.kind === 'name' && value.name === given.name)
  );
}

/** The function that a function makes and gives back; null where it makes none. */
function closureIn({ body }: Define): Define | null {
  const last = body.at(-1);
  const name = last?.kind === 'return' && last.value.kind === 'name' ? last.value.name : '';
  const inner = body.find((each) => each.kind === 'define' && each.name === name);
  return inner?.kind === 'define' ? inner : null;
}

/** `step = make_adagrad(w.shape)` and `w = step(w, dw)` beside what makes such steps; null where anything else is done. */
function withoutClosures(
  statements: readonly Statement[],
  functions: ReadonlyMap<string, Define>,
): Statement[] | null {
  const made = new Map<string, Define>();
  const isUse = (each: Statement): boolean => {
    if (each.kind !== 'assign' || each.value.kind !== 'call') return false;
    const [target] = targetsOf(each);
    const maker = functions.get(calledName(each.value));
    const closure = maker && closureIn(maker);
    if (closure && target?.kind === 'name') {
      made.set(target.name, closure);
      return true;
    }
    const asked = made.get(calledName(each.value));
    return asked !== undefined && isAskedWell(each, each.value, asked);
  };
  const others = statements.filter((each) => !isDefinition(each));
  return others.every(isUse) && made.size > 0 ? statements.filter(isDefinition) : null;
}

/**
 * The program without the loops that only use the optimizer it has: what they do is data and gradients, and one step after the other.
 * @returns null where there are none, or one of them does something else
 */
export function withoutUses(statements: readonly Statement[]): Statement[] | null {
  const functions = functionsOf(statements);
  const classes = new Set(statements.flatMap((each) => (each.kind === 'class' ? each.name : [])));
  const objects = new Set(
    statements
      .flatMap(pairsOf)
      .flatMap(([target, value]) =>
        target.kind === 'name' && classes.has(calledName(value)) ? target.name : [],
      ),
  );
  const isCall = (node: Node): node is Call =>
    node.kind === 'call' &&
    (objects.has(objectOf(node) ?? '') || (node.of.kind === 'name' && functions.has(node.of.name)));
  const isUse = (loop: Loop): boolean => {
    const inner = [...statementsIn(loop.body)];
    const isMoved = (each: Statement): boolean =>
      each.kind === 'assign' &&
      targetsOf(each).some((target) => isParameterKey(plainName(rootNameOf(target) ?? ''))) &&
      !isCall(each.value);
    if (inner.some(isMoved)) return false;
    let count = 0;
    for (const each of inner) {
      const value = 'value' in each ? each.value : null;
      for (const call of value ? walk(value).filter(isCall) : []) {
        const asked = call.of.kind === 'name' ? functions.get(call.of.name)! : null;
        // A helper of data or of the rate is asked within another call or for something else.
        const isOfRule = asked && parametersOf(asked).map(plainName).some(isParameterKey);
        const isStep = asked === null || (isOfRule && !isReadingOnly(asked));
        if (isStep && asked && !isAskedWell(each, call, asked)) return false;
        if (isStep) count++;
      }
    }
    return count > 0;
  };
  const loops = statements.filter((each) => each.kind === 'loop');
  if (loops.length === 0) return withoutClosures(statements, functions);
  if (!loops.every(isUse)) return null;
  if (usesIn(scopeOf(statements), calledOf(functions)).some(misuseOf)) return null;
  const taken = new Set(
    everyDefinition(statements).flatMap((each) =>
      freeIn(each.body, parametersOf(each)).map(({ name }) => name),
    ),
  );
  // Of what stands around them what they take, and functions that are written as values.
  return statements.filter(
    (each) =>
      isDefinition(each) ||
      pairsOf(each).some(
        ([target, value]) =>
          value.kind === 'function' || (target.kind === 'name' && taken.has(target.name) && !isCall(value)),
      ),
  );
}

const everyDefinition = (statements: readonly Statement[]): Define[] =>
  statements.flatMap((each) =>
    each.kind === 'define' ? [each] : each.kind === 'class' ? everyDefinition(each.body) : [],
  );
