/** A request as an order for an interpreter, and the flat numbers that come back as rows of vectors. */
import { GraderFault, type Vector } from '../../terms.ts';
import type { Episode, EpisodeOutcome, ParameterSpec } from '../../episode.ts';
import type { RunRequest } from '../sandbox.ts';
import { MAX_MEMORY_BYTES, type EpisodeOrder, type EpisodeReply, type RunOrder } from './protocol.ts';

/** @throws GraderFault where an episode is in closed loop and nobody gives gradients */
export function orderOf({ program, episodes, limits, gradient }: RunRequest): RunOrder {
  if (!gradient && episodes.some((episode) => episode.gradients === null))
    throw new GraderFault('closed loop without a gradient function');
  return {
    program,
    episodes: episodes.map(episodeOrder),
    limits: { ...limits, memoryBytes: Math.min(limits.memoryBytes, MAX_MEMORY_BYTES) },
  };
}

/** Numbers of the widest episode in closed loop; 0 where every one is a replay. */
export const widestLoop = ({ episodes }: Pick<RunRequest, 'episodes'>): number =>
  Math.max(0, ...episodes.filter(({ gradients }) => gradients === null).map(widthOf));

function episodeOrder(episode: Episode): EpisodeOrder {
  const { entry, dtype, steps, changes, gradients } = episode;
  for (const { shape, start } of episode.parameters) {
    const size = shape.reduce((product, length) => product * length, 1);
    if (shape.length > 2 || size !== start.length) throw new GraderFault('a start does not have its shape');
  }
  return {
    entry,
    dtype,
    steps,
    parameters: episode.parameters.map(({ shape, start, config }) => ({
      shape,
      start: Array.from(start),
      config,
    })),
    changes,
    gradients: gradients && flatten(gradients.slice(0, steps), steps * widthOf(episode)),
  };
}

function flatten(gradients: Vector[][], size: number): Float64Array {
  const flat = new Float64Array(size);
  let at = 0;
  for (const vector of gradients.flat()) {
    if (at + vector.length > size) throw new GraderFault('more gradients than steps and parameters');
    flat.set(vector, at);
    at += vector.length;
  }
  if (at !== size) throw new GraderFault('fewer gradients than steps and parameters');
  return flat;
}

export function widthOf({ parameters }: Pick<Episode, 'parameters'>): number {
  return parameters.reduce((sum, { start }) => sum + start.length, 0);
}

/** One row of flat numbers as a vector for each parameter. The vectors are copies. */
export function splitRow(flat: Float64Array, offset: number, parameters: ParameterSpec[]): Vector[] {
  let at = offset;
  return parameters.map(({ start }) => Float64Array.from(flat.subarray(at, (at += start.length))));
}

export function unflatten(reply: EpisodeReply, parameters: ParameterSpec[]): EpisodeOutcome {
  if (!('rows' in reply)) return reply;
  const width = widthOf({ parameters });
  const rows = Array.from({ length: reply.rows.length / width }, (_, step) =>
    splitRow(reply.rows, step * width, parameters),
  );
  return { ...reply, rows };
}
