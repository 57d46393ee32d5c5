/** Which way a program goes at a condition: always the same one, or another one at the first step. */
import { isNumber, isPlace } from '../../syntax/nodes.ts';
import type { Node } from '../../syntax/nodes.ts';
import { isTimeName, plainName } from '../seen/names.ts';
import { calledName, lastName, walk } from '../seen/survey.ts';

/** What is done always, or at the first step alone, or at all others. */
export type Way = 'then' | 'otherwise' | 'start' | 'later';

/** What a program knows of the places that a test asks for. */
export interface Known {
  /** What it holds, where that is a truth value. */
  truthOf: (node: Node) => boolean | null;
  /** A gradient, or made by a step: it has another value in every step. */
  isMade: (node: Node) => boolean;
  /** A gradient, or parameters: a step is given them. */
  isGiven: (node: Node) => boolean;
  /** What a loop counts within the step. */
  isCounted: (node: Node) => boolean;
  textOf: (node: Node) => string;
}

const OPPOSITE: Record<Way, Way> = { then: 'otherwise', otherwise: 'then', start: 'later', later: 'start' };

/** Asks whether something is there. */
const HAS = /^(?:hasattr|has|hasOwn|hasOwnProperty|containsKey|contains_key)$/;
/** Gives what is there, which is nothing before it is made. */
const GIVES = /^(?:get|len|keys|getattr)$/;

/** What counts the steps, where it is compared with the first. */
const COUNTS_STEPS = /^(?:t|step|i|k|iter|iteration|epoch)$/;

/** The length of v, of `v.length`, `len(v)`, `v.shape` and `v.size()`. */
const isLength = (node: Node): boolean =>
  node.kind === 'member'
    ? /^(?:length|size|shape)$/.test(node.name)
    : /^(?:len|size)$/.test(calledName(node));

/** What is asked for by `v is None`, `"v" not in state`, `len(v) == 0`, and by what is said of its first time; null of any other. */
function wayOfPair({ operator, left, right }: Node & { kind: 'binary' }, known: Known): Way | null {
  const isSame = /^(?:===?|is)$/.test(operator);
  const isOther = /^(?:!==?|is not)$/.test(operator);
  const sense = (way: Way): Way | null => (isSame ? way : isOther ? OPPOSITE[way] : null);
  if (right.kind === 'nothing' || left.kind === 'nothing') return sense('start');
  // One of a few words is no state.
  if (operator === 'in' || operator === 'not in')
    return right.kind === 'tuple' ? null : operator === 'in' ? 'later' : 'start';
  if (isLength(left)) {
    if (isNumber(right, 0)) return operator === '>' ? 'later' : sense('start');
    // `len(v) != len(w)`, before v has been given its length
    return isLength(right) && isOther ? 'start' : null;
  }
  const name = lastName(left);
  if (isSame && isNumber(right, 0, 1) && name !== null && COUNTS_STEPS.test(name))
    return known.isCounted(left) ? null : 'start';
  const isUsed = /^(?:!==?|>)$/.test(operator) && isNumber(right, 0) && isPlace(left);
  return isUsed && !isTime(left) && !known.isMade(left) ? 'then' : null;
}

const isTime = (node: Node): boolean => isTimeName(plainName(lastName(node) ?? ''));

/** `nesterov`, `v`, `hasattr(self, "v")` */
function wayOfOne(node: Node, known: Known): Way | null {
  if (node.kind === 'call') return HAS.test(calledName(node)) || isLength(node) ? 'later' : null;
  const truth = known.truthOf(node);
  if (truth !== null) return truth ? 'then' : 'otherwise';
  if (isLength(node)) return 'later';
  if (!isPlace(node) || isTime(node)) return null;
  return known.isMade(node) ? 'later' : 'then';
}

/** `not v`: what is not there yet, or is known to be false. */
function wayOfDenied(node: Node, known: Known): Way | null {
  const truth = known.truthOf(node);
  if (truth !== null) return truth ? 'otherwise' : 'then';
  if (isPlace(node)) return 'start';
  if (node.kind === 'call')
    return HAS.test(calledName(node)) || GIVES.test(calledName(node)) ? 'start' : null;
  const way = wayOf(node, known);
  return way && OPPOSITE[way];
}

/** `self.v is None and w is not None`: that w is there is no question of time. */
function ofBoth(one: Node, other: Node, known: Known): Way | null {
  const [a, b] = [wayOf(one, known), wayOf(other, known)];
  if (a === 'otherwise' || b === 'otherwise') return 'otherwise';
  if (a === null || b === null || a === b) return a === b ? a : null;
  if (a === 'then' || b === 'then') return a === 'then' ? b : a;
  const isThere = (node: Node): boolean =>
    askedIn(node)
      .flat()
      .every((each) => known.isGiven(each));
  return isThere(a === 'later' ? one : other) ? 'start' : null;
}

function ofEither(one: Node, other: Node, known: Known): Way | null {
  const [a, b] = [wayOf(one, known), wayOf(other, known)];
  if (a === 'otherwise' || b === 'otherwise') return a === 'otherwise' ? b : a;
  return a === b ? a : null;
}

const isBoth = (operator: string): boolean => operator === 'and' || operator === '&&';
const isEither = (operator: string): boolean => operator === 'or' || operator === '||';

/** Only a question whether something is there yet is one of the first time. */
export function wayOf(test: Node, known: Known): Way | null {
  if (test.kind === 'truth') return test.value ? 'then' : 'otherwise';
  if (test.kind === 'not') return wayOfDenied(test.of, known);
  if (test.kind === 'other') return wayTold(known.textOf(test));
  if (test.kind !== 'binary') return wayOfOne(test, known);
  if (isBoth(test.operator)) return ofBoth(test.left, test.right, known);
  if (isEither(test.operator)) return ofEither(test.left, test.right, known);
  return wayOfPair(test, known);
}

/** `if t = 1 then` and `if v is None` of pseudo-code. */
function wayTold(text: string): Way | null {
  const [, told] = /^if\s+\(?(.*?)\)?(?:\s+then)?[\s:]*$/i.exec(text) ?? [];
  if (told === undefined || /\b(?:and|or|mod)\b|%|&|\|/i.test(told)) return null;
  if (/\bis not None\b|!=\s*(?:None|null)/i.test(told)) return 'later';
  return /\bis None\b|=\s*(?:None|null)\b|^not\s+\w+$|^(?:t|step|i|k|iter|iteration|epoch)\s*={1,3}\s*[01]$/.test(
    told,
  )
    ? 'start'
    : null;
}

/** What a test asks for: of several questions of which one is enough those of each, and of those that belong together all. */
export function askedIn(test: Node): Node[][] {
  if (test.kind === 'not') return askedIn(test.of);
  if (test.kind !== 'binary') return [[test.kind === 'named' ? test.target : test]];
  const { operator, left, right } = test;
  if (isEither(operator)) return [...askedIn(left), ...askedIn(right)];
  if (isBoth(operator)) return [[...askedIn(left), ...askedIn(right)].flat()];
  if (operator !== 'in' && operator !== 'not in') return [[left.kind === 'named' ? left.target : left]];
  // `"v" in state` asks for v, and `k in v`, too.
  return [[...walk(left).filter(({ kind }) => kind === 'string'), right]];
}
