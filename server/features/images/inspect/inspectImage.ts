import type { MediaType } from '../../../../contract/images.ts';
import { sizeProblem } from '../../../../contract/images.ts';
import { jpegWithoutMetadata, pngWithoutMetadata } from './metadata.ts';
import { inspectPdf } from './pdf.ts';
import { inspectRaster } from './raster.ts';
import { safeSvg } from './svg.ts';

export type Inspected =
  /** `data` is what may be stored and served. */
  | { ok: true; mediaType: MediaType; data: Uint8Array<ArrayBuffer> }
  /** What is wrong and what to do, to be read after the name of the file: "is cut off. …". */
  | { ok: false; problem: string };

/** XML without the byte order mark; null for other bytes. */
function xmlText(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.trimStart().startsWith('<') ? text.trim() : null;
  } catch {
    return null;
  }
}

/** Photos say where and when they were taken, and by whom: none of it is stored. */
function shownPart(bytes: Uint8Array, mediaType: MediaType): Uint8Array<ArrayBuffer> {
  if (mediaType === 'image/png') return pngWithoutMetadata(bytes);
  return mediaType === 'image/jpeg' ? jpegWithoutMetadata(bytes) : new Uint8Array(bytes);
}

/** Reads what an upload is from its bytes, whatever it is called, and makes it safe to serve. */
export function inspectImage(bytes: Uint8Array): Inspected {
  const tooLarge = sizeProblem(bytes.length);
  if (tooLarge !== null) return { ok: false, problem: tooLarge };
  const known = inspectRaster(bytes) ?? inspectPdf(bytes);
  if (known !== null) {
    const { mediaType, problem } = known;
    return problem === null
      ? { ok: true, mediaType, data: shownPart(bytes, mediaType) }
      : { ok: false, problem };
  }
  const xml = xmlText(bytes);
  if (xml === null)
    return { ok: false, problem: 'is no PNG, JPEG, SVG (in UTF-8) or PDF. Save it as one of these.' };
  const safe = safeSvg(xml);
  if (!safe.ok) return safe;
  const data = new TextEncoder().encode(safe.svg);
  const grown = sizeProblem(data.length);
  return grown === null ? { ok: true, mediaType: 'image/svg+xml', data } : { ok: false, problem: grown };
}
