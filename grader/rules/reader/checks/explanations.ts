/** What may be said of a rule that is none of the known ones; a right rule may have it too. */
import { Unreadable } from '../../place.ts';
import { nameOfStep, spelled, stepTime } from '../account.ts';
import type { Part } from '../account.ts';
import { keyOf, namesIn, walkTree } from '../tree.ts';
import type { Tree } from '../tree.ts';
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

/** `m_t / (1 − β^{t−1})` */
function* miscounted({ target, value }: Part): Objections {
  const own = stepTime(target);
  if (!own) return;
  for (const tree of walkTree(value)) {
    const power = tree.kind === 'binary' && tree.operator === '/' ? powerInComplement(tree.right) : null;
    const step = power && stepTime(nameOfStep(power));
    if (power && step?.letter === own.letter && step.offset !== own.offset)
      yield new Unreadable(
        power.at,
        'a bias correction that counts other steps than the moment has',
        `Raise the decay to the power of the step, ${own.letter}.`,
      );
  }
}

/** k of 1 − β^k */
function powerInComplement(tree: Tree): Tree | null {
  if (tree.kind !== 'binary' || tree.operator !== '-' || tree.left.kind !== 'number') return null;
  return tree.right.kind === 'binary' && tree.right.operator === '^' ? tree.right.right : null;
}
