/** The points that may explain a submission or a written rule, by the number of their faults. Pure. */
import { allConventions } from '../optimizers/conventions.ts';
import type { Fault } from '../optimizers/faults/fault.ts';
import { FAULT_LIST } from '../optimizers/faults/index.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import type { Point } from '../optimizers/space.ts';
import type { Convention, FaultId } from '../terms.ts';

export interface Candidate {
  optimizer: Optimizer;
  point: Point;
  faults: FaultId[];
}

/** With more of them nearly everything could be explained. */
export const MAX_FAULTS = 2;

/** EMA momentum is an optimizer of its own; as a mere convention of momentum it would never be named. */
export const OWN_OPTIMIZERS: readonly Convention[] = ['ema-momentum', 'heavy-ball'];

/** A moment that is both reset and a step late is always zero: two faults that nobody makes together. */
const remembers = ({ forgets, stale }: Point): boolean => !stale.some((moment) => forgets.includes(moment));

/**
 * The points of an optimizer that are 0, 1, … `MAX_FAULTS` faults away, each of them once. Within a level the
 * optimizer's own convention comes first, and of its faults the commonest.
 *
 * @param except conventions that are not tried
 */
export function candidatesByFaults(
  optimizer: Optimizer,
  except: readonly Convention[],
  faults: readonly Fault[] = FAULT_LIST,
): Candidate[][] {
  const seen = new Set<string>();
  const isNew = ({ point }: Candidate) => {
    const key = JSON.stringify(point);
    return !seen.has(key) && seen.add(key);
  };
  const right = allConventions(optimizer.point, except).map((point) => ({ optimizer, point, faults: [] }));
  const levels: Candidate[][] = [right.filter(isNew)];
  for (let level = 1; level <= MAX_FAULTS; level++) {
    const worse = levels[level - 1]!.flatMap((candidate) =>
      faults
        .filter(({ id }) => !candidate.faults.includes(id))
        .flatMap(({ id, apply }) =>
          apply(candidate.point)
            .filter(remembers)
            .map((point) => ({ optimizer, point, faults: [...candidate.faults, id] })),
        ),
    );
    levels.push(worse.filter(isNew));
  }
  return levels;
}
