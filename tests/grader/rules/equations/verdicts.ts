/** What the reader calls systems of equations, beside where they go when they are worked out. */
import { seeded } from '../../../support/atOnce.ts';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';
import { OPTIMIZERS } from './optimizers.ts';
import {
  changedSomewhere,
  FAULTS,
  flat,
  regrouped,
  REWRITES,
  startedElsewhere,
  withStarts,
} from './rewritten.ts';
import { CONSTANTS, isSameWay, partsOf, ways, withParts } from './system.ts';
import type { Expression, System } from './system.ts';
import { answerOf } from './written.ts';

export interface Verdict {
  seed: number;
  optimizer: string;
  answer: string;
  how: string;
  does: 'right' | 'wrong' | 'undefined';
  called: 'right' | 'wrong' | 'unread';
  /** Does it say that it read something otherwise than it is written? */
  isTold: boolean;
  message: string;
}

const RIGHT_WAYS = Object.fromEntries(
  Object.entries(OPTIMIZERS).map(([name, systems]) => [name, systems.map((system) => ways(system)!)]),
);

/** A constant may have any name: all ways to exchange those of a list. */
function exchanges(names: readonly string[]): Record<string, string>[] {
  const orders = (rest: readonly string[]): string[][] =>
    rest.length === 0
      ? [[]]
      : rest.flatMap((first) =>
          orders(rest.filter((each) => each !== first)).map((more) => [first, ...more]),
        );
  return orders(names).map((order) => Object.fromEntries(names.map((name, i) => [name, order[i]!])));
}
const EXCHANGES = exchanges(CONSTANTS);

function renamed(e: Expression, names: Readonly<Record<string, string>>): Expression {
  return e.kind === 'constant'
    ? { ...e, name: names[e.name]! }
    : withParts(
        e,
        partsOf(e).map((part) => renamed(part, names)),
      );
}

/** Null where it is not worked out: a quantity is made of itself, say. */
function isRightSystem(system: System, optimizer: string): boolean | null {
  if (ways(system) === null) return null;
  return EXCHANGES.some((names) => {
    const way = ways(system.map((each) => ({ ...each, value: renamed(each.value, names) })));
    return way !== null && RIGHT_WAYS[optimizer]!.some((right) => isSameWay(way, right));
  });
}

/** A rule with one of these is wrong whatever numbers its constants are: 0.9 v + 0.1 g is an average whatever they were called. */
const NOT_OF_CONSTANTS = [
  'another start',
  'another step',
  'a denominator that multiplies',
  'no denominator',
  'no root',
];

export function calledAs(
  answer: string,
  optimizer: string,
  result = judgeRule(answer, { expect: optimizer }),
): Verdict['called'] {
  return result.understood ? (isRight(result, { expect: optimizer }) ? 'right' : 'wrong') : 'unread';
}

/** The system of a seed: an optimizer, written otherwise, and two times of three with a fault. Null where it cannot be written. */
export function verdictOn(seed: number): Verdict | null {
  const chance = seeded(seed);
  for (let i = 0; i < 8; i++) chance();
  const pick = <T>(of: readonly T[]): T => of[Math.floor(chance() * of.length)]!;
  const optimizer = pick(Object.keys(OPTIMIZERS));
  let system: System = pick(OPTIMIZERS[optimizer]!).map((each) => ({ ...each, value: flat(each.value) }));
  const how: string[] = [];
  const rewrite = (): void => {
    for (let n = pick([0, 0, 1, 2]); n > 0; n--) {
      const changed = changedSomewhere(system, REWRITES, pick);
      system = changed.system;
      how.push(changed.how);
    }
    if (pick([true, false, false])) system = regrouped(system, pick);
  };
  rewrite();
  let mayHaveNumbers = true;
  if (pick([true, false, false, false])) system = withStarts(system);
  if (pick([true, true, false])) {
    const isOfStart = pick([true, ...Array.from({ length: 11 }, () => false)]);
    const changed = (isOfStart && startedElsewhere(system, pick)) || changedSomewhere(system, FAULTS, pick);
    mayHaveNumbers = NOT_OF_CONSTANTS.some((fault) => changed.how.startsWith(`${fault}, in`));
    system = changed.system;
    how.push(`FAULT ${changed.how}`);
    rewrite();
  }
  const answer = answerOf(optimizer, system, { pick, mayHaveNumbers });
  if (answer === null) return null;
  const is = isRightSystem(system, optimizer);
  const does = is === null ? 'undefined' : is ? 'right' : 'wrong';
  const result = judgeRule(answer, { expect: optimizer });
  return {
    seed,
    optimizer,
    answer,
    how: how.filter((each) => each !== '').join('; '),
    does,
    called: calledAs(answer, optimizer, result),
    isTold: result.understood && result.assumptions.length > 0,
    message: result.message,
  };
}

/** What is called right and says how it was read leaves the question to whoever grades. */
export const isFalse = ({ does, called, isTold }: Verdict): boolean =>
  (called === 'right' && does !== 'right' && !isTold) || (called === 'wrong' && does === 'right');
