/** Both trajectories over the contours of their objective. Pure. */
import { scaleLinear } from 'd3-scale';
import type { TrajectoryPlot } from '../../../contract/report.ts';
import {
  areaOf,
  arrowAt,
  axesOf,
  chart,
  clipped,
  crossAt,
  nameOf,
  seriesOf,
  type Name,
  type Pixel,
  type Whose,
} from './chart.ts';
import { contourPaths } from './contours.ts';
import { html, type Content, type Html } from './escape.ts';
import { landscapeOf } from '../landscape.ts';
import { exitOf, farthestPoint, finitePoints, frameOf, type Frame, type Point } from '../frame.ts';
import { agrees, summary } from './words.ts';

const AREA = areaOf(420, 400);

type PixelOf = (point: Pick<Point, 'x' | 'y'>) => Pixel;

export function trajectoryChart(plot: TrajectoryPlot, id: string, step: number): Html {
  const landscape = landscapeOf(plot.objective, plot.ground);
  const minimum = landscape?.minimum?.length === 2 ? landscape.minimum : null;
  const lines = { yours: finitePoints(plot.yours), reference: finitePoints(plot.reference) };
  const frame = frameOf(lines.reference, lines.yours, minimum);
  const x = scaleLinear(frame.x, [AREA.left, AREA.right]);
  const y = scaleLinear(frame.y, [AREA.bottom, AREA.top]);
  const pixelOf: PixelOf = (point) => [x(point.x), y(point.y)];
  const series = (whose: Whose) => seriesOf({ whose, pixels: lines[whose].map(pixelOf), first: 0 }, step);

  const contours = landscape ? contourPaths(landscape, frame, (px, py) => [x(px), y(py)]) : [];
  const axes = axesOf(
    AREA,
    { scale: x, label: 'w[0]', ticks: x.ticks(5) },
    { scale: y, label: 'w[1]', ticks: y.ticks(6) },
  );
  const insideFrame = html`
    <g class="contours">${contours.map((path) => html`<path d="${path}"></path>`)}</g>
    ${minimum ? minimumMark(pixelOf({ x: minimum[0]!, y: minimum[1]! })) : ''}
    ${series('yours')}${series('reference')}
  `;
  const atItsEdge = [
    exitMark('yours', lines.yours, frame, pixelOf),
    exitMark('reference', lines.reference, frame, pixelOf),
    divergenceMark(lines.yours, plot.divergedAt, frame, pixelOf),
    names(lines, frame, pixelOf, agrees(plot)).map((name) => nameOf(name, AREA)),
  ];
  const label = `Trajectories over the contours of ${landscape?.title ?? plot.objective}. ${summary(plot)}`;
  return chart(AREA, label, [axes, clipped(AREA, id, insideFrame), atItsEdge]);
}

const minimumMark = ([x, y]: Pixel): Html =>
  html`<path class="minimum" d="M${(x - 6).toFixed(1)} ${y.toFixed(1)}h12m-6 -6v12"></path>`;

function exitMark(whose: Whose, line: readonly Point[], frame: Frame, pixelOf: PixelOf): Content {
  const exit = exitOf(line, frame);
  if (!exit) return '';
  const [from, to] = [pixelOf(exit.at), pixelOf(exit.beyond)];
  return arrowAt(whose, from, (Math.atan2(to[1] - from[1], to[0] - from[0]) * 180) / Math.PI);
}

/** At the point after the first wrong step; where that is beyond the frame or not finite, at the last place in sight. */
function divergenceMark(
  yours: readonly Point[],
  divergedAt: number | null,
  frame: Frame,
  pixelOf: PixelOf,
): Content {
  if (divergedAt === null) return '';
  const exit = exitOf(yours, frame);
  const place = exit && exit.at.step <= divergedAt ? exit.at : (yours[divergedAt] ?? yours.at(-1));
  return place ? crossAt(pixelOf(place)) : '';
}

function names(
  { yours, reference }: Record<Whose, readonly Point[]>,
  frame: Frame,
  pixelOf: PixelOf,
  same: boolean,
): Name[] {
  if (same) {
    const middle = reference[Math.floor(reference.length / 3)];
    return middle ? [{ text: 'yours = reference', whose: 'both', at: pixelOf(middle), side: -1 }] : [];
  }
  const [own, other] = [farthestPoint(yours, reference, frame), farthestPoint(reference, yours, frame)];
  const [at, otherAt] = [own && pixelOf(own), other && pixelOf(other)];
  const above = !at || !otherAt || at[1] <= otherAt[1];
  return [
    ...(at ? [{ text: 'yours', whose: 'yours', at, side: above ? -1 : 1 } as const] : []),
    ...(otherAt
      ? [{ text: 'reference', whose: 'reference', at: otherAt, side: above ? 1 : -1 } as const]
      : []),
  ];
}
