/** When the gradients that `backward()` adds to are made, cleared and taken. */
import { firstOf } from '../../first.ts';
import type { Define, Node, Statement } from '../../syntax/nodes.ts';
import { calledOf, functionsOf } from '../seen/stepsOf.ts';
import type { Slip } from '../seen/survey.ts';
import {
  calledName,
  everyStatement,
  isOfGradient,
  nodesIn,
  statementsIn,
  targetsOf,
  walk,
} from '../seen/survey.ts';
import { isOverSteps } from '../steps/units.ts';

type What = 'made' | 'cleared' | 'taken';

interface Event {
  what: What;
  at: Node;
  /** Under no condition. */
  isSure: boolean;
  /** Cleared where it stands, and not by a method of an optimizer. */
  isOwn: boolean;
}

/** Calls that make gradients, whatever they are called with. */
const MAKES = /^(?:backward|closure|backprop\w*|grads?|value_and_grad)$/;
/** Clears what `backward` adds to, or makes the parameters anew. */
const CLEARS = /^(?:zero_?grad|set_to_none|requires_grad_?)$/i;

function eventOf(node: Node): Pick<Event, 'what' | 'isOwn'> | null {
  const name = calledName(node);
  const object = node.kind === 'call' && node.of.kind === 'member' ? node.of.of : null;
  if (MAKES.test(name)) return { what: 'made', isOwn: false };
  if (object && /^(?:zero_|fill_)$/.test(name) && isOfGradient(object))
    return { what: 'cleared', isOwn: true };
  const isSet = node.kind === 'call' && node.args.some(({ keyword }) => CLEARS.test(keyword ?? ''));
  if (CLEARS.test(name) || isSet || (node.kind === 'member' && node.name === 'requires_grad'))
    return { what: 'cleared', isOwn: false };
  if (name === 'step' && object?.kind === 'name' && !/sched/i.test(object.name))
    return { what: 'taken', isOwn: false };
  return isOfGradient(node) ? { what: 'taken', isOwn: false } : null;
}

/** @param functions those that are asked do what stands in them */
function eventsIn(
  statements: readonly Statement[],
  isSure = true,
  functions: ReadonlyMap<string, Define> = new Map(),
): Event[] {
  const asked = (value: Node): Event[] =>
    walk(value).flatMap((node) => {
      const called = node.kind === 'call' ? calledOf(functions)(node) : undefined;
      return called ? eventsIn(called.body, isSure) : [];
    });
  const inside = (value: Node): Event[] => [...written(value), ...asked(value)];
  const written = (value: Node): Event[] => {
    const found = eventOf(value);
    const [, ...parts] = walk(value);
    if (found && value.kind !== 'call') return [{ ...found, at: value, isSure }];
    const own = found ? [{ ...found, at: value, isSure }] : [];
    const hidden = new Set(found?.isOwn ? parts : []);
    const rest = parts
      .filter((part) => !hidden.has(part))
      .flatMap((part): Event[] => {
        const event = eventOf(part);
        for (const inner of event?.isOwn ? walk(part).slice(1) : []) hidden.add(inner);
        return event && !hidden.has(part) ? [{ ...event, at: part, isSure }] : [];
      });
    return [...rest, ...own];
  };
  return statements.flatMap((statement): Event[] => {
    switch (statement.kind) {
      case 'assign': {
        const target = targetsOf(statement).find(isOfGradient);
        const isCleared = target !== undefined && !walk(statement.value).some(isOfGradient);
        const cleared: Event[] = isCleared ? [{ what: 'cleared', at: target, isSure, isOwn: true }] : [];
        return [...inside(statement.value), ...cleared];
      }
      case 'do':
      case 'return':
        return inside(statement.value);
      case 'if': {
        // if w.grad is not None: w.grad.zero_()
        const isKept = isSure && walk(statement.test).some(isOfGradient);
        return eventsIn([...statement.then, ...statement.otherwise], isKept, functions);
      }
      case 'loop':
        return eventsIn(statement.body, isSure, functions);
      default:
        return [];
    }
  });
}

const CLEAR = 'Clear them in every step, behind the update or before backward().';

/** Of functions and methods that statements call, what they do. */
function calledBodies(body: readonly Statement[], all: readonly Statement[]): Statement[] {
  const names = new Set(nodesIn(body).map(calledName));
  return all.flatMap((each) => {
    if (each.kind === 'define') return names.has(each.name) ? each.body : [];
    return each.kind === 'class' ? calledBodies(body, each.body) : [];
  });
}

/** The first place at which gradients are cleared before they are taken, pile up, or are those of another step. */
export const misplacedGradient = (statements: readonly Statement[]): Slip | null =>
  firstOf(statements.entries(), ([i, each]) => {
    if (each.kind === 'loop')
      return isOverSteps(each) && inLoop(each.body, statements.slice(0, i), statements);
    if (each.kind === 'define')
      return clearedFirst(each.body) ?? misplacedGradient([...classesIn(statements), ...each.body]);
    return (
      each.kind === 'class' && firstOf(each.body, (own) => own.kind === 'define' && clearedFirst(own.body))
    );
  });

const classesIn = (statements: readonly Statement[]): Statement[] =>
  statements.filter((each) => each.kind === 'class');

/** `p.grad.zero_()` above the lines that take it. */
function clearedFirst(body: readonly Statement[]): Slip | null {
  let cleared = false;
  for (const { what, at, isSure, isOwn } of eventsIn(body)) {
    if (what === 'made') cleared = false;
    else if (what === 'cleared' && isOwn && isSure) cleared = true;
    else if (what === 'taken' && cleared)
      return { at, reason: 'gradients that are cleared before the step takes them', help: CLEAR };
  }
  return null;
}

/** `loss.backward(retain_graph=True)` and `loss.backward()`, with no other loss between them. */
function madeTwice(body: readonly Statement[]): Node | null {
  const made = new Set<string>();
  for (const each of body) {
    const value = each.kind === 'do' ? each.value : null;
    const loss = value?.kind === 'call' && value.of.kind === 'member' ? value.of.of : null;
    if (value && calledName(value) === 'backward' && loss?.kind === 'name') {
      if (made.has(loss.name)) return value;
      made.add(loss.name);
    } else if (each.kind !== 'assign' || targetsOf(each).some((target) => target.kind !== 'name'))
      made.clear();
    else for (const target of targetsOf(each)) if (target.kind === 'name') made.delete(target.name);
  }
  return firstOf(body, (each) => (each.kind === 'loop' ? madeTwice(each.body) : null));
}

function inLoop(
  body: readonly Statement[],
  before: readonly Statement[],
  all: readonly Statement[],
): Slip | null {
  const events = eventsIn(body, true, functionsOf(all));
  const has = (what: What): Event | undefined => events.find((each) => each.what === what);
  const [made, taken] = [has('made'), has('taken')];
  if (!made && !taken) return null;
  let state: What | null = null;
  // What is made at the end of a turn is cleared at the beginning of the next one.
  for (const { what, at } of [...events, ...events]) {
    if (what === 'taken' && state === 'cleared')
      return { at, reason: 'gradients that are cleared before the step takes them', help: CLEAR };
    if (what === 'made' || (what === 'cleared' && state === 'made')) state = what;
    else if (what === 'taken') state = null;
  }
  const isTorch = nodesIn(everyStatement(all)).some(isOfGradient);
  const backward = events.find(({ what, at }) => what === 'made' && calledName(at) === 'backward');
  if (backward && taken && isTorch) {
    const elsewhere = eventsIn(calledBodies(body, all));
    const isCleared = [...events, ...elsewhere].some(({ what, isSure }) => what === 'cleared' && isSure);
    if (!isCleared)
      return {
        at: backward.at,
        reason:
          'gradients that backward() adds to those of the steps before, which nothing clears in every step',
        help: CLEAR,
      };
    const late = events.find(({ what, at }) => what === 'taken' && isOfGradient(at));
    if (late && events.indexOf(late) < events.indexOf(backward))
      return {
        at: backward.at,
        reason: 'the gradient of a step is made behind it',
        help: 'Call backward() before the update.',
      };
    const again = madeTwice(body);
    if (again)
      return {
        at: again,
        reason: 'the gradient of a loss that is added up twice',
        help: 'Call backward() once.',
      };
    const loss = backward.at.kind === 'call' && backward.at.of.kind === 'member' ? backward.at.of.of : null;
    const isGiven = (list: readonly Statement[], name: string): boolean =>
      [...statementsIn(list)]
        .flatMap(targetsOf)
        .some((target) => target.kind === 'name' && target.name === name);
    if (loss?.kind === 'name' && isGiven(before, loss.name) && !isGiven(body, loss.name))
      return {
        at: backward.at,
        reason: 'the gradient of a loss that is computed once',
        help: 'Compute it in every step.',
      };
  }
  const direct = events.find(({ what, at }) => what === 'taken' && isOfGradient(at));
  if (made || !direct) return null;
  const above = eventsIn(before).find(({ what }) => what === 'made');
  if (above)
    return {
      at: above.at,
      reason: 'a gradient that is the same in all steps',
      help: 'Make it in every step.',
    };
  const isLost =
    has('cleared') !== undefined &&
    [...statementsIn(body)].some((each) =>
      targetsOf(each).some((target) => target.kind === 'name' && /^(?:loss|cost|l|err)$/i.test(target.name)),
    );
  return isLost
    ? { at: direct.at, reason: 'gradients that nothing computes', help: 'Call backward() before the update.' }
    : null;
}
