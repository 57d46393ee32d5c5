/** Steps that are right but for digits that are lost on the way: those that float32 does not have, or all after the first few. Pure. */
import { completing } from '../optimizers/hyperparameters.ts';
import type { Point } from '../optimizers/space.ts';
import type { OptimizerQuestion } from '../question.ts';
import { FLOAT32_TOLERANCE } from './compare.ts';
import { trajectoryOver, type Complete } from './observation.ts';
import type { Performance } from './performance.ts';
import { isWhole } from './refusal.ts';
import { partingOf } from './ways.ts';

/** With a smaller epsilon, one that is not where it should be may be as small an error as that of float32. */
const LARGE_EPSILON = 1e-3;

/** The last place of 1 in float32, where a program gives back such numbers. */
const SINGLE_UNIT = 2 ** -23;

const trajectoriesOf = (performances: readonly Performance[]) =>
  performances.filter(({ test }) => test.kind === 'trajectory');

/** Whether a program takes the steps of a point in every test, but for the digits that float32 does not have. */
export function isRightInSingle(
  point: Point,
  performances: readonly Performance[],
  { defaults }: OptimizerQuestion,
): boolean {
  const complete: Complete = completing(defaults);
  const trajectories = trajectoriesOf(performances);
  const showsEpsilon = ({ observation }: Performance) =>
    observation.given.some(({ epsilon = 0 }) => epsilon >= LARGE_EPSILON);
  if (defaults.epsilon !== undefined && !trajectories.some(showsEpsilon)) return false;
  return trajectories.every((performance) => {
    const { outcome } = performance;
    const isSingle = outcome.status === 'completed' && outcome.dtypes.includes('float32');
    const unit = isSingle ? { unit: SINGLE_UNIT } : {};
    const observation = { ...performance.observation, tolerance: FLOAT32_TOLERANCE, ...unit };
    return isWhole(performance) && !partingOf(point, { ...performance, observation }, complete);
  });
}

/** People round to so many places; with more, nothing tells it from other small errors. */
const MOST_PLACES = 6;

/**
 * To how many places a program rounds what it gives back, where each of its steps is the one of a point from where it stood, rounded;
 * null where it does not.
 */
export function placesKept(
  point: Point,
  performances: readonly Performance[],
  { defaults }: OptimizerQuestion,
): number | null {
  const complete: Complete = completing(defaults);
  const trajectories = trajectoriesOf(performances);
  const rows = trajectories.flatMap(({ observation }) => observation.rows.flat());
  const places = Array.from({ length: MOST_PLACES + 1 }, (_, n) => n).find((n) =>
    rows.every((theta) => theta.every((x) => Number.isFinite(x) && isRounded(x, n))),
  );
  if (places === undefined) return null;
  const half = (0.5 + 1e-6) * 10 ** -places;
  const isRight = trajectories.every((performance) => {
    const { observation } = performance;
    const right = trajectoryOver(point, observation, complete);
    return (
      isWhole(performance) &&
      observation.rows.every((row, step) =>
        row.every((theta, p) =>
          theta.every((x, i) => {
            const [from, before] =
              step === 0
                ? [observation.starts[p]![i]!, observation.starts[p]![i]!]
                : [observation.rows[step - 1]![p]![i]!, right[step - 1]![p]![i]!];
            const next = from + (right[step]![p]![i]! - before);
            return Math.abs(x - next) <= half + 1e-12 * Math.abs(next);
          }),
        ),
      )
    );
  });
  return isRight ? places : null;
}

const isRounded = (x: number, places: number): boolean =>
  Math.abs(x * 10 ** places - Math.round(x * 10 ** places)) <= 1e-9 * Math.max(1, Math.abs(x * 10 ** places));
