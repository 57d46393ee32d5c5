/** Fields that an object never gets: by a constructor that is none, by a name that is lost with it, by another name. */
import { firstOf } from '../../first.ts';
import { namesAmong } from '../../syntax/nodes.ts';
import type { Class, Define, Node, Statement } from '../../syntax/nodes.ts';
import {
  calledName,
  callsIn,
  changedBy,
  everyStatement,
  fieldOf,
  isDefinition,
  nodesIn,
  ownNodes,
  statementsIn,
  targetsOf,
  walk,
} from '../seen/survey.ts';
import type { Slip } from '../seen/survey.ts';

const CONSTRUCTOR = /^(?:__init__|constructor|__new__|__post_init__)$/;

/** In Python and JavaScript, whose fields no type declares. */
export function neverMade(statements: readonly Statement[]): Slip | null {
  const calls = new Set(callsIn(statements));
  const given = new Set(
    everyStatement(statements)
      .flatMap(targetsOf)
      .flatMap((target) => (target.kind === 'member' && selfField(target) === null ? target.name : [])),
  );
  return firstOf(statements, (each) =>
    each.kind === 'class' && each.fields ? (misspelt(each, calls) ?? lackingIn(each, given)) : null,
  );
}

const methodsOf = ({ body }: Class): Define[] => body.filter((each) => each.kind === 'define');

const isPython = (method: Define): boolean => method.outer !== undefined;

/** `_init_`, `__int__` and `contructor`, which nobody calls. */
function misspelt(of: Class, calls: ReadonlySet<string>): Slip | null {
  const methods = methodsOf(of);
  if (methods.some(({ name }) => CONSTRUCTOR.test(name))) return null;
  const at = methods.find((method) => {
    const { name } = method;
    const letters = name.replace(/_/g, '').toLowerCase();
    if (calls.has(name) || letters === name) return !isPython(method) && isNear(letters, 'constructor', 3);
    return isPython(method) ? isNear(letters, 'init', 2) : isNear(letters, 'constructor', 3);
  });
  return at
    ? {
        at,
        reason: `“${at.name}” makes no object: its name is none of a constructor`,
        help: `Call it ${isPython(at) ? '__init__' : 'constructor'}.`,
      }
    : null;
}

/** Do two words have the same letters but for fewer than so many, in whatever order? */
function isNear(one: string, other: string, fewer: number): boolean {
  const rest = [...other];
  const added = [...one].filter((letter) => {
    const at = rest.indexOf(letter);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
  return one.startsWith(other.charAt(0)) && added.length + rest.length < fewer;
}

/** v of `self.v`; null of what is no field of the object itself. */
function selfField(node: Node): string | null {
  const [of, name] = node.kind === 'member' ? (fieldOf(node) ?? []) : [];
  return of !== undefined && /^(?:self|this)$/.test(of) ? name! : null;
}

const makes = (statement: Statement, field: string): boolean =>
  statement.kind === 'assign' && targetsOf(statement).some((target) => selfField(target) === field);

const mentions = (node: Node, field: string): boolean => walk(node).some((each) => selfField(each) === field);

/** Whatever gives an object fields by names that are not written as such. */
const GIVES = /^(?:setattr|update|assign|__init__|super|defineProperty)$/;

/** `self.v = self.mu * self.v + g` of a class that has a constructor, in which nothing makes a v. */
function lackingIn(of: Class, given: ReadonlySet<string>): Slip | null {
  const methods = methodsOf(of);
  const init = methods.find(({ name }) => CONSTRUCTOR.test(name));
  if (!init || nodesIn(init.body).some((node) => GIVES.test(calledName(node)) || isNamedSuper(node)))
    return null;
  // One that makes nothing stands for what is left out.
  if (
    everyStatement(init.body)
      .flatMap(targetsOf)
      .every((target) => selfField(target) === null)
  )
    return null;
  const declared = new Set([
    ...(of.fields ?? []),
    ...of.body.flatMap((each) => (isDefinition(each) ? [each.name] : namesAmong(targetsOf(each)))),
  ]);
  return firstOf(methods, (method) => {
    if (method === init) return null;
    const all = everyStatement(method.body);
    const changed = new Set(
      all.flatMap(changedBy).flatMap((target) => walk(target).flatMap((node) => selfField(node) ?? [])),
    );
    return firstOf(changed, (field) => {
      const isMade = methods.some(
        (other) => other !== method && everyStatement(other.body).some((each) => makes(each, field)),
      );
      if (isMade || declared.has(field) || given.has(field)) return null;
      const at = all.some((each) => goesOn(each, field)) ? takenFirst(method.body, field) : null;
      // What JavaScript does not find is undefined, and may be asked for.
      const isFilled =
        !isPython(method) && all.some((each) => makes(each, field) && !isFromItself(each, field));
      return at && !isFilled
        ? { at, reason: `“${field}” is a field that nothing makes`, help: 'Make it in the constructor.' }
        : null;
    });
  });
}

const isNamedSuper = (node: Node): boolean => node.kind === 'name' && node.name === 'super';

/** `self.v = self.mu * self.v + g` and `self.v[k] += g` */
const goesOn = (statement: Statement, field: string): boolean =>
  targetsOf(statement).some((target) => mentions(target, field)) && isFromItself(statement, field);

const isFromItself = (statement: Statement, field: string): boolean =>
  statement.kind === 'assign' && (statement.operator !== '' || mentions(statement.value, field));

/** Where a field is asked for, if that comes before it is made. */
function takenFirst(body: readonly Statement[], field: string): Statement | null {
  for (const each of statementsIn(body)) {
    const isOwn = makes(each, field) && !isFromItself(each, field);
    if (isOwn) return null;
    if (ownNodes(each).some((node) => mentions(node, field))) return each;
  }
  return null;
}
