/** One run, of one part or several, over its connection to a keeper. */
import { createConnection } from 'node:net';
import { GraderFault } from '../../terms.ts';
import {
  encodeHeader,
  encodeRequest,
  ProtocolViolation,
  RunStream,
  type RunParts,
  sendFrame,
  sendPieces,
} from './frames.ts';
import { type PartResults, Parts } from './parts.ts';

/** How long after the run's own limit the keeper may take to say so: its patience with us, and more. */
const KEEPER_GRACE_MS = 120_000;

/** Room for what is read at a time. It is used again and again: an experiment says a gigabyte. */
const PIECE_BYTES = 64 * 2 ** 10;

/** What throws here is ours, such as an objective that cannot be evaluated. */
async function attempt<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw cause instanceof GraderFault ? cause : new GraderFault('a gradient could not be given', { cause });
  }
}

/**
 * Plays `parts` in a process of the zygote that listens on `socketPath`. Rejects with `GraderFault` when the zygote
 * or a keeper fails, or when a `gradient` throws.
 */
export async function playRun(socketPath: string, parts: RunParts): Promise<PartResults> {
  const stream = new RunStream();
  const transcript = new Parts(parts);
  const order = await attempt(() => encodeRequest(parts));
  const orderBytes = order.reduce((sum, { length }) => sum + length, 0);
  const opening = [encodeHeader(parts, orderBytes), ...order];

  return new Promise((resolve, reject) => {
    const socket = createConnection(
      { path: socketPath, onread: { buffer: Buffer.allocUnsafeSlow(PIECE_BYTES), callback: hear } },
      () => sendPieces(socket, opening),
    );
    const fail = (reason: string, cause?: unknown): void => {
      finish();
      reject(new GraderFault(reason, { cause }));
    };
    const timer = setTimeout(
      () => fail('a keeper did not end its run in time'),
      parts[0].limits.wallSeconds * 1000 + KEEPER_GRACE_MS,
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
        const { part, episode, step, parameters } = question;
        attempt(() => parts[part]!.gradient!(episode, step, parameters)).then(
          (gradients) => sendFrame(socket, '', gradients),
          (error: GraderFault) => fail(error.message, error),
        );
      }
    };
    const conclude = (): void => {
      const ending = stream.ending();
      if (ending === null || !transcript.isEnd(ending)) return;
      const result = transcript.end(ending);
      finish();
      resolve(result);
    };

    /** @returns true: go on */
    function hear(count: number, piece: Uint8Array): boolean {
      try {
        stream.push(piece.subarray(0, count));
        readFrames();
        conclude();
      } catch (error) {
        if (error instanceof ProtocolViolation) {
          finish();
          resolve(transcript.interfered());
        } else fail((error as Error).message, error);
      }
      return true;
    }

    socket.on('end', () => fail('the Python sandbox lost a run'));
    socket.on('error', (cause) => fail('the Python sandbox lost a run', cause));
  });
}
