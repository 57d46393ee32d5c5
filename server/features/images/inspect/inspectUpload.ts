/**
 * A large SVG takes a second to be read and written anew: it is done in a thread of its own, one at a time, so that the
 * server goes on answering. Everything else takes some milliseconds.
 */
import { Worker } from 'node:worker_threads';
import { inspectImage } from './inspectImage.ts';
import type { Inspected } from './inspectImage.ts';
import { inspectPdf } from './pdf.ts';
import { inspectRaster } from './raster.ts';

/** About 50 ms of reading, which is what a thread takes to start. */
const SMALL_SVG_BYTES = 100_000;
const TIME_LIMIT_MS = 10_000;

/** Resolves when no SVG is read any more. */
let last: Promise<unknown> = Promise.resolve();

export async function inspectUpload(bytes: Uint8Array): Promise<Inspected> {
  if (bytes.length <= SMALL_SVG_BYTES || inspectRaster(bytes) !== null || inspectPdf(bytes) !== null)
    return inspectImage(bytes);
  const inspected = last.then(() => inspectInThread(bytes));
  last = inspected.catch(() => undefined);
  return inspected;
}

function inspectInThread(bytes: Uint8Array): Promise<Inspected> {
  const worker = new Worker(new URL('./inspectThread.ts', import.meta.url), {
    workerData: bytes,
    env: {},
    argv: [],
    execArgv: ['--disable-warning=ExperimentalWarning'],
    resourceLimits: { maxOldGenerationSizeMb: 256, stackSizeMb: 4 },
  });
  const { promise, resolve, reject } = Promise.withResolvers<Inspected>();
  const tooMuch: Inspected = { ok: false, problem: 'takes too long to be read. Save it as PDF or PNG.' };
  const timer = setTimeout(() => resolve(tooMuch), TIME_LIMIT_MS);
  worker.on('message', resolve);
  worker.on('error', reject);
  worker.on('exit', (code) => reject(new Error(`the thread that reads SVG ended with code ${code}`)));
  return promise.finally(() => {
    clearTimeout(timer);
    void worker.terminate();
  });
}
