/** What the pictures of two trajectories need, as values: the frame, what is drawn, and the sentence beside it. */
import type { TrajectoryPlot } from '../../../../contract/report.ts';
import {
  exitOf,
  finitePoints,
  frameOf,
  inFrame,
  type Frame,
  type Point,
} from '../../../../grader/report/frame.ts';

export { finitePoints, frameOf, inFrame, type Frame, type Point };

/** A line of the drawing: its points inside the limit of numbers, and where it leaves the frame, if it does. */
export interface DrawnTrajectory {
  points: Point[];
  /** Direction in radians in which it leaves, with the last point inside. */
  exit: { at: Point; angle: number } | null;
}

/** More points than this are thinned out; a screen shows no more. */
const MAX_POINTS = 400;

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

export interface NamedLine {
  name: string;
  points: Point[];
}

/** A name beside a line; `line` is the index of the first line that it names. */
export interface LineName {
  name: string;
  line: number;
  at: Point;
}

/** Lines that lie on each other share a name, and each name stands where its line is farthest from all others. */
export function nameLines(lines: readonly NamedLine[], frame: Frame): LineName[] {
  const together = (a: Point[], b: Point[]) =>
    labelPoint(a, b, frame) === null && labelPoint(b, a, frame) === null;
  const groups = groupBy(lines, (a, b) => together(a.points, b.points));
  return groups.flatMap((group) => {
    const first = lines[group[0] ?? 0];
    if (first === undefined) return [];
    const others = lines.filter((_, index) => !group.includes(index)).flatMap(({ points }) => points);
    const at = groups.length === 1 ? first.points[0] : labelPoint(first.points, others, frame);
    if (!at) return [];
    return [{ name: joined(group.map((index) => lines[index]?.name ?? '')), line: group[0] ?? 0, at }];
  });
}

/** Indices of items by what is the same; an item joins the first group whose first item it is the same as. */
export function groupBy<T>(items: readonly T[], same: (a: T, b: T) => boolean): number[][] {
  const groups: number[][] = [];
  for (const [index, item] of items.entries()) {
    const group = groups.find(([first = 0]) => same(items[first] as T, item));
    if (group) group.push(index);
    else groups.push([index]);
  }
  return groups;
}

export function joined(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
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
  const exit = exitOf(points, frame);
  if (exit === null) return { points: thin(points, keep), exit: null };
  const { at, inside, beyond } = exit;
  const angle = Math.atan2(
    (beyond.y - inside.y) / (frame.y[1] - frame.y[0]),
    (beyond.x - inside.x) / (frame.x[1] - frame.x[0]),
  );
  return { points: thin(points.slice(0, points.indexOf(beyond) + 1), keep), exit: { at, angle } };
}

function numberWords(value: number | null | undefined): string {
  if (value === null || value === undefined) return 'not finite';
  if (value !== 0 && (Math.abs(value) >= 1e5 || Math.abs(value) < 1e-3))
    return value.toExponential(2).replaceAll('-', '−');
  return String(Number(value.toPrecision(4))).replace('-', '−');
}

/** The one sentence that says what the picture shows. */
export function summary(plot: TrajectoryPlot, whose: 'yours' | 'theirs'): string {
  const owner = whose === 'yours' ? 'your' : 'their';
  const Owner = whose === 'yours' ? 'Your' : 'Their';
  const steps = plot.reference.length - 1;
  const end = numberWords(plot.loss.yours.at(-1));
  const reference = numberWords(plot.loss.reference.at(-1));
  const taken = finitePoints(plot.yours).length - 1;
  if (plot.divergedAt === null && taken < steps)
    return `${Owner} trajectory agrees with the reference and ends after step ${taken} of ${steps}.`;
  if (plot.divergedAt === null)
    return `Over ${steps} ${steps === 1 ? 'step' : 'steps'} ${owner} trajectory and the reference agree; both end at f = ${reference}.`;
  return `${Owner} path leaves the reference at step ${plot.divergedAt} of ${steps}; ${whose} ends at f = ${end}, the reference at f = ${reference}.`;
}

export { numberWords };
