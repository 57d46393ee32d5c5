/** What a program does behind the loop that takes the steps: the parameters stay what the steps have made of them, and they are given back. */
import { firstOf } from '../../first.ts';
import { means } from '../../lexicon.ts';
import { isPlace } from '../../syntax/nodes.ts';
import type { Node, Parameter, Statement } from '../../syntax/nodes.ts';
import { isGradientKey, plainName, withoutOwner } from '../seen/names.ts';
import {
  calledName,
  changedBy,
  lastName,
  namesUsed,
  nodesIn,
  pairsOf,
  parametersOf,
  rootNameOf,
  statementsIn,
  targetsOf,
  walk,
} from '../seen/survey.ts';
import type { Slip } from '../seen/survey.ts';

/** What stands around a loop over steps. */
export interface Surroundings {
  /** What is done behind it, down to the next loop over steps. */
  behind: readonly Statement[];
  /** What its function does before it; null of a loop that stands in none. */
  before: readonly Statement[] | null;
}

/** Of a loop over steps; of what else takes steps nothing is known. */
export interface Loop {
  around?: Surroundings;
  body: readonly Statement[];
  /** Of the function that it stands in. */
  name: string;
  parameters: readonly Parameter[];
}

/** The rule of one parameter. */
interface Moved {
  parameter: string;
  schedule: { instructions: readonly { target: string }[] };
}

/** What the loop makes. */
interface Made {
  /** The parameters that it moves, by their plain names. */
  moved: readonly string[];
  /** Its states and what it computes on the way. */
  computed: ReadonlySet<string>;
  body: readonly Statement[];
}

const keyOf = (node: Node): string => plainName(lastName(node) ?? rootNameOf(node) ?? '');

/** A copy of it, and it itself under the name of a field. */
function isSame(node: Node, isIt: (node: Node) => boolean): boolean {
  if (isIt(node)) return true;
  if (node.kind === 'member') return means('identity', node.name) && isSame(node.of, isIt);
  if (node.kind !== 'call' || !means('identity', calledName(node))) return false;
  const [first] = node.args;
  return isSame(node.of.kind === 'member' && !first ? node.of.of : (first?.value ?? node.of), isIt);
}

/** What of an expression is not computed with: `w` of `(w, f(w))` and `{"x": w}`, and not of `w - w0`. */
function given(node: Node): Node[] {
  if (node.kind === 'binary' || node.kind === 'minus') return [node];
  if (node.kind === 'tuple') return node.items.flatMap(given);
  if (node.kind === 'call') return [node, ...walk(node)];
  return [node];
}

/** `w += lr * g` and `w = w0` behind the loop. */
function changed(behind: readonly Statement[], { moved }: Made): Slip | null {
  return firstOf(statementsIn(behind), (each) => {
    // "normalise w"
    const told = each.kind === 'do' && each.value.kind === 'other' ? each.value.why : undefined;
    if (told?.isSlip) return { at: each, reason: told.message, help: told.help };
    const at = changedBy(each).find((target) => moved.includes(keyOf(target)));
    if (!at) return null;
    const isIt = (node: Node): boolean => /^(?:name|member)$/.test(node.kind) && keyOf(node) === keyOf(at);
    const pairs = pairsOf(each).filter(([target]) => target === at);
    // `self.w = w`, `w = np.array(w)`
    if (pairs.length > 0 && pairs.every(([, value]) => isSame(value, isIt))) return null;
    const reason = `“${keyOf(at)}” is changed behind the steps`;
    return { at: each, reason, help: 'Leave it as the steps have made it.' };
  });
}

/** `return w0`, `return m`, `return -w`, `return history[0]` */
function returnsOther(behind: readonly Statement[], made: Made, starts: ReadonlySet<string>): Slip | null {
  const { moved, computed, body } = made;
  const kept = new Set(
    [...statementsIn(body)].flatMap((each) => {
      const isCall = each.kind === 'do' && each.value.kind === 'call' && each.value.of.kind === 'member';
      const list =
        isCall && each.value.kind === 'call' && each.value.of.kind === 'member' ? each.value.of.of : null;
      return list && namesUsed([each]).some((name) => moved.includes(plainName(name))) ? [keyOf(list)] : [];
    }),
  );
  const isMoved = (node: Node): boolean => moved.includes(keyOf(node));
  const isEarlier = (node: Node): boolean =>
    node.kind === 'entry' &&
    kept.has(keyOf(node.of)) &&
    /^(?:number|minus)$/.test(node.index?.kind ?? '') &&
    !isLast(node.index!);
  const isOther = (node: Node): boolean => {
    if (node.kind === 'binary' || node.kind === 'minus') return walk(node).some(isMoved);
    const key = keyOf(node);
    return isEarlier(node) || (isPlace(node) && (starts.has(key) || computed.has(key) || isGradientKey(key)));
  };
  return firstOf(statementsIn(behind), (each) => {
    if (each.kind !== 'return') return null;
    const nodes = given(each.value);
    const isWhole = nodes.some(
      (node) =>
        (isMoved(node) && node.kind !== 'binary' && node.kind !== 'minus') ||
        (kept.has(keyOf(node)) && !isEarlier(node)),
    );
    const other = isWhole ? undefined : nodes.find(isOther);
    return other
      ? { at: each, reason: 'something else is given back than the parameters', help: GIVE_BACK }
      : null;
  });
}

const isLast = (index: Node): boolean =>
  index.kind === 'minus' && index.of.kind === 'number' && index.of.value === 1;

const GIVE_BACK = 'Return the parameters that the steps have moved.';

/** A copy that the function makes, moves, and neither shows nor gives back. */
function isLost({ behind, before }: Surroundings, { moved, body }: Made, name: string): boolean {
  if (!before || /^(?:main|demo|run|example|test\w*)?$/i.test(name)) return false;
  const isLocal = [...statementsIn(before)].some(
    (each) =>
      each.kind === 'assign' &&
      each.operator === '' &&
      targetsOf(each).some((target) => target.kind === 'name' && moved.includes(plainName(target.name))),
  );
  const isReturned = [...statementsIn(behind), ...statementsIn(body)].some(({ kind }) => kind === 'return');
  const shown = [...behind, ...[...statementsIn(body)].filter(({ kind }) => kind === 'do')];
  // x = yield w
  const isUnread = nodesIn(body).some(({ kind }) => kind === 'other');
  return isLocal && !isReturned && !isUnread && !nodesIn(shown).some((node) => moved.includes(keyOf(node)));
}

/** w0 and w_init of w. */
const isStartOf = (key: string, moved: string): boolean =>
  key.startsWith(`${moved}_`) && /^(?:0|init|initial|start)$/.test(key.slice(moved.length + 1));

/**
 * What spoils the result of the steps; null where it stays what it is.
 *
 * @param rules those of the parameters that the loop moves
 */
export function spoilt({ around, body, name, parameters }: Loop, rules: readonly Moved[]): Slip | null {
  if (!around) return null;
  const moved = rules.map(({ parameter }) => withoutOwner(parameter));
  const instructions = rules.flatMap(({ schedule }) => schedule.instructions);
  const computed = new Set(instructions.map(({ target }) => target.replace(/#.*/, '')));
  const made: Made = { moved, computed, body };
  const { behind, before } = around;
  const values = [...statementsIn(before ?? [])]
    .flatMap(pairsOf)
    .flatMap(([target, value]) => (moved.includes(keyOf(target)) ? walk(value) : []));
  const starts = [
    ...values.flatMap((node) => (node.kind === 'name' ? [plainName(node.name)] : [])),
    ...parametersOf({ parameters })
      .map(plainName)
      .filter((key) => moved.some((each) => isStartOf(key, each))),
  ].filter((key) => !moved.includes(key));
  const [at] = body;
  return (
    changed(behind, made) ??
    (before ? returnsOther(behind, made, new Set(starts)) : null) ??
    (at && isLost(around, made, name)
      ? { at, reason: 'the parameters are moved and not given back', help: GIVE_BACK }
      : null)
  );
}
