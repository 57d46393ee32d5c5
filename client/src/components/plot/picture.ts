/** What is drawn, as values: trajectories on one objective, each with its look. */
import type { Ground, TrajectoryPlot } from '../../../../contract/report.ts';
import { REFERENCE, YOURS, type Look } from './drawing.ts';
import { summary } from './trajectory.ts';

export interface Path {
  look: Look;
  /** Two coordinates a step, the start first; null where not finite. */
  rows: (number | null)[][];
  /** f at every row. */
  losses: (number | null)[];
  /** The step at which it parts from the reference, null when it does not. */
  partsAt: number | null;
  /** Parting there is right: a convention rather than a fault. */
  accepted: boolean;
}

export interface Picture {
  title: string;
  /** The one sentence that says what is to be seen. */
  summary: string;
  /** Name of the objective whose contours are drawn. */
  objective: string;
  /** Of an objective of the author's own. */
  ground?: Ground | undefined;
  /** The reference is the last: drawn on top, and the frame is made for it. */
  paths: Path[];
}

/** @param whose the name of the path that is not the reference's */
export function pictureOf(plot: TrajectoryPlot, whose: 'yours' | 'theirs'): Picture {
  return {
    title: plot.title,
    summary: summary(plot, whose),
    objective: plot.objective,
    ground: plot.ground,
    paths: [
      {
        look: { ...YOURS, name: whose },
        rows: plot.yours,
        losses: plot.loss.yours,
        partsAt: plot.divergedAt,
        accepted: false,
      },
      { look: REFERENCE, rows: plot.reference, losses: plot.loss.reference, partsAt: null, accepted: false },
    ],
  };
}

/** Where the reference begins; null where that is not in a plane of numbers. */
export function startOf({ paths }: Picture): [number, number] | null {
  const [x, y] = paths.at(-1)?.rows[0] ?? [];
  return typeof x === 'number' && typeof y === 'number' ? [x, y] : null;
}

export function stepsOf({ paths }: Picture): number {
  return Math.max(...paths.map(({ rows }) => rows.length)) - 1;
}

/** The steps at which a path parts from the reference, the first first. */
export function partingsOf({ paths }: Picture): number[] {
  return [...new Set(paths.flatMap(({ partsAt }) => partsAt ?? []))].sort((a, b) => a - b);
}
