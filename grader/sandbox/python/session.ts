/** One run over its connection to a keeper. */
import { randomBytes } from 'node:crypto';
import { createConnection } from 'node:net';
import { GraderFault } from '../../terms.ts';
import type { RunRequest } from '../sandbox.ts';
import type { RunResult } from '../../episode.ts';
import {
  encodeFrame,
  encodeHeader,
  encodeRequest,
  ProtocolViolation,
  RunStream,
  TOKEN_BYTES,
} from './frames.ts';
import { Transcript } from './transcript.ts';

/** How long after the run's own limit the keeper may take to say so. */
const KEEPER_GRACE_MS = 10_000;
/** What a run may send beside its rows: one failure an episode, and the trailer. */
const BYTES_A_MESSAGE = 32 * 2 ** 10;

/** Bytes that an honest run cannot exceed: every row at most twice (sent and unsent, or asked and sent). */
function maxBytes({ episodes, limits }: RunRequest): number {
  const numbers = episodes.reduce(
    (sum, { steps, parameters }) =>
      sum + (steps + 1) * parameters.reduce((size, { start }) => size + start.length, 0),
    0,
  );
  const messages = episodes.reduce((sum, { steps }) => sum + BYTES_A_MESSAGE + 8 * steps, 0);
  return 3 * 8 * numbers + messages + 8 * 2 ** 20 + limits.outputBytes;
}

/**
 * Plays `request` in a process of the zygote that listens on `socketPath`. Rejects with `GraderFault` when the zygote
 * or a keeper fails, or when `request.gradient` throws.
 */
export function playRun(socketPath: string, request: RunRequest): Promise<RunResult> {
  const token = randomBytes(TOKEN_BYTES);
  const stream = new RunStream(token, maxBytes(request));
  const transcript = new Transcript(request);
  const opening = Buffer.concat([encodeHeader(token, request.limits), encodeRequest(request)]);

  return new Promise((resolve, reject) => {
    const socket = createConnection(socketPath, () => socket.write(opening));
    const fail = (reason: string, cause?: unknown): void => {
      finish();
      reject(new GraderFault(reason, { cause }));
    };
    const timer = setTimeout(
      () => fail('a keeper did not end its run in time'),
      request.limits.wallSeconds * 1000 + KEEPER_GRACE_MS,
    );
    /** Hanging up makes the keeper end the run if it still goes on. */
    const finish = (): void => {
      clearTimeout(timer);
      socket.destroy();
    };

    const readFrames = (): void => {
      for (let frame = stream.nextFrame(); frame !== null; frame = stream.nextFrame()) {
        const question = transcript.accept(frame);
        if (question === null) continue;
        if (request.gradient === undefined) throw new GraderFault('a closed-loop episode without a gradient');
        const gradients = request.gradient(question.episode, question.step, question.parameters);
        socket.write(encodeFrame('', gradients));
      }
    };

    socket.on('data', (chunk) => {
      try {
        stream.push(chunk);
        readFrames();
      } catch (error) {
        if (!(error instanceof ProtocolViolation)) return fail('a gradient could not be given', error);
        finish();
        resolve(transcript.interfered());
      }
    });
    const conclude = (cause?: unknown): void => {
      const trailer = stream.trailer();
      if (trailer === null) return fail('the Python sandbox lost a run', cause);
      try {
        const result = transcript.end(trailer.json, trailer.rest);
        finish();
        resolve(result);
      } catch (error) {
        fail(error instanceof Error ? error.message : 'a trailer could not be read', error);
      }
    };
    socket.on('end', conclude);
    // A run that ended before it read everything resets the connection, after its trailer.
    socket.on('error', conclude);
  });
}
