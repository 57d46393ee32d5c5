import * as Plot from '@observablehq/plot';
import {
  CHART_STYLE,
  MARGINS,
  drawingOf,
  NAME_STYLE,
  type Drawing,
  type Look,
  type Shape,
} from './drawing.ts';
import { landscapeOf } from '../../../../grader/report/landscape.ts';
import type { Picture } from './picture.ts';
import {
  drawn,
  finitePoints,
  frameOf,
  inFrame,
  nameLines,
  type DrawnTrajectory,
  type Frame,
  type Point,
} from './trajectory.ts';

const LEVELS = 14;
const SAMPLES = 48;

type Height = (x: number, y: number) => number;

/**
 * Levels of the contours from the lowest value up, at equal shares of the frame's area: round valleys and flat floors
 * alike then show about equally many lines.
 */
function levels(value: Height, { x, y }: Frame): number[] {
  const values: number[] = [];
  for (let i = 0; i <= SAMPLES; i += 1)
    for (let j = 0; j <= SAMPLES; j += 1)
      values.push(value(x[0] + ((x[1] - x[0]) * i) / SAMPLES, y[0] + ((y[1] - y[0]) * j) / SAMPLES));
  values.sort((a, b) => a - b);
  return Array.from({ length: LEVELS }, (_, level) =>
    level === 0 ? 0 : (values[Math.floor((values.length * level) / LEVELS)] ?? 0),
  );
}

/** Dots at every step are a string of beads when there are many; then only each so many get one. */
function beads(trajectory: DrawnTrajectory): { x: number; y: number }[] {
  const stride = Math.ceil(trajectory.points.length / 40);
  return trajectory.points.filter((_, index) => index % stride === 0);
}

const RADIUS: Record<Shape, number> = { circle: 2.8, square: 4, triangle: 3.8 };

function lineMarks(trajectory: DrawnTrajectory, { colour, dash, shape }: Look) {
  return [
    Plot.line(trajectory.points, {
      x: 'x',
      y: 'y',
      stroke: colour,
      strokeWidth: 2,
      strokeDasharray: dash,
      clip: true,
    }),
    Plot.dot(beads(trajectory), {
      x: 'x',
      y: 'y',
      symbol: shape,
      r: RADIUS[shape],
      fill: shape === 'circle' ? colour : 'none',
      stroke: colour,
      clip: true,
    }),
  ];
}

function exitMark({ exit }: DrawnTrajectory, colour: string) {
  if (exit === null) return [];
  // Plot turns clockwise on the screen, where y goes down: the angle keeps its sign reversed.
  const rotate = (-exit.angle * 180) / Math.PI;
  return [Plot.text([exit.at], { x: 'x', y: 'y', text: () => '➤', fill: colour, fontSize: 14, rotate })];
}

export function drawContours(picture: Picture, width: number): Drawing {
  const landscape = landscapeOf(picture.objective, picture.ground);
  const height: Height | null = landscape?.height ?? null;
  const minimum = landscape?.minimum?.slice(0, 2) ?? null;
  const paths = picture.paths.map((path) => ({ ...path, points: finitePoints(path.rows) }));
  const reference = paths.at(-1)?.points ?? [];
  const others = paths.slice(0, -1).flatMap(({ points }) => points);
  const frame = frameOf(reference, others, minimum);
  const lines = paths.map(({ look, points, partsAt }) => ({
    look,
    line: drawn(points, frame, partsAt === null ? [] : [partsAt]),
  }));
  const partings = paths.flatMap(({ points, partsAt, accepted }) =>
    points.filter(({ step }) => step === partsAt).map((point) => ({ ...point, accepted })),
  );
  const names = nameLines(
    paths.map(({ look, points }) => ({ name: look.name, points })),
    frame,
  );
  const chart = Plot.plot({
    width,
    height: Math.round(Math.min(420, Math.max(260, width * 0.7))),
    ...MARGINS,
    marginLeft: 48,
    style: CHART_STYLE,
    x: { domain: frame.x, label: 'x', ticks: 5 },
    y: { domain: frame.y, label: 'y', ticks: 5 },
    marks: [
      height === null
        ? []
        : Plot.contour({
            x1: frame.x[0],
            x2: frame.x[1],
            y1: frame.y[0],
            y2: frame.y[1],
            value: height,
            pixelSize: 3,
            thresholds: levels(height, frame),
            fill: 'none',
            stroke: 'var(--contour)',
            strokeWidth: 1,
          }),
      Plot.frame({ stroke: 'var(--rule)' }),
      minimum === null
        ? []
        : Plot.text([minimum], { x: '0', y: '1', text: () => '+', fontSize: 18, fill: 'var(--muted)' }),
      // The dashed line on top of the solid one: where the two agree, both are still to be seen.
      ...lines.flatMap(({ line, look }) => lineMarks(line, look)),
      ...lines.flatMap(({ line, look }) => exitMark(line, look.colour)),
      partingMarks(
        partings.filter(({ accepted }) => accepted),
        '◇',
        'var(--muted)',
      ),
      partingMarks(
        partings.filter(({ accepted }) => !accepted),
        '✕',
        'var(--danger)',
      ),
      ...names.map(({ name, line, at }) => nameMark(at, name, paths[line]?.look.colour, frame)),
    ],
  });
  const description = `Contours of ${landscape?.title ?? picture.objective}. ${picture.summary}`;
  return drawingOf(chart, description, (step) =>
    picture.paths.flatMap(({ rows, look }) => {
      const [x, y] = rows[step] ?? [];
      const isThere = typeof x === 'number' && typeof y === 'number' && inFrame({ step, x, y }, frame);
      return isThere ? [{ look, x, y }] : [];
    }),
  );
}

function partingMarks(points: Point[], sign: string, colour: string) {
  return Plot.text(points, {
    x: 'x',
    y: 'y',
    text: () => sign,
    fill: colour,
    stroke: 'var(--page)',
    strokeWidth: 3,
    fontSize: 18,
    fontWeight: 700,
    clip: true,
  });
}

/** The name of a line beside it, on the side where there is room. */
function nameMark(at: Point, name: string, colour: string | undefined, frame: Frame) {
  const right = at.x < frame.x[0] + 0.75 * (frame.x[1] - frame.x[0]);
  return Plot.text([at], {
    x: 'x',
    y: 'y',
    dx: right ? 10 : -10,
    dy: -10,
    textAnchor: right ? 'start' : 'end',
    text: () => name,
    fill: colour,
    ...NAME_STYLE,
  });
}
