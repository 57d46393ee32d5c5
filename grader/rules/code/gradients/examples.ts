/** What a program takes its gradient of: an example with its own label, all entries at one point, every example of a batch. */
import { firstOf } from '../../first.ts';
import { isGradientCall, means } from '../../lexicon.ts';
import { bodiesOf } from '../../syntax/nodes.ts';
import type { Call, Loop, Node, Statement } from '../../syntax/nodes.ts';
import { isParameterKey, plainName } from '../seen/names.ts';
import { keysOf } from '../steps/overExamples.ts';
import {
  boundIn,
  calledName,
  changedBy,
  everyStatement,
  goneThrough,
  isDefinition,
  isNamed,
  lastName,
  madeOnce,
  namesIn,
  namesUsed,
  nodesIn,
  pairsOf,
  rootNameOf,
  statementsIn,
  targetsOf,
  walk,
} from '../seen/survey.ts';
import type { Slip } from '../seen/survey.ts';

/** The first gradient that is that of something else than what is moved by it. */
export function ofOtherExample(statements: readonly Statement[]): Slip | null {
  const all = everyStatement(statements);
  const loops = all.filter((each): each is Loop => each.kind === 'loop');
  return (
    shuffledApart(all) ??
    firstOf(
      loops,
      (loop) =>
        mismatched(loop) ?? batchAlone(loop) ?? crossed(loop) ?? anewForEach(loop) ?? wholeForEach(loop),
    ) ??
    lastAlone(statements)
  );
}

const isExample = (name: string): boolean => /^(?:x(?!y)|inputs?|features?|samples?)(?:_?\w+)?$/i.test(name);
export const isLabel = (name: string): boolean => /^(?:y|labels?|targets?)(?:_?\w+)?$/i.test(name);

const isGradient = (node: Node): node is Call => node.kind === 'call' && isGradientCall(calledName(node));

/** Of an index that is drawn where it stands. */
const DRAWN = 'drawn';

/** `i` of `X[i]`, `X[i, :]` and `X[i:i+1]`, of an index that is drawn where it stands what is drawn there; null of others. */
function indexOf(index: Node | null): string | null {
  if (index?.kind === 'slice')
    return index.bounds?.replace(/,:$|^:,/, '').replace(/^(\w+):\1\+1$/, '$1') ?? null;
  if (index && /^(?:rand\w*|choice|integers)$/.test(calledName(index))) return `${DRAWN} ${index.from}`;
  return index && index.kind !== 'other' ? spelled(index) : null;
}

function spelled(node: Node): string | null {
  if (node.kind === 'name') return node.name;
  if (node.kind === 'number') return String(node.value);
  if (node.kind !== 'binary') return null;
  const [left, right] = [spelled(node.left), spelled(node.right)];
  return left === null || right === null ? null : `${left}${node.operator}${right}`;
}

const MISMATCHED = {
  reason: 'an example with the label of another one',
  help: 'Take both by one index.',
};

interface Entry {
  name: string;
  index: string;
  at: Node;
}

/** `gradient(w, X[i], y[0])` and `X[i] @ w - y[0]` */
function mismatched({ body, names }: Loop): Slip | null {
  const made = madeOnce([...statementsIn(body)]);
  const entriesOf = (node: Node): Entry[] => {
    const entry = (node.kind === 'name' && made.get(node.name)) || node;
    const index = entry.kind === 'entry' && entry.of.kind === 'name' ? indexOf(entry.index) : null;
    return entry.kind === 'entry' && entry.of.kind === 'name' && index !== null
      ? [{ name: entry.of.name, index, at: node }]
      : [];
  };
  const own = names.flatMap(namesIn);
  // `x[0]` may be a part of an example.
  const isOfExample = ({ name, index }: Entry): boolean =>
    isExample(name) && (own.includes(index) || index.startsWith(DRAWN));
  const labelElsewhere = (examples: readonly Entry[], labels: readonly Entry[]): Slip | null => {
    const label = labels.find(({ name }) => isLabel(name));
    const [example] = examples;
    return example && label && example.index !== label.index ? { at: label.at, ...MISMATCHED } : null;
  };
  // Of what a prediction is made of: `pred = X[i] @ w`.
  const within = (node: Node): Entry[] =>
    walk(node).flatMap((part) => {
      const value = part.kind === 'name' ? made.get(part.name) : undefined;
      return value && value.kind !== 'entry' ? walk(value).flatMap(entriesOf) : entriesOf(part);
    });
  return firstOf(nodesIn(body), (node) => {
    if (isGradient(node)) {
      const entries = node.args.flatMap(({ value }) => entriesOf(value));
      return labelElsewhere(
        entries.filter(({ name }) => isExample(name)),
        entries,
      );
    }
    if (node.kind !== 'binary' || node.operator !== '-') return null;
    const [left, right] = [within(node.left), within(node.right)];
    return labelElsewhere(left.filter(isOfExample), right) ?? labelElsewhere(right.filter(isOfExample), left);
  });
}

/** Examples of the batch and all labels, or the other way round: `xb, yb = X[idx], y[idx]` above `gradient(w, xb, y)`. */
function batchAlone({ names, over, body }: Loop): Slip | null {
  const pairs = body.flatMap(pairsOf);
  const isPart = (value: Node): value is Node & { kind: 'entry' } =>
    value.kind === 'entry' && value.of.kind === 'name' && value.index !== null;
  const cut = pairs.flatMap(([target, value]) =>
    target.kind === 'name' && isPart(value) ? [{ own: target.name, of: rootNameOf(value) ?? '' }] : [],
  );
  const wholes = over?.kind === 'call' ? namesIn(over) : [];
  const given = names.flatMap(namesIn).flatMap((own) => {
    const isIts = isLabel(own) ? isLabel : isExample(own) ? isExample : null;
    const of = wholes.find((whole) => isIts?.(whole) === true);
    return of === undefined || of === own ? [] : [{ own, of }];
  });
  const batch = [...cut, ...given].filter(({ own, of }) => own !== of && (isLabel(of) || isExample(of)));
  const used = body
    .filter((each) => !pairsOf(each).some(([, value]) => isPart(value)))
    .flatMap((each) => nodesIn([each]));
  const useOf = (name: string): Node | undefined => used.find(isNamed(name));
  const isMixed = batch.some(({ own }) => useOf(own) !== undefined);
  const whole = batch.find(({ own, of }) => useOf(own) === undefined && useOf(of) !== undefined);
  if (isMixed && whole) return { at: useOf(whole.of)!, ...MISMATCHED };
  return firstOf(body, (each) => wholeLabels(each, body));
}

/** `loss.forward(out, y)` beside `out = X[batch]` */
function wholeLabels(statement: Statement, body: readonly Statement[]): Slip | null {
  const entries = nodesIn(body).flatMap((node) =>
    node.kind === 'entry' && node.of.kind === 'name' && node.index?.kind === 'name' ? [node] : [],
  );
  const drawn = new Set(boundIn(body));
  const isCut = (node: Node & { kind: 'entry' }): boolean =>
    node.index?.kind === 'name' && drawn.has(node.index.name) && isExample(rootNameOf(node) ?? '');
  if (!entries.some(isCut) || statement.kind === 'loop' || statement.kind === 'if' || isDefinition(statement))
    return null;
  const given = nodesIn([statement]).flatMap((node) =>
    node.kind === 'call' &&
    (isOfGradients(calledName(node)) || /^(?:forward|criterion|loss\w*)$/i.test(calledName(node)))
      ? node.args.map(({ value }) => value)
      : [],
  );
  const isBare = (node: Node, is: (name: string) => boolean): boolean =>
    node.kind === 'name' && is(node.name) && !drawn.has(node.name);
  const label = given.find((node) => isBare(node, isLabel));
  const isWhole = given.some((node) => isBare(node, isExample));
  return label && !isWhole ? { at: label, ...MISMATCHED } : null;
}

/** `np.random.shuffle(X)` without the labels, or both apart. */
function shuffledApart(all: readonly Statement[]): Slip | null {
  const nodes = nodesIn(all);
  // Numbers that are drawn twice from one seed are the same.
  if (
    nodes.some(
      (node) => /seed|set_state|RandomState|default_rng/.test(calledName(node)) && isRepeated(node, nodes),
    )
  )
    return null;
  const isData = (name: string): boolean => isExample(name) || isLabel(name);
  const isPaired = nodes.filter(isGradient).some(({ args }) => args.length > 2);
  const names = new Set(namesUsed(all));
  if (!isPaired || ![...names].some(isExample) || ![...names].some(isLabel)) return null;
  const alone = nodes.find(
    (node) =>
      node.kind === 'call' &&
      /^(?:shuffle\w*|permutation)$/.test(calledName(node)) &&
      node.args.filter(({ keyword }) => keyword === null).length === 1 &&
      node.args[0]!.value.kind === 'name' &&
      isData(node.args[0]!.value.name),
  );
  return alone ? { at: alone, ...MISMATCHED } : null;
}

const isRepeated = (node: Node, nodes: readonly Node[]): boolean =>
  nodes.filter((each) => calledName(each) === calledName(node)).length > 1;

/** `for x in X: for y in Y:`, and labels in another order. */
function crossed({ names, over, body }: Loop): Slip | null {
  if (!over) return null;
  const { lists, isZip } = goneThrough(names, over);
  const isTurned = (list: Node): boolean =>
    /^(?:reversed|sorted|shuffled?|permutation)$/.test(calledName(list));
  const hasData =
    lists.some((list) => namesIn(list).some(isExample)) && lists.some((list) => namesIn(list).some(isLabel));
  const turned = lists.find(isTurned);
  if (isZip && hasData && turned && !lists.every(isTurned)) return { at: turned, ...MISMATCHED };
  const inner = body.find(
    (each): each is Loop => each.kind === 'loop' && each.over?.kind === 'name' && isLabel(each.over.name),
  );
  const [one, other] = [names[0], inner?.names[0]];
  if (
    over.kind !== 'name' ||
    !isExample(over.name) ||
    !inner ||
    one?.kind !== 'name' ||
    other?.kind !== 'name'
  )
    return null;
  const at = nodesIn(inner.body)
    .filter(isGradient)
    .find(({ args }) =>
      [one.name, other.name].every((name) => args.some(({ value }) => isNamed(name)(value))),
    );
  return at
    ? { at, reason: 'every example with every label', help: 'Go through both at once, such as by zip.' }
    : null;
}

/** `for i in range(n): g = grad(w); w[i] -= lr * g[i]`: from the second entry on the gradient is that of another point. */
function anewForEach({ names, body }: Loop): Slip | null {
  const own = names.flatMap(namesIn);
  const moved = new Set(
    body.flatMap(changedBy).flatMap((target) => {
      const isOwn =
        target.kind === 'entry' &&
        target.index !== null &&
        namesIn(target.index).some((name) => own.includes(name));
      const name = isOwn ? rootNameOf(target) : null;
      return name !== null && isParameterKey(plainName(name)) ? [name] : [];
    }),
  );
  const at = nodesIn(body.filter((each) => each.kind === 'assign'))
    .filter(isGradient)
    .find(({ args }) => args.some(({ value }) => value.kind === 'name' && moved.has(value.name)));
  return at
    ? {
        at,
        reason: 'a gradient that is taken anew when some entries have moved',
        help: 'Take it above the loop over the entries.',
      }
    : null;
}

/** `for _ in range(len(w)): w -= lr * g` */
function wholeForEach({ names, over, body }: Loop): Slip | null {
  const own = names.flatMap(namesIn);
  const length = over?.kind === 'call' && calledName(over) === 'range' ? over.args.at(-1)?.value : undefined;
  const sized = length?.kind === 'call' && calledName(length) === 'len' ? length.args[0]?.value : undefined;
  const of = sized ? lastName(sized) : null;
  if (of === null || namesUsed(body).some((name) => own.includes(name))) return null;
  const at = body
    .flatMap(targetsOf)
    .find((target) => lastName(target) === of && isParameterKey(plainName(of)));
  return at
    ? { at, reason: `the whole of “${of}” is moved once for every entry`, help: 'Move it once.' }
    : null;
}

/** `loss_and_grads` */
export const isOfGradients = (name: string): boolean => isGradientCall(name) || /grad/i.test(name);

/** `opt.step(grads)` */
const isStepCall = (statement: Statement): boolean =>
  statement.kind === 'do' && /^(?:step|update\w*|apply\w*)$/.test(calledName(statement.value));

/** `for i in range(n): g = grad(w, X[i], y[i])`, and behind it `w = w - lr * g`. */
function lastAlone(statements: readonly Statement[]): Slip | null {
  return firstOf(statements.entries(), ([i, each]) => {
    const inner = firstOf(bodiesOf(each), lastAlone);
    if (inner || each.kind !== 'loop') return inner;
    const keys = keysOf(each, each.names.flatMap(namesIn));
    const made = each.body.flatMap((own) =>
      own.kind === 'assign' &&
      own.operator === '' &&
      isOfGradients(calledName(own.value)) &&
      namesUsed([own]).some((name) => keys.includes(name))
        ? targetsOf(own).filter(
            (target) =>
              target.kind === 'name' && target.name !== '_' && !means('objective', plainName(target.name)),
          )
        : [],
    );
    const lost = made.find((target) => {
      const isIt = isNamed((target as Node & { kind: 'name' }).name);
      const isUsed = nodesIn(each.body).filter(isIt).length > 1;
      const behind = statements.slice(i + 1);
      const isTaken = (next: Statement): boolean => changedBy(next).length > 0 || isStepCall(next);
      return !isUsed && behind.some((next) => isTaken(next) && nodesIn([next]).some(isIt));
    });
    return lost
      ? {
          at: lost,
          reason: 'the gradient of the last example alone',
          help: 'Add them up, or move the parameters in the loop.',
        }
      : null;
  });
}
