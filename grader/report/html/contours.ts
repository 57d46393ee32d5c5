/** Contours of an objective as SVG paths. Pure. */
import { contours } from 'd3-contour';
import type { Landscape } from '../landscape.ts';
import type { Frame } from '../frame.ts';

const LEVELS = 14;
/** Grid cells a side of the frame; values are taken at their middles. */
const CELLS = 96;
/** Cells beyond each edge, so that the lines along the grid's own border are outside the frame and cut away. */
const BEYOND = 2;

/** From data to the drawing's units. */
export type Project = (x: number, y: number) => readonly [number, number];

/** One path a level, lowest first. */
export function contourPaths(
  { height }: Pick<Landscape, 'height'>,
  frame: Frame,
  project: Project,
): string[] {
  const side = CELLS + 2 * BEYOND;
  const at = ([low, high]: [number, number], cell: number) => low + ((cell - BEYOND) / CELLS) * (high - low);
  const values = Array.from({ length: side * side }, (_, i) =>
    height(at(frame.x, (i % side) + 0.5), at(frame.y, Math.floor(i / side) + 0.5)),
  );
  const point = ([column, row]: number[]) =>
    project(at(frame.x, column!), at(frame.y, row!))
      .map((pixel) => pixel.toFixed(1))
      .join(' ');
  return contours()
    .size([side, side])
    .thresholds(levels(values))(values)
    .map(({ coordinates }) =>
      coordinates
        .flat()
        .map((ring) => `M${ring.map(point).join('L')}Z`)
        .join(''),
    )
    .filter((path) => path !== '');
}

/**
 * Levels at equal shares of the frame's area rather than at equal distances: round bowls and flat valleys alike then
 * show about equally many lines.
 */
function levels(values: readonly number[]): number[] {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  const share = (level: number) => sorted[Math.floor((sorted.length * (level + 0.5)) / LEVELS)]!;
  return [...new Set(Array.from({ length: LEVELS }, (_, level) => share(level)))];
}
