/**
 * A thread of the browser in which texts are tried. It is sent with a policy that lets it compile WebAssembly and fetch
 * nothing (`server/middleware/serveClient.ts`), so that even a program which broke out of its interpreter could reach nothing.
 */
import type { OwnTrial, TryOutcome } from '../../../contract/tries.ts';
import type { Asked } from '../../../grader/report/trial.ts';
import { stopClock } from '../../../grader/sandbox/javascript/player.ts';
import { GUEST } from './guest.ts';
import { createTryHere, type TryHere } from './tryHere.ts';

/** First of all the bytes of QuickJS, then texts. */
export type ToWorker = { wasm: ArrayBuffer } | { id: number; trial: OwnTrial; asked: Asked };
/** In the order of the questions; null leaves one to the server. */
export interface FromWorker {
  id: number;
  outcome: TryOutcome | null;
}

stopClock();
let ready: Promise<TryHere> | undefined;

self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if ('wasm' in data) ready = create(data.wasm);
  else void answer(data);
});

const create = async (bytes: ArrayBuffer): Promise<TryHere> =>
  createTryHere({ wasm: await WebAssembly.compile(bytes), guest: GUEST, isEmpty });

function isEmpty(page: Uint8Array): boolean {
  const words = new BigInt64Array(page.buffer, page.byteOffset, page.byteLength / 8);
  for (let i = 0; i < words.length; i++) if (words[i] !== 0n) return false;
  return true;
}

async function answer({ id, trial, asked }: Exclude<ToWorker, { wasm: unknown }>): Promise<void> {
  const tryHere = await ready!;
  const message: FromWorker = { id, outcome: await tryHere(trial, asked) };
  self.postMessage(message);
}

// A rejection ends nothing by itself; whoever started this thread hears of an error.
self.addEventListener('unhandledrejection', ({ reason }) => {
  throw reason;
});
