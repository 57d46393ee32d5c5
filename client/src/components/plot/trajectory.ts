/** What the pictures of two trajectories need, as values: the frame, what is drawn, and the sentence beside it. */
import type { TrajectoryPlot } from '../../../../contract/report.ts';

export interface Point {
  step: number;
  x: number;
  y: number;
}

export interface Frame {
  x: [number, number];
  y: [number, number];
}

/** A line of the drawing: its points inside the limit of numbers, and where it leaves the frame, if it does. */
export interface DrawnTrajectory {
  points: Point[];
  /** Direction in radians in which it leaves, with the last point inside. */
  exit: { at: Point; angle: number } | null;
}

/** More points than this are thinned out; a screen shows no more. */
const MAX_POINTS = 400;

/** How far beyond the reference's own box, in its longer sides, the frame may reach to hold the other trajectory. */
const MAX_STRETCH = 2.5;

/** The points of a trajectory up to its first number that is not finite. */
export function finitePoints(rows: (number | null)[][]): Point[] {
  const points: Point[] = [];
  for (const [step, row] of rows.entries()) {
    const [x, y] = row;
    if (typeof x !== 'number' || typeof y !== 'number') break;
    points.push({ step, x, y });
  }
  return points;
}

function extent(values: number[]): [number, number] {
  return [Math.min(...values), Math.max(...values)];
}

/**
 * A frame around the reference and the objective's minimum that grows for yours, but not without bound: a trajectory
 * that runs away is cut at the edge rather than shrinking everything else to a dot.
 */
export function frameOf(reference: Point[], yours: Point[], minimum: readonly number[] | null): Frame {
  const [x0, y0] = minimum ?? [];
  const anchors = x0 === undefined || y0 === undefined ? [] : [{ step: 0, x: x0, y: y0 }];
  const base = [...reference, ...yours.slice(0, 1), ...anchors];
  const boxes = (['x', 'y'] as const).map((axis) => extent(base.map((point) => point[axis])));
  const longer = Math.max(...boxes.map(([low, high]) => high - low), 1e-9);
  const [x, y] = (['x', 'y'] as const).map((axis, index) => {
    const [low, high] = boxes[index] ?? [0, 0];
    const [yourLow, yourHigh] = extent([low, high, ...yours.map((point) => point[axis])]);
    const from = Math.max(yourLow, low - longer * MAX_STRETCH);
    const to = Math.min(yourHigh, high + longer * MAX_STRETCH);
    const margin = (to - from) * 0.12;
    // A trajectory along one axis still gets a frame with an area.
    return widen([from - margin, to + margin], longer * 0.2);
  });
  return { x: x ?? [0, 1], y: y ?? [0, 1] };
}

/** At least `floor` wide, about the same middle. */
function widen([low, high]: [number, number], floor: number): [number, number] {
  const lack = Math.max(0, floor - (high - low)) / 2;
  return [low - lack, high + lack];
}

export function inFrame(point: Point, frame: Frame): boolean {
  return point.x >= frame.x[0] && point.x <= frame.x[1] && point.y >= frame.y[0] && point.y <= frame.y[1];
}

/** Two lines nearer than this share of the frame everywhere look like one. */
const SAME_LINE = 0.015;

/**
 * Where the name of a line stands: at its point farthest from the other line, so that the two names stand apart and
 * cover nothing. Null where the two lie on each other. Distances are measured in shares of the frame.
 */
export function labelPoint(line: Point[], other: Point[], frame: Frame): Point | null {
  const [width, height] = [frame.x[1] - frame.x[0], frame.y[1] - frame.y[0]];
  const others = thin(other, []);
  const gap = (point: Point) =>
    Math.min(...others.map((each) => Math.hypot((each.x - point.x) / width, (each.y - point.y) / height)));
  let best = { point: null as Point | null, gap: SAME_LINE };
  for (const point of thin(line, [])) {
    if (!inFrame(point, frame)) continue;
    const own = gap(point);
    if (own > best.gap) best = { point, gap: own };
  }
  return best.point;
}

/** Thins a trajectory, keeping its ends and the steps in `keep`. */
export function thin(points: Point[], keep: number[]): Point[] {
  if (points.length <= MAX_POINTS) return points;
  const stride = Math.ceil(points.length / MAX_POINTS);
  const kept = new Set(keep);
  return points.filter(
    (point, index) => index % stride === 0 || index === points.length - 1 || kept.has(point.step),
  );
}

/** What is drawn of a trajectory: it ends one point after it leaves the frame. */
export function drawn(points: Point[], frame: Frame, keep: number[]): DrawnTrajectory {
  const out = points.findIndex((point) => !inFrame(point, frame));
  const last = points[out - 1];
  const beyond = points[out];
  if (last === undefined || beyond === undefined) return { points: thin(points, keep), exit: null };
  const angle = Math.atan2(
    (beyond.y - last.y) / (frame.y[1] - frame.y[0]),
    (beyond.x - last.x) / (frame.x[1] - frame.x[0]),
  );
  return {
    points: thin(points.slice(0, out + 1), keep),
    exit: { at: edgePoint(last, beyond, frame), angle },
  };
}

/** Where the way from a point inside to one outside crosses the frame. */
function edgePoint(inside: Point, outside: Point, frame: Frame): Point {
  const shares = (['x', 'y'] as const).map((axis) => {
    const [low, high] = frame[axis];
    const bound = outside[axis] > high ? high : outside[axis] < low ? low : outside[axis];
    const way = outside[axis] - inside[axis];
    return way === 0 ? 1 : (bound - inside[axis]) / way;
  });
  const share = Math.max(0, Math.min(1, ...shares));
  return {
    step: inside.step,
    x: inside.x + share * (outside.x - inside.x),
    y: inside.y + share * (outside.y - inside.y),
  };
}

function numberWords(value: number | null | undefined): string {
  if (value === null || value === undefined) return 'not finite';
  if (value !== 0 && (Math.abs(value) >= 1e5 || Math.abs(value) < 1e-3))
    return value.toExponential(2).replaceAll('-', '−');
  return String(Number(value.toPrecision(4))).replace('-', '−');
}

/** The one sentence that says what the picture shows. */
export function summary(plot: TrajectoryPlot): string {
  const steps = plot.reference.length - 1;
  const yours = numberWords(plot.loss.yours.at(-1));
  const reference = numberWords(plot.loss.reference.at(-1));
  const taken = finitePoints(plot.yours).length - 1;
  if (plot.divergedAt === null && taken < steps)
    return `Your trajectory agrees with the reference and ends after step ${taken} of ${steps}.`;
  if (plot.divergedAt === null)
    return `Over ${steps} steps your trajectory and the reference agree; both end at f = ${reference}.`;
  return `Your trajectory parts from the reference at step ${plot.divergedAt} of ${steps}; yours ends at f = ${yours}, the reference at f = ${reference}.`;
}

export { numberWords };
