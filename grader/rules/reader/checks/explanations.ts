/** What may be said of a rule that is none of the known ones; a right rule may have it too. */
import { walk } from '../../formulas/expression.ts';
import type { Expression } from '../../formulas/expression.ts';
import { Unreadable } from '../../place.ts';
import type { Part } from '../account.ts';
import { keyOf, nameOfStep, namesIn, spelled, stepTime } from '../names.ts';
import type { Check, Objections } from './check.ts';

export function* explanations({ parts }: Check): Objections {
  for (const part of parts) {
    yield* skippedStep(part);
    yield* miscounted(part);
  }
}

/** `v_t = βv_{t−2} + …`: made from another step than the one before. */
function* skippedStep({ target, value }: Part): Objections {
  const own = stepTime(target);
  if (!target || !own) return;
  const olds = namesIn(value).filter(
    ({ name }) => keyOf(name) === keyOf(target) && stepTime(name)?.letter === own.letter,
  );
  if (olds.some(({ name }) => stepTime(name)!.offset === own.offset - 1)) return;
  for (const { name, at } of olds.filter(({ name: old }) => stepTime(old)!.offset < own.offset))
    yield new Unreadable(
      at,
      `“${spelled(target)}” made from “${spelled(name)}”, which is not the step before`,
      'Make it from its value of the step before.',
    );
}

/** `m_t / (1 − β^{t−1})`; in `θ_{t+1} = θ_t − η m_t / (1 − β^t)` it is the moment's step that counts. */
function* miscounted({ value }: Part): Objections {
  for (const part of walk(value)) {
    if (part.kind !== 'binary' || part.operator !== '/') continue;
    const power = powerInComplement(part.right);
    const step = power && stepTime(nameOfStep(power));
    if (!power || !step) continue;
    const moments = namesIn(part.left).flatMap(({ name }) => stepTime(name) ?? []);
    if (
      moments.length > 0 &&
      moments.every(({ letter, offset }) => letter === step.letter && offset !== step.offset)
    )
      yield new Unreadable(
        power.at,
        'a bias correction that counts other steps than the moment has',
        `Raise the decay to the power of the step, ${step.letter}.`,
      );
  }
}

/** k of 1 − β^k */
function powerInComplement(e: Expression): Expression | null {
  if (e.kind !== 'binary' || e.operator !== '-' || e.left.kind !== 'number') return null;
  return e.right.kind === 'binary' && e.right.operator === '^' ? e.right.right : null;
}
