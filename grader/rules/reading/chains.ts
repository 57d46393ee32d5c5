/** `a = b = c` says two things of a: that all members of a chain are one value is looked at where the rule looks right. */
import { numberOf } from '../formulas/expression.ts';
import type { Candidate } from '../equations/candidates.ts';
import { readEquation } from '../equations/equations.ts';
import type { Notation } from '../formulas/symbols.ts';
import { readOr, Unreadable } from '../place.ts';
import { takeTheSameSteps } from '../run/unrolled.ts';
import { assemble } from '../model/assemble.ts';
import type { Reading } from '../model/assemble.ts';
import { nameLiterals } from '../model/model.ts';

/** The candidate with another member of its chain for its value; null where that cannot be read or is a number. */
function withMember(c: Candidate, member: Candidate['raw']['right'], notation: Notation): Candidate | null {
  const raw = { ...c.raw, right: member, otherSides: [] };
  const equation = readOr(
    () => readEquation(raw, c.target, notation),
    () => null,
  );
  if (!equation || numberOf(equation.value) !== null) return null;
  return { ...c, equation: { ...equation, value: nameLiterals(equation.value) } };
}

/** The first member of a chain with which the rule takes other steps; null where there is none. */
export function chainContradiction(
  own: readonly Candidate[],
  notation: Notation,
  isGradient: (name: string) => boolean,
  { model, kept }: Reading,
): Unreadable | null {
  const agrees = (c: Candidate, other: Candidate): boolean => {
    const copies = own.map((each) =>
      each === c ? other : { ...each, equation: each.equation && { ...each.equation } },
    );
    const read = assemble(copies, notation, isGradient, [], []);
    // Of Σ β^{t−i} χ_i, too, where no χ is known.
    const isComparable = [...read.model.constants.keys()].every((name) => model.constants.has(name));
    return isComparable && takeTheSameSteps(kept ?? model, read.kept ?? read.model);
  };
  const used = new Set(model.equations.map((e) => e.at));
  for (const c of own) {
    if (!c.equation || !used.has(c.equation.at)) continue;
    for (const member of c.raw.otherSides) {
      const other = withMember(c, member, notation);
      const isOne = readOr(
        () => !other || agrees(c, other),
        () => false,
      );
      if (!isOne)
        return new Unreadable(
          member[0]?.at ?? c.equation.at,
          'a chain of equations whose members are not the same',
          'Correct the member that is not meant.',
        );
    }
  }
  return null;
}
