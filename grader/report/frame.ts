/** What a picture of two trajectories shows: its frame, and where lines leave it and are named. Pure. */

export interface Point {
  /** 0 is the start. */
  step: number;
  x: number;
  y: number;
}

type Range = [low: number, high: number];

export interface Frame {
  x: Range;
  y: Range;
}

/** How far beyond the reference's own box, in its longer sides, the frame may reach to hold the other trajectory. */
const MAX_STRETCH = 2.5;
const MARGIN = 0.12;
/** A trajectory along one axis still gets a frame with an area: at least this share of the longer side. */
const MIN_SHARE = 0.2;

/** The points of a trajectory up to its first number that is not finite. */
export function finitePoints(rows: readonly (number | null)[][]): Point[] {
  const end = rows.findIndex((row) => row[0] == null || row[1] == null);
  return (end < 0 ? rows : rows.slice(0, end)).map(([x, y], step) => ({ step, x: x!, y: y! }));
}

const extent = (values: readonly number[]): Range => [Math.min(...values), Math.max(...values)];

/**
 * A frame around the reference and the objective's minimum that grows for yours, but not without bound: a trajectory
 * that runs away is cut at the edge rather than shrinking everything else to a dot.
 */
export function frameOf(
  reference: readonly Point[],
  yours: readonly Point[],
  minimum: readonly number[] | null,
): Frame {
  const boxOf = (axis: 'x' | 'y') =>
    extent([...[...reference, ...yours.slice(0, 1)].map((point) => point[axis]), ...anchor(minimum, axis)]);
  const boxes = { x: boxOf('x'), y: boxOf('y') };
  const longer = Math.max(boxes.x[1] - boxes.x[0], boxes.y[1] - boxes.y[0], 1e-9);
  const side = (axis: 'x' | 'y'): Range => {
    const [low, high] = boxes[axis];
    const [yourLow, yourHigh] = extent([low, high, ...yours.map((point) => point[axis])]);
    const from = Math.max(yourLow, low - longer * MAX_STRETCH);
    const to = Math.min(yourHigh, high + longer * MAX_STRETCH);
    const pad = Math.max((to - from) * MARGIN, (longer * MIN_SHARE - (to - from)) / 2);
    return [from - pad, to + pad];
  };
  return { x: side('x'), y: side('y') };
}

const anchor = (minimum: readonly number[] | null, axis: 'x' | 'y'): number[] =>
  minimum?.length === 2 ? [minimum[axis === 'x' ? 0 : 1]!] : [];

export const inFrame = ({ x, y }: Point, frame: Frame): boolean =>
  x >= frame.x[0] && x <= frame.x[1] && y >= frame.y[0] && y <= frame.y[1];

/** Where a trajectory first crosses the edge of the frame, between which of its points; null when it stays inside. */
export function exitOf(
  points: readonly Point[],
  frame: Frame,
): { at: Point; inside: Point; beyond: Point } | null {
  const out = points.findIndex((point) => !inFrame(point, frame));
  const inside = points[out - 1];
  const beyond = points[out];
  if (!inside || !beyond) return null;
  const share = Math.min(shareTo('x', inside, beyond, frame), shareTo('y', inside, beyond, frame));
  const at = {
    step: beyond.step,
    x: inside.x + share * (beyond.x - inside.x),
    y: inside.y + share * (beyond.y - inside.y),
  };
  return { at, inside, beyond };
}

/** How much of the way from a point inside to one beyond lies within the frame along one axis. */
function shareTo(axis: 'x' | 'y', inside: Point, beyond: Point, frame: Frame): number {
  const [low, high] = frame[axis];
  const bound = Math.min(high, Math.max(low, beyond[axis]));
  return bound === beyond[axis] ? 1 : (bound - inside[axis]) / (beyond[axis] - inside[axis]);
}

/** Candidates for a name; comparing every pair of two thousand points would be felt. */
const CANDIDATES = 60;

/** The point of a line inside the frame that is farthest from the other line, in shares of the frame. */
export function farthestPoint(line: readonly Point[], other: readonly Point[], frame: Frame): Point | null {
  const [width, height] = [frame.x[1] - frame.x[0], frame.y[1] - frame.y[0]];
  const gap = (point: Point) =>
    Math.min(...other.map((each) => Math.hypot((each.x - point.x) / width, (each.y - point.y) / height)));
  const inside = line.filter((point) => inFrame(point, frame));
  const stride = Math.ceil(inside.length / CANDIDATES);
  let best: { point: Point; gap: number } | null = null;
  for (const point of inside.filter((_, i) => i % stride === 0)) {
    const own = gap(point);
    if (!best || own > best.gap) best = { point, gap: own };
  }
  return best?.point ?? null;
}
