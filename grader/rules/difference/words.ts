/** Where a rule that is none of the known ones differs from the one that was asked for: the smallest terms, as they are written. */
import { formatNumber } from '../../numbers.ts';
import { findOptimizer } from '../../optimizers/index.ts';
import { nearestOf, referenceOf } from './alignment.ts';
import type { Alignment } from './alignment.ts';
import { costOf, differ, exchanged, singleOf } from './differ.ts';
import type { Difference } from './differ.ts';
import { LETTERS, referencesOf } from '../lookup/forms.ts';
import { spelled, spelledName, spelledState } from './spelled.ts';
import type { Naming } from './spelled.ts';
import { areSame, keyOf, mapped } from './term.ts';
import type { Term } from './term.ts';
import type { Assignment } from '../lookup/assignments.ts';
import type { ParsedRule } from '../parse.ts';
import { within } from '../run/code.ts';
import type { Code } from '../run/code.ts';

/** More than these say no more than that it is another rule. */
const MAX_TOLD = 2;

/** What something costs of which the rule has nothing. */
const MUCH = 8;

/** A difference in one place of one equation is not looked for further. */
const SMALL = 3;

/** Where a rule differs from the optimizer that was asked for. */
export interface Told {
  /** Such as “in “u”: “g²” stands where AdaMax has “|g|””; the largest, and none where no equation differs. */
  words: string[];
  /** One term is all: put right, the rule is the optimizer. */
  isOneTerm: boolean;
  /** The one term is a constant that is a factor and stands nowhere else: where it is 1, the rule is the optimizer. */
  factor: string | null;
}

export function wordsOfDifferences(rule: ParsedRule, optimizer: string, known: Assignment = new Map()): Told {
  const title = findOptimizer(optimizer)?.title ?? optimizer;
  const [best = []] = nearestOf(rule, referencesOf(optimizer).map(referenceOf), known)
    .map((alignment) => ({ told: differencesOf(rule, alignment, title), doubt: alignment.doubt }))
    .sort((a, b) => costOf(a.told) + a.doubt - costOf(b.told) - b.doubt)
    .map(({ told }) => told);
  const told = best.filter(({ text }) => text !== null);
  // Of many the largest say most.
  if (told.length > MAX_TOLD) told.sort((a, b) => b.cost - a.cost);
  const unused = rule.unused.map((name) => `“${spelledName(name)}” is computed and never used`);
  const words = [...new Set([...unused, ...told.map(({ text }) => text!)])];
  const isOneTerm = words.length === 1;
  return { words: words.slice(0, MAX_TOLD), isOneTerm, factor: isOneTerm ? openFactor(rule, told[0]) : null };
}

/** A factor that may be 1, and which stands nowhere else. */
function openFactor({ constants, machine }: ParsedRule, difference: Worded | undefined): string | null {
  const { name, value } = constants.find((each) => each.name === difference?.factor) ?? {};
  const isIt = (code: Code): boolean => code.kind === 'constant' && code.name === name;
  const isOnce = machine.schedule.instructions.flatMap(({ code }) => within(code)).filter(isIt).length === 1;
  return name !== undefined && (value ?? 1) === 1 && isOnce ? spelledName(name) : null;
}

/** A difference in words. */
interface Worded {
  /** The constant that stands where the reference has the factor 1. */
  factor?: string | null;
  /** Null where both sides read the same: what is meant by it is another thing, and that is told where it is made. */
  text: string | null;
  cost: number;
}

function differencesOf(rule: ParsedRule, alignment: Alignment, title: string): Worded[] {
  const { names, scene, reference } = alignment;
  const naming = namingOf(rule, alignment);
  const helpers = [...scene.made.values()];
  const told: Worded[] = [];
  const lost: Worded[] = [];
  const compare = (name: string, own: string): void => {
    const [found, expected] = [scene.made.get(name)!, reference.scene.made.get(own)!];
    let differences = differ(found, expected, name);
    const cost = costOf(differences);
    if (cost > SMALL) differences = singleOf(found, expected, name, cost) ?? differences;
    if (differences.length > 1) differences = exchanged(found, expected, helpers, name) ?? differences;
    told.push(
      ...differences.map((each) => inWords(each, `in “${spelledName(each.within)}”:`, title, naming)),
    );
  };
  for (const own of reference.memory) {
    const name = names.get(own);
    if (name === undefined) {
      const kept = spelled(reference.scene.made.get(own)!, naming);
      lost.push({ text: `nothing keeps what ${title} keeps, “${kept}”`, cost: MUCH });
      continue;
    }
    compare(name, own);
    const [start, meant] = [startOf(rule, name), startOf(reference.rule, own)];
    if (start !== null && meant !== null && start !== meant) {
      const numbers = `${formatNumber(start)}, by ${title} at ${formatNumber(meant)}`;
      told.push({ text: `“${spelledName(name)}” starts at ${numbers}`, cost: MUCH });
    }
  }
  compare(rule.parameter, reference.rule.parameter);
  return [...told, ...ofPoint(alignment, title, naming), ...lost];
}

/** Of where the gradient is taken, if not at the parameters. */
function ofPoint({ scene, reference }: Alignment, title: string, naming: Naming): Worded[] {
  const [found, expected] = [scene.lookahead, reference.scene.lookahead];
  if (found && expected)
    return differ(found, expected, '').map((each) =>
      inWords(each, 'where the gradient is taken,', title, naming),
    );
  const told = (is: string, meant: string): Worded[] => [
    { text: `the gradient is taken at ${is}, by ${title} at ${meant}`, cost: MUCH },
  ];
  if (found) return told(`“${spelled(found, ownNames(''))}”`, 'the parameters');
  return expected ? told('the parameters', `“${spelled(expected, naming)}”`) : [];
}

/** What a name is before the first step; null for what starts where the parameters do. */
function startOf({ machine }: ParsedRule, name: string): number | null {
  if (machine.schedule.positions.includes(name)) return null;
  return machine.initial(1).slots.get(name)?.[0]?.[0] ?? 0;
}

/** The constant that a difference has where the reference has 1; null where it is another difference. */
function constantFactor(difference: Difference): string | null {
  const [is, meant] =
    difference.kind === 'replaced'
      ? [difference.found.code, difference.expected.code]
      : difference.kind === 'extra' && difference.as === 'factor'
        ? [difference.term.code, null]
        : [null, null];
  const isOne = meant === null || (meant.kind === 'number' && meant.value === 1);
  return is?.kind === 'constant' && isOne ? is.name : null;
}

function inWords(difference: Difference, place: string, title: string, naming: Naming): Worded {
  return { ...worded(difference, place, title, naming), factor: constantFactor(difference) };
}

function worded(
  difference: Difference,
  place: string,
  title: string,
  naming: Naming,
): Pick<Worded, 'text' | 'cost'> {
  const { cost } = difference;
  const own = ownNames(difference.within);
  switch (difference.kind) {
    case 'replaced': {
      const { found, expected } = difference;
      const [one, other] = [spelled(found, own), spelled(expected, naming)];
      const how = relationOf(found, expected);
      const text = `${place} “${one}” stands where ${title} has “${other}”${how && ` (${how})`}`;
      return { cost, text: one === other ? null : text };
    }
    case 'sign': {
      const [is, meant] = difference.isAdded ? ['added', 'taken off'] : ['taken off', 'added'];
      return {
        cost,
        text: `${place} “${spelled(difference.found, own)}” is ${is}; by ${title} it is ${meant}`,
      };
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
      const whole = difference.as === 'summand' ? '' : ` in “${spelled(difference.of, own)}”`;
      const said = isExtra ? `${title} does not have ${what}` : `${what}, which ${title} has, is missing`;
      return { cost, text: `${place}${whole} ${said}` };
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
  const constants = new Map([...roles].map(([name, { hyperparameter }]) => [hyperparameter, name]));
  const states = new Map([...names, [reference.rule.parameter, parameter]]);
  const meant = new Map([...states].map(([own, name]) => [name, reference.scene.made.get(own)!]));
  const own = new Map([...scene.made].map(([name, term]) => [keyOf(meant.get(name) ?? term), name]));
  return (term) => {
    const { code, size } = term;
    const name =
      code.kind === 'constant'
        ? constants.get(LETTERS[code.name]!)
        : code.kind === 'state'
          ? states.get(code.name)
          : undefined;
    if (name !== undefined) return code.kind === 'state' ? spelledState(name, code.slot) : spelledName(name);
    const made = size > 1 ? own.get(keyOf(term)) : undefined;
    return made === undefined ? null : spelledName(made);
  };
}
