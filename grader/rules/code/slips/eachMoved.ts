/** Parameters that a program of PyTorch or one like it has and does not move, or moves by the gradient of others. */
import { firstOf } from '../../first.ts';
import type { Call, Loop, Node, Statement } from '../../syntax/nodes.ts';
import { isGradientKey, isModule, plainName } from '../seen/names.ts';
import {
  boundIn,
  calledName,
  changedBy,
  everyStatement,
  isNamed,
  isOfGradient,
  lastName,
  namesIn,
  nodesIn,
  pairsOf,
  parametersOf,
  rootNameOf,
  statementsIn,
  targetsOf,
  walk,
} from '../seen/survey.ts';
import type { Named, Slip } from '../seen/survey.ts';
import { isOverSteps } from '../steps/units.ts';

export function notMoved(statements: readonly Statement[]): Slip | null {
  const all = everyStatement(statements);
  return (
    firstOf(all, (each) =>
      each.kind === 'loop' ? (leftBehind(each) ?? ofAnother(each) ?? ofSome(each)) : null,
    ) ??
    leafAlone(all) ??
    gradientAlone(statements) ??
    ofOtherShapes(all)
  );
}

/** `dW, db = gradients(W, b); W -= lr * dW`: in a loop or a function that moves one parameter, another's gradient moves nothing. */
function gradientAlone(statements: readonly Statement[], above: readonly string[] = []): Slip | null {
  const known = new Set([...above, ...boundIn(statements)]);
  return firstOf(statements, (each) => {
    if (each.kind === 'class') return gradientAlone(each.body, [...known]);
    if (each.kind === 'define') {
      const own = [...known, ...parametersOf(each)];
      return gradientAlone(each.body, own) ?? unusedIn(each.body, parametersOf(each), new Set(own));
    }
    return each.kind === 'loop' && isOverSteps(each) ? unusedIn(each.body, [], known) : null;
  });
}

function unusedIn(
  body: readonly Statement[],
  given: readonly string[],
  known: ReadonlySet<string>,
): Slip | null {
  const all = [...statementsIn(body)];
  const moved = new Set(all.flatMap(changedBy).flatMap((target) => rootNameOf(target) ?? []));
  const taken = new Set(all.flatMap(targetsOf));
  const isTarget = (node: Node): boolean =>
    node.kind === 'tuple' && node.items.length > 0 && node.items.every((item) => taken.has(item));
  const nodes = nodesIn(body).filter((node) => !isTarget(node));
  // What is handed on may be moved there, and not by a library: `sb += np.square(db)`.
  const isOfLibrary = ({ of }: Call): boolean =>
    of.kind === 'member' && of.of.kind === 'name' && isModule(of.of.name);
  const handed = new Set(
    nodes.flatMap((node) =>
      node.kind === 'call'
        ? isOfLibrary(node)
          ? []
          : node.args.flatMap(({ value }) => namesIn(value))
        : node.kind === 'tuple'
          ? node.items.flatMap(namesIn)
          : [],
    ),
  );
  for (const each of all)
    if (each.kind === 'return') for (const name of namesIn(each.value)) handed.add(name);
  const targets = all.flatMap(targetsOf).filter((target) => target.kind === 'name');
  const gradients = new Set(
    [...given, ...targets.map(({ name }) => name)].filter((name) => /^d[A-Za-z]\w*$/.test(name)),
  );
  const parameterOf = (name: string): string | null => {
    const own = name.slice(1).replace(/^_/, '');
    return known.has(own) && isGradientKey(plainName(name)) ? own : null;
  };
  const isMoved = (name: string): boolean => moved.has(parameterOf(name) ?? '');
  const names = [...gradients].filter((name) => parameterOf(name) !== null);
  const alone = names.find((name) => !isMoved(name) && !handed.has(name));
  if (alone === undefined || !names.some((name) => isMoved(name) && !handed.has(name))) return null;
  const at = targets.find(({ name }) => name === alone) ?? body[0]!;
  return {
    at,
    reason: `“${alone}” moves nothing: “${parameterOf(alone)}” stays where it is`,
    help: 'Move all parameters.',
  };
}

const isOnGradient = (test: Node): boolean =>
  walk(test).some(
    (node) => isOfGradient(node) || (node.kind === 'name' && isGradientKey(plainName(node.name))),
  );

/** `if p.grad is None: break`: what stands behind that parameter is not moved either. */
function leftBehind(loop: Loop): Slip | null {
  if (isOverSteps(loop) || [...statementsIn(loop.body)].flatMap(changedBy).length === 0) return null;
  const at = loop.body
    .flatMap((each) =>
      each.kind === 'if' && isOnGradient(each.test) ? [...each.then, ...each.otherwise] : [],
    )
    .find(({ kind }) => kind === 'break' || kind === 'return');
  return at
    ? {
        at,
        reason: 'parameters that are left out behind the first without a gradient',
        help: 'Go on with the next one.',
      }
    : null;
}

/** `for p, v in zip(params, vs): p.sub_(lr * w.grad)` */
function ofAnother({ names, over, body }: Loop): Slip | null {
  const given = names.flatMap(namesIn);
  const own = new Set([...given, ...boundIn(body)]);
  const moved = [...statementsIn(body)].flatMap(changedBy).flatMap((target) => rootNameOf(target) ?? []);
  if (!over || !given.some((name) => moved.includes(name))) return null;
  const at = nodesIn(body).find(
    (node) =>
      node.kind === 'member' && node.name === 'grad' && node.of.kind === 'name' && !own.has(node.of.name),
  );
  return at
    ? {
        at,
        reason: 'the gradient of one of the parameters, by which all of them move',
        help: 'Take that of each.',
      }
    : null;
}

/** `for group in self.param_groups[:1]` */
function ofSome({ over }: Loop): Slip | null {
  const isPart =
    over?.kind === 'entry' && over.index?.kind === 'slice' && lastName(over.of) === 'param_groups';
  return isPart ? { at: over, reason: 'a part of the parameters', help: 'Go through all of them.' } : null;
}

/** `b = torch.zeros(1, requires_grad=True)` */
const isLeaf = (value: Node): boolean =>
  value.kind === 'call' &&
  (/^(?:Parameter|requires_grad_)$/.test(calledName(value)) ||
    value.args.some(
      ({ keyword, value: given }) => keyword === 'requires_grad' && given.kind === 'truth' && given.value,
    ));

/** Is it in a list, moved by its name, or asked for its gradient? */
function isTaken({ name }: Named, all: readonly Statement[], nodes: readonly Node[]): boolean {
  const isIt = isNamed(name);
  return (
    nodes.some(
      (node) =>
        (node.kind === 'tuple' && node.items.some(isIt)) ||
        (node.kind === 'member' && /^(?:grad|parameters)$/.test(node.name) && isIt(node.of)),
    ) ||
    all.some(
      (each) =>
        !pairsOf(each).some(([, value]) => isLeaf(value)) &&
        changedBy(each).some((target) => rootNameOf(target) === name),
    )
  );
}

/** What has a gradient is moved, where others are. */
function leafAlone(all: readonly Statement[]): Slip | null {
  const nodes = nodesIn(all);
  if (!nodes.some((node) => calledName(node) === 'backward')) return null;
  const leaves = all
    .flatMap(pairsOf)
    .flatMap(([target, value]) => (target.kind === 'name' && isLeaf(value) ? [target] : []));
  const alone = leaves.filter((leaf) => !isTaken(leaf, all, nodes));
  const [at] = alone;
  // Where none is named, they are gone through in another way.
  return at && alone.length < leaves.length
    ? { at, reason: `“${at.name}” has a gradient and is not moved`, help: 'Move all parameters.' }
    : null;
}

/** `velocities = [zeros_like(b), zeros_like(w)]` beside `params = [w, b]`, gone through in one loop. */
function ofOtherShapes(all: readonly Statement[]): Slip | null {
  const lists = new Map(
    all.flatMap(pairsOf).flatMap(([target, value]): [string, string[]][] => {
      const name = lastName(target);
      const items = value.kind === 'tuple' && !value.keys ? value.items.map(shapeOf) : [];
      return name !== null && items.length > 1 && items.every((item) => item !== null)
        ? [[name, items as string[]]]
        : [];
    }),
  );
  return firstOf(all, (each) => {
    const zips =
      each.kind === 'loop' && each.over ? walk(each.over).filter((node) => calledName(node) === 'zip') : [];
    return firstOf(zips, (zip) => {
      const args = zip.kind === 'call' ? zip.args.map(({ value }) => value) : [];
      const [first = [], ...others] = args.flatMap((arg) => {
        const list = lists.get(lastName(arg) ?? '');
        return list ? [list] : [];
      });
      const isOtherOrder = (list: readonly string[]): boolean =>
        list.join() !== first.join() && [...list].sort().join() === [...first].sort().join();
      return others.some(isOtherOrder)
        ? { at: zip, reason: 'lists whose entries stand in another order', help: 'Use one order for all.' }
        : null;
    });
  });
}

/** w of `w` and of `torch.zeros_like(w)` */
function shapeOf(node: Node): string | null {
  if (node.kind === 'name') return node.name;
  const [first] = node.kind === 'call' && /_?like$/i.test(calledName(node)) ? node.args : [];
  return first?.value.kind === 'name' ? first.value.name : null;
}
