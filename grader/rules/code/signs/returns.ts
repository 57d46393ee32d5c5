/** What a function returns: the new values of which of its parameters? */
import { hasBare, symbolsOf } from '../../formulas/expression.ts';
import type { Expression } from '../../formulas/expression.ts';
import { isRateSetting, means } from '../../lexicon.ts';
import { Unreadable } from '../../place.ts';
import { assigned } from '../../syntax/nodes.ts';
import type { Node, Parameter, Statement } from '../../syntax/nodes.ts';
import { Interpreter } from './interpreter.ts';
import { isGradientKey, isParameterWord, isTimeName, newOf, plainName } from '../seen/names.ts';
import { isNumeric, namesIn, statementsIn, targetsOf } from '../seen/survey.ts';
import type { Candidate } from '../steps/units.ts';
import { keyOfOld } from '../seen/values.ts';
import type { Host } from '../seen/values.ts';

/** A unit with the parameter that each of its results is the new value of. */
export type Returning = Candidate & { results: ReadonlyMap<number, string> };

/** What a function returns replaces those of its parameters that it is made from. */
export function withReturns(whole: Candidate, host: Host): Returning {
  const results = new Map<number, string>();
  const unit = whole.own.length === 0 ? { ...whole, own: returnedWithout(whole) } : whole;
  if (unit.own.length === 0) return { ...unit, results };
  const interpreter = new Interpreter(host, unit, false);
  const { returned, instructions } = interpreter.run();
  if (interpreter.failedReturn) throw interpreter.failedReturn;
  if (!returned) return { ...unit, results };
  const own = unit.own.map(plainName).filter((key) => !isGradientKey(key) && !isTimeName(key));
  const names = returned.map(({ node }) => keyOfNode(node));
  const turned = otherTurn(names, own);
  if (turned !== null)
    throw new Unreadable(
      host.placeOf(unit),
      `“${turned}” is given back in another turn than it is taken`,
      'Give all back in the turn in which they are taken.',
    );
  // `rho=0.9`: what has a number by default is set up, and a rate always is.
  const isSetUp = ({ name, value }: Parameter): boolean =>
    (value?.kind === 'number' && value.value !== 0) || isRateSetting(name);
  const settings = new Set(unit.parameters.filter(isSetUp).map(({ name }) => plainName(name)));
  const free = new Set(own.filter((key) => !names.includes(key)));
  for (const [i, { node, value }] of returned.entries()) {
    const key = names[i] ?? null;
    if (!value || (key !== null && (own.includes(key) || node.kind !== 'name'))) continue;
    const inlined = interpreter.inlined(value);
    const uses = symbolsOf(inlined).map(({ name }) => keyOfOld(name) ?? name);
    const [best] = [...free]
      .filter((name) => uses.includes(name) && !settings.has(name))
      .sort((a, b) => scoreOf(b, key, inlined) - scoreOf(a, key, inlined));
    if (best === undefined) continue;
    results.set(i, best);
    free.delete(best);
  }
  const assigned = new Set(instructions.map(({ target }) => target.replace(/#.*/, '')));
  const lent = unit.parameters.filter(({ name, value }) => {
    const key = plainName(name);
    return value?.kind === 'number' && value.value !== 0 && free.has(key) && assigned.has(key);
  });
  for (const { name } of lent) free.delete(plainName(name));
  const lost = [...free].find((key) => assigned.has(key) && !isChangedInPlace(unit, key));
  if (lost === undefined) {
    const body = [...lent.map(givenAnew), ...unit.body];
    return { ...unit, body, given: [...results.values()], results };
  }
  const reason = `“${lost}” is changed in the function and not returned`;
  throw new Unreadable(host.placeOf(unit), reason, `Return its new value.`);
}

/** x_1 of `return x2, x1`, where the function takes `x1, x2`. */
function otherTurn(returned: readonly (string | null)[], own: readonly string[]): string | null {
  const stemOf = (key: string): string => key.replace(/_?\d+$/, '');
  const numbered = returned.filter((key) => key !== null && own.includes(key) && stemOf(key) !== key);
  return (
    numbered.find((key, i) =>
      numbered
        .slice(0, i)
        .some((other) => stemOf(other!) === stemOf(key!) && own.indexOf(other!) > own.indexOf(key!)),
    ) ?? null
  );
}

/**
 * `return w - lr * g` where the head of its function is not written: w is what it is given. Not where the body gives a name a number, or
 * a new name to the next value of another: of a function that would be lost.
 */
function returnedWithout({ name, setup, body }: Candidate): string[] {
  const last = body.at(-1);
  const statements = [...statementsIn(body)];
  if (name !== '' || last?.kind !== 'return' || !last.value || last.value.kind === 'tuple') return [];
  if (statements.filter(({ kind }) => kind === 'return').length > 1) return [];
  const targets = statements.flatMap(targetsOf);
  const assigned = new Set(targets.flatMap(namesIn));
  const isStart = (each: Statement): boolean =>
    each.kind === 'assign' && each.operator === '' && isNumeric(each.value);
  const isAnew = setup
    .flatMap(targetsOf)
    .flatMap(namesIn)
    .some((each) => assigned.has(each));
  if (isAnew || statements.some(isStart) || [...assigned].some((each) => newOf(plainName(each)) !== null))
    return [];
  return [...new Set(namesIn(last.value))].filter((each) => isParameterWord(each) && !assigned.has(each));
}

/** `step_size=0.001` of a function that changes it for itself alone: every call has it again. */
function givenAnew({ name, value }: Parameter): Statement {
  const { from, to } = value!;
  return assigned([{ kind: 'name', name, from, to }], value!, { from, to });
}

const isChangedInPlace = ({ body }: Candidate, key: string): boolean =>
  body.some(
    (each) =>
      each.kind === 'loop' ||
      each.kind === 'do' ||
      targetsOf(each).some(
        (target) =>
          keyOfNode(target) === key &&
          (target.kind === 'entry' || (each.kind === 'assign' && each.operator !== '')),
      ),
  );

function keyOfNode(node: Node): string | null {
  // p of `p.data`
  if (node.kind === 'member' && means('identity', node.name)) return keyOfNode(node.of);
  if (node.kind === 'name' || node.kind === 'member') return plainName(node.name);
  return node.kind === 'entry' ? keyOfNode(node.of) : null;
}

/** How likely a returned value is the new one of a parameter. */
function scoreOf(name: string, key: string | null, value: Expression): number {
  const [one, other] = [name, key ?? ''].map((each) => each.toLowerCase()) as [string, string];
  const isNamed = key !== null && (newOf(key) === name || other.startsWith(one) || one.startsWith(other));
  const isKept = hasBare(value, (symbol) => symbol === name || keyOfOld(symbol) === name);
  return (isNamed ? 2 : 0) + (isKept ? 1 : 0);
}
