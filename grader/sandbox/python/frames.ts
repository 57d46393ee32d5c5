/**
 * The bytes that pass between the host and a run; `wire.py` is the other side and says what is sent when.
 * A frame is two uint32 (bytes of JSON, count of float64), the JSON and the numbers, all little-endian.
 */
import { endianness } from 'node:os';
import type { Episode } from '../../episode.ts';
import type { RunLimits, RunRequest } from '../sandbox.ts';
import { GraderFault, type Vector } from '../../terms.ts';

export const TOKEN_BYTES = 16;
const FRAME_HEAD_BYTES = 8;
/** The run sent something that the runner never sends: its program interfered. Ends as the run's death. */
export class ProtocolViolation extends Error {
  override name = 'ProtocolViolation';
}

export interface Frame {
  /** Empty for the parameters of a closed loop. */
  json: string;
  numbers: Vector;
}

export function encodeHeader(token: Buffer, limits: RunLimits): Buffer {
  const header = Buffer.alloc(TOKEN_BYTES + 32);
  token.copy(header);
  header.writeDoubleLE(limits.wallSeconds, TOKEN_BYTES);
  header.writeDoubleLE(limits.cpuSeconds, TOKEN_BYTES + 8);
  header.writeBigUInt64LE(BigInt(limits.memoryBytes), TOKEN_BYTES + 16);
  header.writeBigUInt64LE(BigInt(limits.outputBytes), TOKEN_BYTES + 24);
  return header;
}

export function encodeFrame(json: string, vectors: readonly Vector[]): Buffer {
  if (endianness() !== 'LE') throw new GraderFault('the Python sandbox wants a little-endian machine');
  const text = Buffer.from(json);
  const count = vectors.reduce((sum, vector) => sum + vector.length, 0);
  const head = Buffer.alloc(FRAME_HEAD_BYTES);
  head.writeUInt32LE(text.length, 0);
  head.writeUInt32LE(count, 4);
  const numbers = vectors.map((vector) => Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength));
  return Buffer.concat([head, text, ...numbers]);
}

function checkGradients({ entry, gradients, parameters, steps }: Episode): void {
  const fits = (row: Vector[]) =>
    row.length === parameters.length &&
    row.every((vector, i) => vector.length === parameters[i]?.start.length);
  if (gradients !== null && (gradients.length !== steps || !gradients.every(fits))) {
    throw new GraderFault(`the gradients of an episode of ${entry} do not fit its steps and parameters`);
  }
}

/** Throws GraderFault when an episode does not add up. */
export function encodeRequest({ program, episodes, limits }: RunRequest): Buffer {
  const vectors: Vector[] = [];
  const heads = episodes.map((episode) => {
    checkGradients(episode);
    const before = vectors.length;
    vectors.push(
      ...episode.parameters.map((parameter) => parameter.start),
      ...(episode.gradients ?? []).flat(),
    );
    return {
      entry: episode.entry,
      parameters: episode.parameters.map(({ shape, start, config }) => ({
        shape,
        size: start.length,
        config,
      })),
      dtype: episode.dtype,
      steps: episode.steps,
      replay: episode.gradients !== null,
      changes: episode.changes,
      numbers: vectors.slice(before).reduce((sum, vector) => sum + vector.length, 0),
    };
  });
  const head = {
    fileName: program.fileName,
    source: program.source,
    outputBytes: limits.outputBytes,
    episodes: heads,
  };
  return encodeFrame(JSON.stringify(head), vectors);
}

/** Copies, because the bytes need not be aligned; an incomplete last number is left out. */
export function toVector(bytes: Buffer): Vector {
  const copy = new Float64Array(Math.floor(bytes.length / 8));
  Buffer.from(copy.buffer).set(bytes.subarray(0, copy.byteLength));
  return copy;
}

/**
 * Everything received of a run. The token, which only the keeper knows, marks where the keeper's own words begin,
 * whatever the run may have sent before: an unfinished frame, or one that claims to be longer than it is.
 */
export class RunStream {
  #bytes = Buffer.alloc(16 * 2 ** 10);
  #length = 0;
  #read = 0;
  #trailerAt = -1;
  readonly #token: Buffer;
  readonly #maxBytes: number;

  constructor(token: Buffer, maxBytes: number) {
    this.#token = token;
    this.#maxBytes = maxBytes;
  }

  push(chunk: Buffer): void {
    if (this.#length + chunk.length > this.#maxBytes) throw new ProtocolViolation('too many bytes');
    if (this.#length + chunk.length > this.#bytes.length) {
      const larger = Buffer.alloc(2 * (this.#length + chunk.length));
      this.#bytes.copy(larger, 0, 0, this.#length);
      this.#bytes = larger;
    }
    const searchFrom = Math.max(0, this.#length - TOKEN_BYTES);
    chunk.copy(this.#bytes, this.#length);
    this.#length += chunk.length;
    if (this.#trailerAt < 0) {
      this.#trailerAt = this.#bytes.subarray(0, this.#length).indexOf(this.#token, searchFrom);
    }
  }

  /** The next complete frame of the run, null when there is none (yet); half a token may look like a long one. */
  nextFrame(): Frame | null {
    const end = this.#trailerAt < 0 ? this.#length : this.#trailerAt;
    const frame = this.#frameAt(this.#read, end);
    if (frame === null || frame.end > end) return null;
    this.#read = frame.end;
    return { json: frame.json(), numbers: frame.numbers() };
  }

  /** The keeper's JSON, and the output and rows that follow it; null when it did not come. */
  trailer(): { json: string; rest: Buffer } | null {
    if (this.#trailerAt < 0) return null;
    const head = this.#frameAt(this.#trailerAt + TOKEN_BYTES, this.#length);
    if (head === null || head.numbersAt > this.#length) return null;
    return { json: head.json(), rest: this.#bytes.subarray(head.numbersAt, this.#length) };
  }

  #frameAt(at: number, end: number) {
    if (at + FRAME_HEAD_BYTES > end) return null;
    const jsonAt = at + FRAME_HEAD_BYTES;
    const numbersAt = jsonAt + this.#bytes.readUInt32LE(at);
    const frameEnd = numbersAt + 8 * this.#bytes.readUInt32LE(at + 4);
    return {
      numbersAt,
      end: frameEnd,
      json: () => this.#bytes.toString('utf8', jsonAt, numbersAt),
      numbers: () => toVector(this.#bytes.subarray(numbersAt, frameEnd)),
    };
  }
}
