/**
 * Conventions: the axes of the design space along which textbooks differ without being wrong.
 * `conventionsOf` names where a point stands on them; `acceptedPoints` moves it to every place a question accepts.
 */
import type { Convention } from '../terms.ts';
import type { Point } from './space.ts';

interface Axis {
  /** Whether the point has this axis at all. */
  has: (point: Point) => boolean;
  /** The conventions on it, with the point moved there. */
  places: Place[];
}

interface Place {
  id: Convention;
  /** As it stands in the author's guide. */
  meaning: string;
  at: (point: Point) => boolean;
  move: (point: Point) => Point;
}

const epsilonAxis: Axis = {
  has: (point) => point.second !== null && point.scale !== 'adadelta',
  places: [
    {
      id: 'epsilon-outside-root',
      meaning: '√v + ε',
      at: (point) => point.epsilon === 'outside' && !point.epsilonHat,
      move: (point) => ({ ...point, epsilon: 'outside', epsilonHat: false }),
    },
    {
      id: 'epsilon-inside-root',
      meaning: '√(v + ε)',
      at: (point) => point.epsilon === 'inside',
      move: (point) => ({ ...point, epsilon: 'inside', epsilonHat: false }),
    },
    {
      id: 'no-epsilon',
      meaning: '√v alone; a gradient of zero may give 0/0',
      at: (point) => point.epsilon === 'none',
      move: (point) => ({ ...point, epsilon: 'none', epsilonHat: false }),
    },
  ],
};

/** When ε is added, wherever that is: in Adam as it is made more efficient, before the second moment is corrected. */
const epsilonHatAxis: Axis = {
  has: (point) => epsilonAxis.has(point) && point.secondCorrection && point.epsilon !== 'none',
  places: [
    {
      id: 'epsilon-hat',
      meaning: 'ε added to √v, or to v, before the second bias correction (Kingma and Ba, end of section 2)',
      at: (point) => point.epsilonHat,
      move: (point) => ({ ...point, epsilonHat: true }),
    },
  ],
};

const averageAxis: Axis = {
  has: (point) => point.velocity !== null,
  places: [
    {
      id: 'heavy-ball',
      meaning: 'v ← αv + g',
      at: (point) => point.velocity?.average === 'heavy-ball',
      move: (point) => withVelocity(point, { average: 'heavy-ball' }),
    },
    {
      id: 'ema-momentum',
      meaning: 'v ← αv + (1−α)g',
      at: (point) => point.velocity?.average === 'exponential',
      move: (point) => withVelocity(point, { average: 'exponential' }),
    },
  ],
};

const learningRateAxis: Axis = {
  has: (point) => point.velocity !== null,
  places: [
    {
      id: 'learning-rate-inside-velocity',
      meaning: 'v ← αv − ηg, θ ← θ + v',
      at: (point) => point.velocity?.learningRate === 'inside',
      move: (point) => withVelocity(point, { learningRate: 'inside' }),
    },
    {
      id: 'learning-rate-outside-velocity',
      meaning: 'v ← αv + g, θ ← θ − ηv; the same until the rate changes',
      at: (point) => point.velocity?.learningRate === 'outside',
      move: (point) => withVelocity(point, { learningRate: 'outside' }),
    },
  ],
};

const timeAxis: Axis = {
  has: (point) => point.firstCorrection || point.secondCorrection,
  places: [
    {
      id: 'time-from-two',
      meaning:
        't is 2 at the first step, as in a template whose t starts at 1 and is raised before it is used',
      at: (point) => point.timeFrom === 2,
      move: (point) => ({ ...point, timeFrom: 2 }),
    },
  ],
};

const AXES = [averageAxis, learningRateAxis, epsilonAxis, epsilonHatAxis, timeAxis];

export const CONVENTION_PLACES: readonly Pick<Place, 'id' | 'meaning'>[] = AXES.flatMap(
  ({ places }) => places,
);

/** Right only where a question accepts it: a course's own template had it. Elsewhere it is the fault `time-off-by-one`. */
const ONLY_IF_ACCEPTED: readonly Convention[] = ['time-from-two'];

function withVelocity(point: Point, change: Partial<NonNullable<Point['velocity']>>): Point {
  return point.velocity ? { ...point, velocity: { ...point.velocity, ...change } } : point;
}

/** The conventions that describe a point, such as `epsilon-inside-root`. */
export function conventionsOf(point: Point): Convention[] {
  return AXES.filter((axis) => axis.has(point)).flatMap((axis) =>
    axis.places.filter((place) => place.at(point)).map((place) => place.id),
  );
}

/** The point itself first, then every combination of accepted conventions. */
export function acceptedPoints(point: Point, accepts: readonly Convention[]): Point[] {
  let points = [point];
  for (const axis of AXES) {
    const movedFrom = (at: Point): Point[] =>
      axis.has(at)
        ? axis.places
            .filter((place) => accepts.includes(place.id) && !place.at(at))
            .map((place) => place.move(at))
        : [];
    points = points.flatMap((at) => [at, ...movedFrom(at)]);
  }
  return unique(points);
}

/**
 * Whether an optimizer that is written by these conventions is `point` by conventions that a question accepts: SGD with
 * an average of gradients is SGD with momentum where `ema-momentum` is accepted.
 */
export function isAcceptedForm(
  point: Point,
  accepts: readonly Convention[],
  other: Point,
  conventions: readonly Convention[],
): boolean {
  const accepted = new Set(acceptedPoints(point, accepts).map((place) => JSON.stringify(place)));
  return allConventions(other).some(
    (place) =>
      accepted.has(JSON.stringify(place)) && String(conventionsOf(place)) === String([...conventions]),
  );
}

/** All combinations of conventions, for naming what a submission does whether or not it is accepted. */
export function allConventions(point: Point, except: readonly Convention[] = []): Point[] {
  return acceptedPoints(
    point,
    AXES.flatMap((axis) => axis.places.map((place) => place.id)).filter(
      (id) => !except.includes(id) && !ONLY_IF_ACCEPTED.includes(id),
    ),
  );
}

export function unique(points: readonly Point[]): Point[] {
  const seen = new Map(points.map((point) => [JSON.stringify(point), point]));
  return [...seen.values()];
}
