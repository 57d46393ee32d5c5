/** `w_2 = w_1 − α g_1/√r_1` beside the general equation: one step of it as an example, which has to say the same. */
import { targetName } from '../equations/candidates.ts';
import type { Candidate } from '../equations/candidates.ts';
import { number, rewriteWithPoints, symbolNames } from '../formulas/expression.ts';
import type { Expression } from '../formulas/expression.ts';
import { Unreadable } from '../place.ts';
import { sayTheSame } from './sameness.ts';

const NUMBERED = /^(.+)_(\d+)$/;

/**
 * The equations without those of a single step that are made from the step before.
 * @throws Unreadable where one of them is not what the general equation gives for that step
 */
export function withoutNumberedSteps(candidates: readonly Candidate[]): Candidate[] {
  return candidates.filter((c) => {
    const [, name, step] = NUMBERED.exec(targetName(c)) ?? [];
    if (!c.equation || name === undefined) return true;
    const before = `${name}_${Number(step) - 1}`;
    if (!symbolNames(c.equation.value).includes(before)) return true;
    const general = candidates.find(
      (other) => other.equation?.time?.letter != null && targetName(other) === name,
    )?.equation;
    if (!general?.time) return true;
    const at = Number(step) - general.time.offset;
    if (!sayTheSame(c.equation.value, atStep(general.value, general.time.letter, at), new Set()))
      throw new Unreadable(
        c.equation.at,
        `“${targetName(c)}” is given for one step, and the equation for all steps gives another value there`,
        'Correct the one that is not meant.',
      );
    return false;
  });
}

/** With the number of a step in place of the letter that counts them. */
const atStep = (value: Expression, letter: string | null, at: number): Expression =>
  rewriteWithPoints(value, (e) => {
    if (e.kind !== 'symbol') return e;
    if (e.time?.letter === letter) return { ...e, name: `${e.name}_${at + e.time!.offset}`, time: null };
    return e.name === letter ? number(at, e.at) : e;
  });
