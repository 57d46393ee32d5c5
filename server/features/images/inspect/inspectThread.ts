/** Body of the thread that inspects one image; see `inspectUpload.ts`. */
import { parentPort, workerData } from 'node:worker_threads';
import { inspectImage } from './inspectImage.ts';

parentPort?.postMessage(inspectImage(workerData as Uint8Array));
