/** HEIC photos where the browser opens none itself: a thread of its own does, and ends with each. */
import wasmUrl from 'libheif-js/libheif-wasm/libheif.wasm?url';
import { ApiError } from '../../api/ApiError.ts';
import type { FromHeicThread, ToHeicThread } from './heicThread.ts';

/** As many as the largest telephones take with all of their sensor, 8192 × 6144; the thread has some 20 bytes for each. */
const MOST_PIXELS = 50_400_000;

/** ms; a slow laptop needs three seconds for a photo of 12 million pixels */
const GIVEN_UP_AFTER_MS = 60_000;

/**
 * The photo in all its pixels, upright.
 *
 * @throws an error with words that say what to do; {ApiError} where the decoder could not be fetched
 */
export async function openHeic(file: File): Promise<ImageBitmap> {
  const [wasm, photo] = await Promise.all([fetchDecoder(), file.arrayBuffer()]);
  const opened = await inThread({ wasm, photo, mostPixels: MOST_PIXELS });
  if ('image' in opened) return opened.image;
  const millions = (pixels: number) => Math.round(pixels / 1e6);
  throw new Error(
    'pixels' in opened
      ? `${file.name} has ${millions(opened.pixels)} million pixels, and at most ${millions(MOST_PIXELS)} are opened here; your answer is as it was. Take it again with fewer, or export it smaller.`
      : `${file.name} is a HEIC photo that could not be opened; your answer is as it was. It may be damaged: look at it on the device that took it, and export it as JPEG.`,
  );
}

async function fetchDecoder(): Promise<ArrayBuffer> {
  const response = await fetch(wasmUrl).catch(() => null);
  if (!response?.ok) throw new ApiError('unreachable', 'Stepwise cannot be reached.');
  return response.arrayBuffer();
}

async function inThread(message: ToHeicThread): Promise<FromHeicThread> {
  const thread = new Worker(new URL('./heicThread.ts', import.meta.url), { type: 'module' });
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    return await new Promise((resolve) => {
      const giveUp = () => resolve({ isUnreadable: true });
      timer = setTimeout(giveUp, GIVEN_UP_AFTER_MS);
      thread.onmessage = ({ data }: MessageEvent<FromHeicThread>) => resolve(data);
      thread.onerror = giveUp;
      thread.postMessage(message, [message.wasm, message.photo]);
    });
  } finally {
    clearTimeout(timer);
    thread.terminate();
  }
}
