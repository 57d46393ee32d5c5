/**
 * A thread of the browser that opens HEIC photos with libheif. As that in which programs are tried it is sent with a policy that
 * lets it compile WebAssembly and fetch nothing (`server/middleware/serveClient.ts`): a photo may come from anybody.
 */
import libheif from 'libheif-js/libheif-wasm/libheif.js';

export interface ToHeicThread {
  /** The bytes of libheif. */
  wasm: ArrayBuffer;
  photo: ArrayBuffer;
  /** A photo with more is not opened. */
  mostPixels: number;
}

/** Upright, in all its pixels; or how many it has where they are too many; or neither where there is none to see. */
export type FromHeicThread = { image: ImageBitmap } | { pixels: number } | { isUnreadable: true };

/** What is used of libheif-js; its own types leave out what its glue adds. */
interface Libheif {
  HeifDecoder: new () => { decode(file: Uint8Array): Picture[] };
}
interface Picture {
  get_width(): number;
  get_height(): number;
  is_primary(): boolean;
  /** Turned as the file says, whatever its Exif data say beside it. */
  display(into: ImageData, done: (shown: ImageData | null) => void): void;
}

const quiet = () => undefined;
const load = libheif as unknown as (parts: {
  wasmBinary: ArrayBuffer;
  print: typeof quiet;
  printErr: typeof quiet;
}) => Libheif;

async function open({ wasm, photo, mostPixels }: ToHeicThread): Promise<FromHeicThread> {
  const { HeifDecoder } = load({ wasmBinary: wasm, print: quiet, printErr: quiet });
  const pictures = new HeifDecoder().decode(new Uint8Array(photo));
  const picture = pictures.find((each) => each.is_primary()) ?? pictures[0];
  if (picture === undefined) return { isUnreadable: true };
  const [width, height] = [picture.get_width(), picture.get_height()];
  if (width * height > mostPixels) return { pixels: width * height };
  const pixels = new ImageData(width, height);
  const shown = await new Promise<ImageData | null>((done) => picture.display(pixels, done));
  return shown === null ? { isUnreadable: true } : { image: await createImageBitmap(shown) };
}

self.addEventListener('message', ({ data }: MessageEvent<ToHeicThread>) => {
  void open(data).then((opened) =>
    self.postMessage(opened, { transfer: 'image' in opened ? [opened.image] : [] }),
  );
});

// A rejection ends nothing by itself; whoever started this thread hears of an error.
self.addEventListener('unhandledrejection', ({ reason }) => {
  throw reason;
});
