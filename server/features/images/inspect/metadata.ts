/**
 * PNG and JPEG without what nobody sees: where and when a photo was taken, with which device, by whom, its thumbnails,
 * comments, and whatever follows its end. What is kept is what a browser needs to draw it: pixels, colours, and which
 * side is up. Only for bytes that `inspectRaster` found whole.
 */
import { crc32 } from 'node:zlib';

/** https://www.w3.org/TR/png-3/#4Concepts.FormatTypes; the last three are of animations. */
const PNG_CHUNKS = new Set(
  'IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP bKGD pHYs acTL fcTL fdAT'.split(' '),
);
const PNG_HEADER = 8;

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const joined = (pieces: Uint8Array[]): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.concat(pieces));

export function pngWithoutMetadata(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const view = viewOf(bytes);
  const pieces = [bytes.subarray(0, PNG_HEADER)];
  for (let at = PNG_HEADER; at + 12 <= bytes.length;) {
    const end = at + 12 + view.getUint32(at);
    const type = latin1(bytes.subarray(at + 4, at + 8));
    if (PNG_CHUNKS.has(type)) pieces.push(bytes.subarray(at, end));
    else if (type === 'eXIf') {
      const orientation = orientationIn(bytes.subarray(at + 8, end - 4));
      if (orientation !== UPRIGHT) pieces.push(pngChunk('eXIf', tiffOf(orientation)));
    }
    if (type === 'IEND') break;
    at = end;
  }
  return joined(pieces);
}

function pngChunk(type: string, data: Uint8Array): Uint8Array {
  const chunk = Buffer.alloc(data.length + 12);
  chunk.writeUInt32BE(data.length, 0);
  chunk.write(type, 4, 'latin1');
  chunk.set(data, 8);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, data.length + 8)), data.length + 8);
  return chunk;
}

const SCAN = 0xda;
const END = 0xd9;
const APP0 = 0xe0;
const APP1 = 0xe1;
const APP2 = 0xe2;
/** Says how Adobe's programs keep the colours. */
const APP14 = 0xee;
const COMMENT = 0xfe;
/** A JFIF header without its thumbnail. */
const JFIF_BYTES = 14;

export function jpegWithoutMetadata(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const view = viewOf(bytes);
  const pieces = [bytes.subarray(0, 2)];
  let hasOrientation = false;
  for (let at = 2; at + 4 <= bytes.length;) {
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (bytes[at] !== 0xff || marker === END) break;
    const end = at + 2 + view.getUint16(at + 2);
    if (end > bytes.length) break;
    const content = bytes.subarray(at + 4, end);
    if (marker === APP1 && latin1(content.subarray(0, 6)) === 'Exif\0\0' && !hasOrientation) {
      const orientation = orientationIn(content.subarray(6));
      hasOrientation = orientation !== UPRIGHT;
      if (hasOrientation)
        pieces.push(segment(APP1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiffOf(orientation)])));
    } else if (marker === APP0 && latin1(content.subarray(0, 5)) === 'JFIF\0') {
      const header = Buffer.alloc(JFIF_BYTES);
      header.set(content.subarray(0, JFIF_BYTES - 2));
      pieces.push(segment(APP0, header));
    } else if (isDrawing(marker, content)) pieces.push(bytes.subarray(at, end));
    at = end;
    if (marker !== SCAN) continue;
    const from = at;
    at = scanEnd(bytes, from);
    pieces.push(bytes.subarray(from, at));
  }
  pieces.push(Uint8Array.of(0xff, END));
  return joined(pieces);
}

/** Whether a segment says how to draw; applications' own and comments do not, but for two. */
function isDrawing(marker: number, content: Uint8Array): boolean {
  if (marker === APP2) return latin1(content.subarray(0, 12)) === 'ICC_PROFILE\0';
  if (marker === APP14) return latin1(content.subarray(0, 5)) === 'Adobe';
  return marker < APP0 || (marker > 0xef && marker !== COMMENT);
}

/** The next marker behind the pixels of a scan; restart markers and stuffed bytes belong to them. */
function scanEnd(bytes: Uint8Array, from: number): number {
  let at = bytes.indexOf(0xff, from);
  while (at >= 0 && at + 1 < bytes.length) {
    const next = bytes[at + 1]!;
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
    at = bytes.indexOf(0xff, at + 1);
  }
  return bytes.length;
}

function segment(marker: number, content: Uint8Array): Uint8Array {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
}

const UPRIGHT = 1;
const ORIENTATION = 0x0112;
const SHORT = 3;

/** The orientation that Exif data say, 1 to 8; upright where they say none that can be read. */
function orientationIn(tiff: Uint8Array): number {
  if (tiff.length < 14) return UPRIGHT;
  const view = viewOf(tiff);
  const little = latin1(tiff.subarray(0, 2)) === 'II';
  const directory = view.getUint32(4, little);
  if (directory + 2 > tiff.length) return UPRIGHT;
  const entries = view.getUint16(directory, little);
  for (let index = 0; index < entries; index += 1) {
    const at = directory + 2 + 12 * index;
    if (at + 12 > tiff.length) return UPRIGHT;
    if (view.getUint16(at, little) !== ORIENTATION || view.getUint16(at + 2, little) !== SHORT) continue;
    const orientation = view.getUint16(at + 8, little);
    return orientation >= 1 && orientation <= 8 ? orientation : UPRIGHT;
  }
  return UPRIGHT;
}

/** Exif data that say the orientation and nothing else. */
function tiffOf(orientation: number): Uint8Array {
  const tiff = Buffer.alloc(26);
  tiff.write('MM\0*', 0, 'latin1');
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(1, 8);
  tiff.writeUInt16BE(ORIENTATION, 10);
  tiff.writeUInt16BE(SHORT, 12);
  tiff.writeUInt32BE(1, 14);
  tiff.writeUInt16BE(orientation, 18);
  return tiff;
}
