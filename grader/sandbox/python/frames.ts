/**
 * The bytes that pass between the host and a run; `wire.py` is the other side and says what is sent when.
 * A frame is two uint32 (bytes of JSON, count of float64), the JSON and the numbers, all little-endian.
 */
import { endianness } from 'node:os';
import type { Writable } from 'node:stream';
import type { Episode } from '../../episode.ts';
import type { RunRequest } from '../sandbox.ts';
import { GraderFault, type Vector } from '../../terms.ts';

/** What one process plays, one after the other and each as if it were the first: of one program and with the same limits. */
export type RunParts = readonly [RunRequest, ...RunRequest[]];

const FRAME_HEAD_BYTES = 8;
/** In the first number of a frame: these are the keeper's words. */
const KEEPERS_MARK = 2 ** 31;
/** As in `talk.py`: of one message of the runner. */
const MAX_JSON_BYTES = 64 * 2 ** 10;
/** As in `wire.py`: rows that the runner sends at a time. */
const ROW_BYTES = 4 * 2 ** 20;

/** The run sent something that the runner never sends: its program interfered. Ends as the run's death. */
export class ProtocolViolation extends Error {
  override name = 'ProtocolViolation';
}

export interface Frame {
  /** Empty for the parameters of a closed loop. */
  json: string;
  /** Only until the next frame of the same stream is read: whoever keeps them makes a copy. */
  numbers: Vector;
}

/** Whether the run has to ask for a gradient before every step; one that is linear it computes. */
export const asksForGradients = ({ gradients, linear }: Pick<Episode, 'gradients' | 'linear'>): boolean =>
  gradients === null && linear === undefined;

/** What a run may say at most: what an honest one of these parts has to. */
function capsOf(parts: readonly Pick<RunRequest, 'episodes'>[]): { frames: number; bytes: number } {
  // Of each part how it is loaded, and its end.
  let frames = 2 * parts.length;
  let bytes = 2 * MAX_JSON_BYTES * parts.length;
  for (const episode of parts.flatMap(({ episodes }) => episodes)) {
    const { steps, parameters } = episode;
    const rows = 8 * steps * parameters.reduce((size, { start }) => size + start.length, 0);
    // One message at its end, and before it a question a step, or parts where the rows are many.
    frames += 1 + (asksForGradients(episode) ? steps : Math.ceil(rows / (ROW_BYTES / 2)));
    bytes += MAX_JSON_BYTES + rows;
  }
  return { frames, bytes };
}

/** @param requestBytes length of the request, which follows */
export function encodeHeader(parts: RunParts, requestBytes: number): Buffer {
  const [{ limits }] = parts;
  const header = Buffer.alloc(56);
  header.writeDoubleLE(limits.wallSeconds, 0);
  header.writeDoubleLE(limits.cpuSeconds, 8);
  const caps = capsOf(parts);
  const counts = [limits.memoryBytes, limits.outputBytes, caps.frames, caps.bytes, requestBytes];
  counts.forEach((count, index) => header.writeBigUInt64LE(BigInt(count), 16 + 8 * index));
  return header;
}

function partsOf(json: string, vectors: readonly Vector[]): Buffer[] {
  if (endianness() !== 'LE') throw new GraderFault('the Python sandbox wants a little-endian machine');
  const text = Buffer.from(json);
  const count = vectors.reduce((sum, vector) => sum + vector.length, 0);
  const head = Buffer.alloc(FRAME_HEAD_BYTES);
  head.writeUInt32LE(text.length, 0);
  head.writeUInt32LE(count, 4);
  return [Buffer.concat([head, text]), ...vectors.map(bytesOf)];
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Vector) => Buffer.from(buffer, byteOffset, byteLength);

export const encodeFrame = (json: string, vectors: readonly Vector[]): Buffer =>
  Buffer.concat(partsOf(json, vectors));

/**
 * Sends a frame without a copy of its numbers, which must stay as they are until the other side has answered. Where ten
 * thousand of them pass every few milliseconds, each copy is memory that the garbage collector has to find.
 */
export const sendFrame = (to: Writable, json: string, vectors: readonly Vector[]): void =>
  sendPieces(to, partsOf(json, vectors));

/** At once. */
export function sendPieces(to: Writable, pieces: readonly Buffer[]): void {
  to.cork();
  for (const piece of pieces) to.write(piece);
  to.uncork();
}

/**
 * Recorded gradients; in a closed loop those at the start, or the slopes of all steps and then the offsets. Throws
 * GraderFault when they do not fit.
 */
async function givenGradients({ episodes, gradient }: RunRequest, index: number): Promise<Vector[][]> {
  const { entry, gradients, linear, parameters, steps } = episodes[index]!;
  const starts = parameters.map(({ start }) => start);
  const parts = gradients ? [gradients] : linear ? [linear.slopes, linear.offsets] : null;
  if (parts === null && gradient === undefined)
    throw new GraderFault('a closed-loop episode without a gradient');
  const given = parts?.flat() ?? [await gradient!(index, 0, starts)];
  const fits = (row: Vector[]) =>
    row.length === starts.length && row.every((vector, i) => vector.length === starts[i]!.length);
  if (given.length !== (parts ? parts.length * steps : 1) || !given.every(fits)) {
    throw new GraderFault(`the gradients of an episode of ${entry} do not fit its steps and parameters`);
  }
  return given;
}

/** An episode as the runner is told of it. */
interface EncodedEpisode {
  head: object;
  /** The starts, then the gradients. */
  numbers: Vector;
}

/** Of those that ask for nothing: a question's are the same for every program. */
const encoded = new WeakMap<Episode, EncodedEpisode>();

/** In the pieces that are to be sent. Throws GraderFault when an episode does not add up. */
export async function encodeRequest(parts: RunParts): Promise<Buffer[]> {
  const [{ program, limits }] = parts;
  const vectors: Vector[] = [];
  const head = {
    fileName: program.fileName,
    source: program.source,
    outputBytes: limits.outputBytes,
    parts: [] as object[][],
  };
  for (const part of parts) {
    const heads: object[] = [];
    for (const [index, episode] of part.episodes.entries()) {
      const known = encoded.get(episode) ?? (await encodeEpisode(part, index));
      if (!asksForGradients(episode)) encoded.set(episode, known);
      heads.push(known.head);
      vectors.push(known.numbers);
    }
    head.parts.push(heads);
  }
  return partsOf(JSON.stringify(head), vectors);
}

async function encodeEpisode(part: RunRequest, index: number): Promise<EncodedEpisode> {
  const episode = part.episodes[index]!;
  const { entry, parameters, dtype, steps, changes } = episode;
  const vectors = [...parameters.map(({ start }) => start), ...(await givenGradients(part, index)).flat()];
  const numbers = new Float64Array(vectors.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const vector of vectors) {
    numbers.set(vector, at);
    at += vector.length;
  }
  const head = {
    entry,
    parameters: parameters.map(({ shape, start, config }) => ({ shape, size: start.length, config })),
    dtype,
    steps,
    given: asksForGradients(episode) ? 'first' : episode.gradients ? 'all' : 'linear',
    changes,
    numbers: numbers.length,
  };
  return { head, numbers };
}

/** Copies, because the bytes need not be aligned; an incomplete last number is left out. */
export function toVector(bytes: Buffer): Vector {
  const copy = new Float64Array(Math.floor(bytes.length / 8));
  Buffer.from(copy.buffer).set(bytes.subarray(0, copy.byteLength));
  return copy;
}

/** Everything received of a run: frames that its keeper let through, and at the end the keeper's own words. */
export class RunStream {
  #bytes = Buffer.alloc(16 * 2 ** 10);
  #length = 0;
  #read = 0;
  #ending: { json: string; at: number } | null = null;
  /** The numbers of the last frame: the bytes need not be aligned. */
  #numbers = new Float64Array();

  push(chunk: Uint8Array): void {
    if (this.#length + chunk.length > this.#bytes.length) this.#makeRoom(chunk.length);
    this.#bytes.set(chunk, this.#length);
    this.#length += chunk.length;
  }

  /** The next complete frame of the run, null when there is none (yet). */
  nextFrame(): Frame | null {
    if (this.#ending !== null || this.#read + FRAME_HEAD_BYTES > this.#length) return null;
    const jsonBytes = this.#bytes.readUInt32LE(this.#read);
    const jsonAt = this.#read + FRAME_HEAD_BYTES;
    const numbersAt = jsonAt + (jsonBytes % KEEPERS_MARK);
    const end = numbersAt + 8 * this.#bytes.readUInt32LE(this.#read + 4);
    if (end > this.#length) return null;
    const json = this.#bytes.toString('utf8', jsonAt, numbersAt);
    this.#read = end;
    if (jsonBytes >= KEEPERS_MARK) {
      this.#ending = { json, at: end };
      return null;
    }
    return { json, numbers: this.#aligned(this.#bytes.subarray(numbersAt, end)) };
  }

  #aligned(bytes: Buffer): Vector {
    const count = bytes.length / 8;
    if (this.#numbers.length < count) this.#numbers = new Float64Array(count);
    bytesOf(this.#numbers).set(bytes);
    return this.#numbers.subarray(0, count);
  }

  /** The keeper's JSON, and the output and rows received after it; null when it did not come (yet). */
  ending(): { json: string; rest: Buffer } | null {
    if (this.#ending === null) return null;
    const { json, at } = this.#ending;
    return { json, rest: this.#bytes.subarray(at, this.#length) };
  }

  /**
   * What has been read is let go of: in place where half of the room is free then, else in twice the room, so that all the
   * copying together costs no more than the bytes.
   */
  #makeRoom(count: number): void {
    const left = this.#length - this.#read;
    const at = this.#ending?.at ?? this.#read;
    const kept = this.#bytes.subarray(at, this.#length);
    const needed = 2 * (kept.length + count);
    const room = needed <= this.#bytes.length ? this.#bytes : Buffer.alloc(needed);
    kept.copy(room);
    if (this.#ending !== null) this.#ending.at = 0;
    this.#bytes = room;
    this.#length = kept.length;
    this.#read = kept.length - left;
  }
}
