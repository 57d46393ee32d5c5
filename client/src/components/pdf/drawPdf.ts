/** The pages of a PDF on canvases, by PDF.js. It runs no script of the document and loads nothing beside it. */
import { getDocument, GlobalWorkerOptions, type PDFPageProxy } from 'pdfjs-dist';
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url';

GlobalWorkerOptions.workerSrc = workerUrl;

const MAX_PAGES = 10;
/** Pixels of the longer side of a page, at most; a plot of the usual size is drawn twice as large as it is shown. */
const MAX_SIDE = 2_400;
/** CSS pixels in a point, the unit of PDF. */
const POINT = 96 / 72;
const MAX_IMAGE_PIXELS = 40_000_000;

export interface DrawnPdf {
  /** The first ten. */
  pages: HTMLCanvasElement[];
  total: number;
}

async function drawPage(page: PDFPageProxy): Promise<HTMLCanvasElement> {
  const natural = page.getViewport({ scale: POINT });
  const zoom = Math.min(2, MAX_SIDE / Math.max(natural.width, natural.height));
  const viewport = page.getViewport({ scale: POINT * zoom });
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(viewport.width);
  canvas.height = Math.ceil(viewport.height);
  canvas.style.width = `${Math.round(natural.width)}px`;
  await page.render({ canvas, viewport }).promise;
  page.cleanup();
  return canvas;
}

/** @throws whatever is wrong with the connection or the document */
export async function drawPdf(url: string): Promise<DrawnPdf> {
  const response = await fetch(url, { credentials: 'same-origin' });
  if (!response.ok) throw new Error(`no PDF at ${url}: ${response.status}`);
  const loading = getDocument({
    data: new Uint8Array(await response.arrayBuffer()),
    enableXfa: false,
    useWasm: false,
    maxImageSize: MAX_IMAGE_PIXELS,
    verbosity: 0,
  });
  try {
    const document = await loading.promise;
    const pages: HTMLCanvasElement[] = [];
    for (let number = 1; number <= Math.min(document.numPages, MAX_PAGES); number += 1)
      pages.push(await drawPage(await document.getPage(number)));
    return { pages, total: document.numPages };
  } finally {
    await loading.destroy();
  }
}
