/** The trier of this very browser: texts in JavaScript and TypeScript, one after the other. */
import wasmUrl from '@jitl/quickjs-wasmfile-release-sync/wasm?url';
import type { OwnTrial, TryOutcome } from '../../../contract/tries.ts';
import type { Asked } from '../../../grader/report/trial.ts';
import type { FromWorker, ToWorker } from './worker.ts';

/** Its own limits are shorter; after so long the thread is ended, and the server asked. */
const GIVEN_UP_AFTER_MS = 6_000;

/** Nobody has tried anything for a while: its memory is given back. */
const KEPT_MS = 120_000;

/** Neither a thread nor WebAssembly is to be had here. */
let isLacking = false;
let thread: Promise<Worker> | null = null;
let idle: ReturnType<typeof setTimeout> | undefined;
let turn: Promise<unknown> = Promise.resolve();
let count = 0;

/**
 * @returns null where the server is to be asked
 * @throws the signal's reason when nobody wants the answer any more before the text's turn
 */
export function tryInBrowser(
  trial: OwnTrial,
  asked: Asked,
  signal?: AbortSignal,
): Promise<TryOutcome | null> {
  const answer = turn.then(() => {
    signal?.throwIfAborted();
    return isLacking ? null : play(trial, asked);
  });
  turn = answer.catch(() => undefined);
  return answer;
}

async function play(trial: OwnTrial, asked: Asked): Promise<TryOutcome | null> {
  let worker: Worker;
  try {
    worker = await (thread ??= start());
  } catch {
    // Without a network, perhaps; the next text will tell.
    thread = null;
    return null;
  }
  clearTimeout(idle);
  const id = ++count;
  return new Promise((resolve) => {
    const end = () => {
      worker.terminate();
      thread = null;
    };
    const settle = (outcome: TryOutcome | null) => {
      clearTimeout(timer);
      resolve(outcome);
    };
    const timer = setTimeout(() => {
      end();
      settle(null);
    }, GIVEN_UP_AFTER_MS);
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if (data.id !== id) return;
      idle = setTimeout(end, KEPT_MS);
      settle(data.outcome);
    };
    worker.onerror = () => {
      // What cannot even begin, or fails over a text, would do so the next time.
      isLacking = true;
      end();
      settle(null);
    };
    post(worker, { id, trial, asked });
  });
}

async function start(): Promise<Worker> {
  const response = await fetch(wasmUrl);
  if (!response.ok) throw new Error(`no interpreter: ${response.status}`);
  const wasm = await response.arrayBuffer();
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  post(worker, { wasm }, [wasm]);
  return worker;
}

const post = (worker: Worker, message: ToWorker, transfer: Transferable[] = []) =>
  worker.postMessage(message, transfer);
