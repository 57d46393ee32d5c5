/** PNG and JPEG: whole, and of a size that a browser can hold. Pixels are not decoded. */
import { crc32 } from 'node:zlib';
import { MAX_PIXELS } from '../../../../contract/images.ts';
import type { MediaType } from '../../../../contract/images.ts';

const PNG_SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const JPEG_SIGNATURE = Uint8Array.of(0xff, 0xd8, 0xff);

const CUT_OFF = 'is cut off. Save it again and upload the whole file.';

function pixelProblem(width: number, height: number): string | null {
  if (width === 0 || height === 0) return `has no pixels (${width} × ${height}).`;
  if (width * height <= MAX_PIXELS) return null;
  return `has ${width} × ${height} pixels; an image may have ${MAX_PIXELS / 1_000_000} million. Make it smaller and upload it again.`;
}

const damagedAt = (byte: number): string => `is damaged at byte ${byte}. Save it again and upload it anew.`;

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Format: https://www.w3.org/TR/png-3/#5DataRep */
function pngProblem(bytes: Uint8Array): string | null {
  const view = viewOf(bytes);
  const header = PNG_SIGNATURE.length;
  let hasPixels = false;
  let at = header;
  while (at + 12 <= bytes.length) {
    const end = at + 12 + view.getUint32(at);
    if (end > bytes.length) return CUT_OFF;
    if (crc32(bytes.subarray(at + 4, end - 4)) !== view.getUint32(end - 4)) return damagedAt(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (at === header) {
      if (type !== 'IHDR' || end - at !== 25) return damagedAt(at);
      const problem = pixelProblem(view.getUint32(at + 8), view.getUint32(at + 12));
      if (problem !== null) return problem;
    }
    if (type === 'IDAT') hasPixels = true;
    if (type === 'IEND') return hasPixels ? null : damagedAt(at);
    at = end;
  }
  return CUT_OFF;
}

/** Start of frame: every marker of 0xC0–0xCF but the Huffman tables, a reserved one and the arithmetic conditioning. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
const SCAN = 0xda;

/** Format: ITU-T T.81, annex B */
function jpegProblem(bytes: Uint8Array): string | null {
  const view = viewOf(bytes);
  let hasFrame = false;
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return damagedAt(at);
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const length = view.getUint16(at + 2);
    if (length < 2) return damagedAt(at);
    if (at + 2 + length > bytes.length) return CUT_OFF;
    if (isFrame(marker)) {
      if (length < 8) return damagedAt(at);
      const problem = pixelProblem(view.getUint16(at + 7), view.getUint16(at + 5));
      if (problem !== null) return problem;
      hasFrame = true;
    }
    if (marker === SCAN) {
      if (!hasFrame) return damagedAt(at);
      const ending = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).lastIndexOf('ffd9', 'hex');
      return ending > at ? null : CUT_OFF;
    }
    at += 2 + length;
  }
  return CUT_OFF;
}

const startsWith = (bytes: Uint8Array, signature: Uint8Array): boolean =>
  signature.every((byte, index) => bytes[index] === byte);

/** Null for bytes that are neither; `problem` is what is wrong, after the name of the file, null when nothing is. */
export function inspectRaster(bytes: Uint8Array): { mediaType: MediaType; problem: string | null } | null {
  if (startsWith(bytes, PNG_SIGNATURE)) return { mediaType: 'image/png', problem: pngProblem(bytes) };
  if (startsWith(bytes, JPEG_SIGNATURE)) return { mediaType: 'image/jpeg', problem: jpegProblem(bytes) };
  return null;
}
