/** What is drawn under trajectories: one of our objectives, or the grid of heights that came with a picture. Pure. */
import type { Ground } from '../../contract/report.ts';
import { findObjective } from '../objectives/index.ts';

export interface Landscape {
  title: string;
  minimum: readonly number[] | null;
  /** NaN where it is not known. */
  height: (x: number, y: number) => number;
}

/** @returns null where nothing is known of it */
export function landscapeOf(objective: string, ground: Ground | undefined): Landscape | null {
  const ours = findObjective(objective);
  if (ours) {
    const height = (x: number, y: number) => ours.value(Float64Array.of(x, y), 0);
    return { title: ours.title, minimum: ours.minimum, height };
  }
  if (!ground) return null;
  return { title: ground.title, minimum: ground.minimum, height: between(ground) };
}

/** Linear between the four points of the grid around a place; at its edge, what stands there. */
function between({ x, y, heights }: Ground): Landscape['height'] {
  const side = Math.round(Math.sqrt(heights.length));
  const cellOf = ([low, high]: readonly [number, number], at: number) =>
    Math.min(side - 1, Math.max(0, ((at - low) / (high - low)) * (side - 1)));
  const heightAt = (column: number, row: number) => heights[row * side + column] ?? NaN;
  return (atX, atY) => {
    const [column, row] = [cellOf(x, atX), cellOf(y, atY)];
    const [left, below] = [Math.min(side - 2, Math.floor(column)), Math.min(side - 2, Math.floor(row))];
    const [right, up] = [column - left, row - below];
    return (
      (heightAt(left, below) * (1 - right) + heightAt(left + 1, below) * right) * (1 - up) +
      (heightAt(left, below + 1) * (1 - right) + heightAt(left + 1, below + 1) * right) * up
    );
  };
}
