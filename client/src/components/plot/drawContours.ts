import * as Plot from '@observablehq/plot';
import type { TrajectoryPlot } from '../../../../contract/report.ts';
import { findObjective } from '../../../../grader/objectives/index.ts';
import { asImage, marker, REFERENCE, svgElement, YOURS, type Drawing } from './drawing.ts';
import {
  drawn,
  finitePoints,
  frameOf,
  inFrame,
  labelPoint,
  summary,
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

function lineMarks(
  trajectory: DrawnTrajectory,
  look: { colour: string; dash?: string },
  symbol: 'circle' | 'square',
) {
  return [
    Plot.line(trajectory.points, {
      x: 'x',
      y: 'y',
      stroke: look.colour,
      strokeWidth: 2,
      strokeDasharray: look.dash,
      clip: true,
    }),
    Plot.dot(beads(trajectory), {
      x: 'x',
      y: 'y',
      symbol,
      r: symbol === 'circle' ? 2.8 : 4,
      fill: symbol === 'circle' ? look.colour : 'none',
      stroke: look.colour,
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

export function drawContours(plot: TrajectoryPlot, width: number): Drawing {
  const objective = findObjective(plot.objective);
  const height: Height | null =
    objective === undefined ? null : (x, y) => objective.value(Float64Array.of(x, y), 0);
  const minimum = objective?.minimum?.slice(0, 2) ?? null;
  const yours = finitePoints(plot.yours);
  const reference = finitePoints(plot.reference);
  const frame = frameOf(reference, yours, minimum);
  const keep = plot.divergedAt === null ? [] : [plot.divergedAt];
  const lines = { yours: drawn(yours, frame, keep), reference: drawn(reference, frame, keep) };
  const parted = yours.filter(({ step }) => step === plot.divergedAt && plot.divergedAt !== null);
  const names = {
    yours: labelPoint(yours, reference, frame),
    reference: labelPoint(reference, yours, frame),
  };
  const together = names.yours === null && names.reference === null ? (yours[0] ?? null) : null;
  const chart = Plot.plot({
    width,
    height: Math.round(Math.min(420, Math.max(260, width * 0.7))),
    marginLeft: 48,
    marginRight: 16,
    marginTop: 24,
    style: { background: 'none', color: 'var(--muted)', fontSize: '12px', overflow: 'hidden' },
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
      ...lineMarks(lines.yours, YOURS, 'circle'),
      ...lineMarks(lines.reference, REFERENCE, 'square'),
      ...exitMark(lines.reference, REFERENCE.colour),
      ...exitMark(lines.yours, YOURS.colour),
      Plot.text(parted, {
        x: 'x',
        y: 'y',
        text: () => '✕',
        fill: 'var(--danger)',
        stroke: 'var(--page)',
        strokeWidth: 3,
        fontSize: 18,
        fontWeight: 700,
        clip: true,
      }),
      nameMark(names.reference, REFERENCE, frame),
      nameMark(names.yours, YOURS, frame),
      nameMark(together, { ...YOURS, name: 'yours and the reference' }, frame),
    ],
  });
  const svg = asImage(chart, `Contours of ${objective?.title ?? plot.objective}. ${summary(plot)}`);
  const x = chart.scale('x');
  const y = chart.scale('y');
  const marks = svgElement('g', {});
  svg.append(marks);
  return {
    svg,
    mark: (step) => {
      marks.replaceChildren();
      const ring = (row: (number | null)[] | undefined, shape: 'circle' | 'square', colour: string) => {
        const [px, py] = row ?? [];
        if (typeof px !== 'number' || typeof py !== 'number' || !inFrame({ step, x: px, y: py }, frame))
          return;
        marks.append(marker(shape, colour, Number(x?.apply(px)), Number(y?.apply(py))));
      };
      ring(plot.reference[step], 'square', REFERENCE.colour);
      ring(plot.yours[step], 'circle', YOURS.colour);
    },
  };
}

/** The name of a line beside it, on the side where there is room. */
function nameMark(at: Point | null, look: { colour: string; name: string }, frame: Frame) {
  if (at === null) return [];
  const right = at.x < frame.x[0] + 0.75 * (frame.x[1] - frame.x[0]);
  return Plot.text([at], {
    x: 'x',
    y: 'y',
    dx: right ? 10 : -10,
    dy: -10,
    textAnchor: right ? 'start' : 'end',
    text: () => look.name,
    fill: look.colour,
    stroke: 'var(--page)',
    strokeWidth: 4,
    fontWeight: 600,
    fontSize: 13,
  });
}
