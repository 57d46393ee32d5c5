/** What all checks look at: the equations of the rule as trees, the parameter that it moves, and at which steps. */
import { nameOf } from '../../formulas/expression.ts';
import type { Expression, Name } from '../../formulas/expression.ts';
import type { Unreadable } from '../../place.ts';
import { partsOfRule, shiftsOf, sidesOf } from '../account.ts';
import type { Account, Part } from '../account.ts';
import { keyOf, namesIn, namesOf, pointsIn, stepOf } from '../names.ts';

/** What speaks against calling the rule right, each with its place. */
export type Objections = Generator<Unreadable>;

/** Any equation of the answer. */
export interface Told {
  target: Name | null;
  /** Null where a side is no expression. */
  left: Expression | null;
  value: Expression | null;
  raw: Account['raws'][number];
}

export interface Check {
  account: Account;
  parts: readonly Part[];
  shifts: ReadonlyMap<Part, number>;
  parameter: Name | null;
  /** All single parameters that the answer moves. */
  moved: readonly string[];
  /** The steps at which the parameters may be meant to stand: before and behind the update. */
  steps: readonly number[];
  /** Names with the index of a step. */
  timed: readonly Name[];
  /** All equations but asides and remarks. */
  told: readonly Told[];
}

export function checkOf(account: Account): Check {
  const { notation, raws, parameters } = account;
  const parts = partsOfRule(account);
  const update = parts.find(({ isUpdate }) => isUpdate) ?? null;
  const parameter = update?.target ?? null;
  const key = parameter && keyOf(parameter);
  const old = update && namesIn(update.value).find(({ name }) => keyOf(name) === key)?.name;
  const points = parts.flatMap(({ value }) => pointsIn(value)).flatMap(namesIn);
  const all = [...parts.flatMap(namesOf), ...points.map(({ name }) => name)];
  const meant = raws.filter(
    ({ isAside, isRemark, isInitial, isRange }) => !isAside && !isRemark && !isInitial && !isRange,
  );
  const told = meant.map((raw): Told => {
    const { left, right } = sidesOf(raw, notation);
    return { target: nameOf(left), left, value: right, raw };
  });
  return {
    account,
    parts,
    shifts: shiftsOf(parts),
    parameter,
    moved: parameters.flatMap((each) => each.replace(/[()]/g, '').split(',')),
    // Where the old parameters do not occur, two sequences make each other.
    steps: old ? [stepOf(parameter), stepOf(old)].filter((step) => step !== null) : [],
    timed: [...all, ...told.flatMap(namesOf)].filter(({ index }) => index?.kind === 'step'),
    told,
  };
}
