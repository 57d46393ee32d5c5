/** Parts of photos, made by hand. */

/** What must not be told of a photo. */
export const SECRET = 'GPS 33.77 -84.39 by Ada';

/** Exif data that say how a photo is turned, and where it was taken. */
export function exif(orientation: number, little = false): Buffer {
  const tiff = Buffer.alloc(26);
  const write16 = (value: number, at: number) =>
    little ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at);
  const write32 = (value: number, at: number) =>
    little ? tiff.writeUInt32LE(value, at) : tiff.writeUInt32BE(value, at);
  tiff.write(little ? 'II' : 'MM', 'latin1');
  write16(42, 2);
  write32(8, 4);
  write16(1, 8);
  write16(0x0112, 10);
  write16(3, 12);
  write32(1, 14);
  write16(orientation, 18);
  return Buffer.concat([tiff, Buffer.from(SECRET)]);
}

/** @param marker the second byte of it */
export function jpegSegment(marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
}

/** As it stands in a JPEG. */
export const exifSegment = (orientation: number, little = false): Buffer =>
  jpegSegment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), exif(orientation, little)]));
