/** Where a rule that is none of the known ones differs from the one that was asked for: the smallest terms, as they are written. */
import { means } from '../lexicon.ts';
import { formatNumber } from '../../numbers.ts';
import { findOptimizer } from '../../optimizers/index.ts';
import { nearestOf, referenceOf } from './alignment.ts';
import type { Alignment } from './alignment.ts';
import { differ, exchanged, singleOf } from './differ.ts';
import type { Difference } from './differ.ts';
import { LETTERS, referencesOf } from '../lookup/forms.ts';
import { spelled, spelledName, spelledState } from './spelled.ts';
import type { Naming } from './spelled.ts';
import { areSame, keyOf, mapped } from './term.ts';
import type { Term } from './term.ts';
import type { Assignment } from '../lookup/assignments.ts';
import type { Code } from '../run/code.ts';
import type { ParsedRule } from '../parse.ts';

/** More than these say no more than that it is another rule. */
const MAX_TOLD = 2;

/** What something costs of which the rule has nothing. */
const MUCH = 8;

/** A difference in one place of one equation is not looked for further. */
const SMALL = 3;

/** @returns such as “in “u”: “g²” stands where AdaMax has “|g|””; empty where no equation differs */
export function wordsOfDifferences(
  rule: ParsedRule,
  optimizer: string,
  known: Assignment = new Map(),
): string[] {
  const title = findOptimizer(optimizer)?.title ?? optimizer;
  const found = nearestOf(rule, referencesOf(optimizer).map(referenceOf), known).map((alignment) =>
    differencesOf(rule, alignment),
  );
  const best = found.sort((a, b) => costOf(a) - costOf(b))[0];
  const unused = rule.unused.map((name) => `“${spelledName(name)}” is computed and never used`);
  if (!best) return unused;
  const naming = namingOf(rule, best.alignment);
  const differences = best.differences.filter((told) => !saysNothing(told, naming));
  // Of many the largest say most.
  if (differences.length > MAX_TOLD) differences.sort((a, b) => sizeOf(b) - sizeOf(a));
  return [...unused, ...differences.map((each) => said(each, title, naming))].slice(0, MAX_TOLD);
}

/** The same is written on both sides: what is meant by it is another thing, and that is told where it is made. */
function saysNothing(told: Told, naming: Naming): boolean {
  if (told.of !== 'equation' || told.difference.kind !== 'replaced') return false;
  const { found, expected, within } = told.difference;
  return spelled(found, ownNames(within)) === spelled(expected, naming);
}

/** A difference, or something of which the rule has nothing. */
type Told =
  | { of: 'equation' | 'point'; difference: Difference }
  | { of: 'memory'; expected: Term; unmade?: string }
  | { of: 'start'; name: string; found: number; expected: number }
  | { of: 'no point'; expected: Term | null; found: Term | null };

interface Compared {
  alignment: Alignment;
  differences: Told[];
}

const sizeOf = (told: Told): number => ('difference' in told ? told.difference.cost : MUCH);

const costOf = ({ alignment, differences }: Compared): number =>
  differences.reduce((sum, each) => sum + sizeOf(each), 2 * alignment.unlikely);

function differencesOf(rule: ParsedRule, alignment: Alignment): Compared {
  const { names, scene, reference } = alignment;
  const differences: Told[] = [];
  const compare = (found: Term, expected: Term, name: string): void => {
    let own = differ(found, expected, name);
    const cost = own.reduce((sum, each) => sum + each.cost, 0);
    if (cost > SMALL) own = singleOf(found, expected, name, cost) ?? own;
    const helpers = [...scene.made.values()].filter((term) => term !== found);
    if (own.length > 1) own = [...exchanged(found, expected, helpers, name), ...own].slice(0, own.length);
    differences.push(...own.map((difference): Told => ({ of: 'equation', difference })));
  };
  const lost: Told[] = [];
  for (const own of reference.memory) {
    const expected = reference.scene.made.get(own)!;
    const name = names.get(own);
    if (name === undefined) {
      lost.push({ of: 'memory', expected });
      continue;
    }
    compare(scene.made.get(name)!, expected, name);
    const [start, meant] = [startOf(rule, name), startOf(reference.rule, own)];
    if (!Object.is(start, meant)) differences.push({ of: 'start', name, found: start, expected: meant });
  }
  const moved = reference.scene.made.get(reference.rule.parameter)!;
  compare(scene.made.get(rule.parameter)!, moved, rule.parameter);
  const [found, expected] = [scene.lookahead, reference.scene.lookahead];
  if (found && expected)
    differences.push(...differ(found, expected, '').map((difference): Told => ({ of: 'point', difference })));
  else if (found ?? expected) differences.push({ of: 'no point', found, expected });
  // A state that is told in words alone is no constant, nor what it starts with: what that comes to says nothing.
  const unmade =
    rule.constants.map(({ name }) => name).find((name) => means('state', name)) ??
    [...scene.made].find(([, { code }]) => code.kind === 'number')?.[0];
  const [first] = lost;
  if (unmade !== undefined && first?.of === 'memory')
    return { alignment, differences: [{ ...first, unmade }] };
  return { alignment, differences: [...differences, ...lost] };
}

/** What a name is before the first step. */
function startOf({ machine }: ParsedRule, name: string): number {
  return machine.schedule.positions.includes(name)
    ? NaN
    : (machine.initial(1).slots.get(name)?.[0]?.[0] ?? 0);
}

function said(told: Told, title: string, naming: Naming): string {
  switch (told.of) {
    case 'equation':
      return `in “${spelledName(told.difference.within)}”: ${inWords(told.difference, title, naming)}`;
    case 'point':
      return `where the gradient is taken, ${inWords(told.difference, title, naming)}`;
    case 'start':
      return `“${spelledName(told.name)}” starts at ${formatNumber(told.found)}, by ${title} at ${formatNumber(told.expected)}`;
    case 'memory':
      if (told.unmade !== undefined)
        return `no equation makes “${spelledName(told.unmade)}”; ${title} keeps “${spelled(told.expected, () => null)}”`;
      return `nothing keeps what ${title} keeps, “${spelled(told.expected, naming)}”`;
    case 'no point':
      return told.found
        ? `the gradient is taken at “${spelled(told.found, ownNames(''))}”, by ${title} at the parameters`
        : `the gradient is taken at the parameters, by ${title} at “${spelled(told.expected!, naming)}”`;
  }
}

function inWords(difference: Difference, title: string, naming: Naming): string {
  const own = ownNames(difference.within);
  switch (difference.kind) {
    case 'replaced': {
      const { found, expected } = difference;
      const [one, other] = [spelled(found, own), spelled(expected, naming)];
      const how = relationOf(found, expected);
      return `“${one}” stands where ${title} has “${other}”${how && ` (${how})`}`;
    }
    case 'reciprocal':
      return `“${spelled(difference.found, own)}” is upside down; ${title} has “${spelled(difference.expected, naming)}”`;
    case 'sign': {
      const [is, meant] = difference.isAdded ? ['added', 'taken off'] : ['taken off', 'added'];
      return `“${spelled(difference.found, own)}” is ${is}; by ${title} it is ${meant}`;
    }
    case 'extra':
    case 'missing': {
      const isExtra = difference.kind === 'extra';
      const text = `“${spelled(difference.term, isExtra ? own : naming)}”`;
      const what = {
        summand: `the term ${text}`,
        factor: `the factor ${text}`,
        divisor: `the division by ${text}`,
      }[difference.as];
      const whole = difference.as === 'summand' ? '' : `in “${spelled(difference.of, own)}” `;
      return whole + (isExtra ? `${title} does not have ${what}` : `${what}, which ${title} has, is missing`);
    }
  }
}

/** Helpers by their names, but for the one whose equation is spoken of. */
const ownNames =
  (within: string): Naming =>
  ({ helper }) =>
    helper === null || helper === within ? null : spelledName(helper);

const RELATIONS: readonly [how: string, of: (x: number) => number][] = [
  ['the root is missing', Math.sqrt],
  ['the square is missing', (x) => x * x],
  ['it is upside down', (x) => 1 / x],
  ['the other sign', (x) => -x],
  ['without its absolute value', Math.abs],
];

function relationOf(found: Term, expected: Term): string {
  const [one, other] = [found.code, expected.code];
  if (one.kind === 'time' && other.kind === 'time') return 'it counts the steps from another number';
  if (one.kind === 'state' && other.kind === 'state' && one.slot !== other.slot)
    return one.slot < other.slot ? 'it is that of the step before' : '';
  const [inner] = one.kind === 'call' && one.name === 'sqrt' ? found.parts : [];
  if (inner && areSame(inner.values, expected.values)) return 'a root too much';
  const missing = RELATIONS.find(([, of]) => areSame(mapped([found.values], of), expected.values));
  const squares = mapped([expected.values], (x) => x * x);
  return missing?.[0] ?? (areSame(squares, found.values) ? 'a square too much' : '');
}

/** Terms of the reference by the names that the rule has for them. */
function namingOf({ parameter }: ParsedRule, { reference, roles, names, scene }: Alignment): Naming {
  const constants = new Map(
    [...roles].map(([name, { hyperparameter, complement }]) => [
      hyperparameter,
      complement ? `(1 − ${spelledName(name)})` : spelledName(name),
    ]),
  );
  const states = new Map([...names, [reference.rule.parameter, parameter]]);
  const meant = new Map([...states].map(([own, name]) => [name, reference.scene.made.get(own)!]));
  const own = new Map([...scene.made].map(([name, term]) => [keyOf(meant.get(name) ?? term), name]));
  return (term) => {
    const { code, size } = term;
    if (code.kind === 'constant') return constants.get(LETTERS[code.name]!) ?? null;
    if (code.kind === 'history') return spelled({ ...term, code: renamed(code) }, () => null);
    const name = 'name' in code && code.name !== null ? states.get(code.name) : undefined;
    if (code.kind === 'state' && name !== undefined) return spelledState(name, code.slot);
    const made = size > 1 ? own.get(keyOf(term)) : undefined;
    return made === undefined ? null : spelledName(made);
  };
  /** With the constants' own names. */
  function renamed(code: Code): Code {
    if (code.kind === 'constant')
      return { kind: 'constant', name: constants.get(LETTERS[code.name]!) ?? code.name };
    if (code.kind === 'binary') return { ...code, left: renamed(code.left), right: renamed(code.right) };
    return code.kind === 'history' ? { ...code, body: renamed(code.body) } : code;
  }
}
