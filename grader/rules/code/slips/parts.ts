/** Where a program computes a part of what is meant as a whole: one entry, a slice, a view, the first turn of a loop. */
import { firstOf } from '../../first.ts';
import { means } from '../../lexicon.ts';
import { bodiesOf } from '../../syntax/nodes.ts';
import type { Node, Statement } from '../../syntax/nodes.ts';
import type { Slip } from '../seen/survey.ts';
import { isQuantity, plainName } from '../seen/names.ts';
import {
  calledName,
  changedBy,
  lastName,
  namesIn,
  pairsOf,
  rootNameOf,
  targetsOf,
  VIEWS,
  walk,
} from '../seen/survey.ts';

const ALL = 'Use one index for all, or none.';

/** s of `s[0]`, `s.flat[0]` and `s.reshape(-1)[0]`, and of x where x is `s[:]`. */
export function arrayOf(node: Node, views: ReadonlyMap<string, string>): string | null {
  if (node.kind === 'name') return views.get(node.name) ?? node.name;
  if (node.kind === 'entry') return arrayOf(node.of, views);
  if (node.kind === 'member') return VIEWS.test(node.name) ? arrayOf(node.of, views) : null;
  return node.kind === 'call' && node.of.kind === 'member' && VIEWS.test(calledName(node))
    ? arrayOf(node.of.of, views)
    : null;
}

/** What a model says for an example. */
const PREDICTION = /^(?:y_?(?:hat|pred)|pred(?:ict\w*|s)?)$/i;

const isOfNumber = ({ index }: Node & { kind: 'entry' }): boolean =>
  index?.kind === 'number' || (index?.kind === 'minus' && index.of.kind === 'number');

/**
 * `cache = decay * cache[i] + (1 - decay) * g**2` and `g[0] = 0; w = w - lr * g`: one entry, or a slice, of what is computed as
 * a whole beside it.
 */
function oneAndAll(statements: readonly Statement[]): Slip | null {
  const [whole, computed] = [new Set<string>(), new Set<string>()];
  const views = new Map<string, string>();
  const entries: (Node & { kind: 'entry' })[] = [];
  for (const statement of statements) {
    const targets = targetsOf(statement);
    // loss = (w[0] - 3)**2, y_hat = w[0] * x + w[1]
    const isOfModel = targets.some(
      (each) => means('objective', plainName(lastName(each) ?? '')) || PREDICTION.test(lastName(each) ?? ''),
    );
    if ((statement.kind !== 'assign' && statement.kind !== 'return') || isOfModel) continue;
    const isComputed =
      statement.kind === 'assign' && (statement.value.kind === 'binary' || statement.operator !== '');
    for (const target of isComputed ? targets : [])
      if (target.kind === 'name') for (const names of [whole, computed]) names.add(target.name);
    for (const [target, value] of pairsOf(statement)) {
      const of = value.kind === 'number' ? null : arrayOf(value, views);
      if (target.kind === 'name' && of !== null && value.kind !== 'name') views.set(target.name, of);
    }
    for (const node of walk(statement.value)) {
      const operands =
        node.kind === 'binary' ? [node.left, node.right] : node.kind === 'minus' ? [node.of] : [];
      for (const operand of operands) if (operand.kind === 'name') whole.add(operand.name);
      const isOne =
        node.kind === 'entry' && /^(?:name|number|minus|binary|slice)$/.test(node.index?.kind ?? '');
      const isSlice = node.kind === 'entry' && node.index?.kind === 'slice';
      if (isOne && (isSlice || statement.value !== node)) entries.push(node);
    }
    for (const target of targets)
      if (target.kind === 'entry' && (isOfNumber(target) || target.index?.kind === 'slice'))
        entries.push(target);
  }
  // What is made once, and not of itself, as `X = np.random.rand(100, 1)` is, is data.
  const moved = statements.filter(
    (each) =>
      each.kind !== 'assign' ||
      each.operator !== '' ||
      targetsOf(each).some(({ kind }) => kind !== 'name') ||
      targetsOf(each).some((target) => namesIn(each.value).includes(rootNameOf(target)!)),
  );
  const assigned = new Set(moved.flatMap(changedBy).flatMap((target) => rootNameOf(target) ?? []));
  // `X_b[i:i+1]` and `X[idx]`: an example, or a batch of them; `y[:split]`: those to learn from.
  const isData = (name: string, index: Node | null): boolean =>
    index?.kind === 'slice'
      ? /^[XY](?:_\w+)?$/.test(name) || (/^[xyt](?:_\w+)?$/.test(name) && !assigned.has(name))
      : index?.kind === 'name' && /^X(?:_\w+)?$/.test(name) && !assigned.has(name);
  const at = entries.find(({ of, index }) => {
    const name = arrayOf(of, views);
    if (name === null || isData(name, index)) return false;
    const isOfRule = isQuantity(plainName(name));
    return whole.has(name) ? computed.has(name) || isOfRule : isOfRule && index?.kind === 'slice';
  });
  if (!at) return null;
  const name = arrayOf(at.of, views)!;
  const part = at.index?.kind === 'slice' ? 'a part' : 'one entry';
  return { at, reason: `${part} of “${name}”, of which all are computed beside it`, help: ALL };
}

/** The first such entry of a list of statements, and of those within it. */
export const partAlone = (statements: readonly Statement[]): Slip | null =>
  oneAndAll(statements) ??
  firstOf(statements, (statement) => firstOf(bodiesOf(statement), (body) => partAlone(body)));

/** `for i in range(n): w[i] -= lr * g[i]; break`, and a `return` that stands too far to the right. */
export function firstTurnAlone({ body }: Statement & { kind: 'loop' }): Slip | null {
  const isEnd = ({ kind }: Statement): boolean => kind === 'return' || kind === 'break';
  // Nothing comes to what stands behind a `continue`.
  const at = body.find((each, i) => isEnd(each) || (each.kind === 'skip' && i < body.length - 1));
  return at
    ? { at, reason: 'a loop that ends with its first turn', help: 'End it when all turns are made.' }
    : null;
}
