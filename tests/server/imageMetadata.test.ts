/** What a stored image says: how it looks, and nothing about where, when and by whom. */
import { describe, expect, test } from '@jest/globals';
import { crc32 } from 'node:zlib';
import { inspectImage } from '../../server/features/images/inspect/inspectImage.ts';
import { JPEG, png } from '../support/images.ts';

const SECRET = 'GPS 33.77 -84.39 by Ada';

function stored(bytes: Uint8Array): Buffer {
  const inspected = inspectImage(bytes);
  if (!inspected.ok) throw new Error(inspected.problem);
  return Buffer.from(inspected.data);
}

function exif(orientation: number, little = false): Buffer {
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

function segment(marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

const jpegWith = (...segments: Buffer[]) =>
  Buffer.concat([JPEG.subarray(0, 2), ...segments, JPEG.subarray(2)]);
const exifSegment = (orientation: number, little = false) =>
  segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), exif(orientation, little)]));
/** Between the header and the pixels. */
const pngWith = (...chunks: Buffer[]) =>
  Buffer.concat([png().subarray(0, 33), ...chunks, png().subarray(33)]);

describe('JPEG', () => {
  test('loses Exif, XMP, IPTC, comments, thumbnails and what follows its end', () => {
    const photo = Buffer.concat([
      jpegWith(
        exifSegment(1),
        segment(0xe1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0${SECRET}`)),
        segment(0xe2, Buffer.from(`MPF\0${SECRET}`)),
        segment(0xed, Buffer.from(`Photoshop 3.0\0${SECRET}`)),
        segment(0xfe, Buffer.from(SECRET)),
      ),
      Buffer.from(`${SECRET}\xff\xd9`, 'latin1'),
    ]);
    expect(stored(photo).toString('latin1')).not.toContain('Ada');
    expect(stored(photo).equals(stored(JPEG))).toBe(true);
    expect(inspectImage(stored(photo)).ok).toBe(true);
  });

  test.each([3, 6, 8])('turned by orientation %i stays turned', (orientation) => {
    for (const little of [false, true]) {
      const turned = stored(jpegWith(exifSegment(orientation, little)));
      expect(turned.toString('latin1')).not.toContain('Ada');
      expect(
        turned.includes(
          segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), exif(orientation).subarray(0, 26)])),
        ),
      ).toBe(true);
      expect(stored(turned).equals(turned)).toBe(true);
    }
  });

  test('keeps its colours', () => {
    const colours = [
      segment(0xe2, Buffer.from('ICC_PROFILE\0\x01\x01profile', 'latin1')),
      segment(0xee, Buffer.from('Adobe\0d\0\0\0\0\x01', 'latin1')),
    ];
    for (const each of colours) expect(stored(jpegWith(each)).includes(each)).toBe(true);
  });

  test('the pixels of every scan stay, with what tells how to read them', () => {
    const plain = stored(JPEG);
    const scan = JPEG.subarray(JPEG.indexOf(Buffer.from([0xff, 0xda])));
    expect(plain.includes(scan)).toBe(true);
    const [table, comment] = [segment(0xc4, Buffer.from([0, 1])), segment(0xfe, Buffer.from(SECRET))];
    const pixels = Buffer.from([1, 0xff, 0, 0xff, 0xd0, 2]);
    const second = Buffer.concat([segment(0xda, Buffer.alloc(6)), pixels, Buffer.from([0xff, 0xd9])]);
    const progressive = Buffer.concat([JPEG.subarray(0, -2), comment, table, second]);
    expect(stored(progressive).equals(Buffer.concat([plain.subarray(0, -2), table, second]))).toBe(true);
  });
});

describe('PNG', () => {
  test('loses Exif, texts, its time and what follows its end', () => {
    const photo = Buffer.concat([
      pngWith(
        chunk('eXIf', exif(1)),
        chunk('tEXt', Buffer.from(`Author\0${SECRET}`)),
        chunk('iTXt', Buffer.from(`XML:com.adobe.xmp\0\0\0\0\0${SECRET}`)),
        chunk('zTXt', Buffer.from(SECRET)),
        chunk('tIME', Buffer.alloc(7)),
        chunk('prVt', Buffer.from(SECRET)),
      ),
      Buffer.from(SECRET),
    ]);
    expect(stored(photo).equals(png())).toBe(true);
  });

  test('keeps its orientation, colours and size', () => {
    const kept = [
      chunk('pHYs', Buffer.alloc(9)),
      chunk('gAMA', Buffer.alloc(4)),
      chunk('iCCP', Buffer.from('x\0\0')),
    ];
    const turned = stored(pngWith(...kept, chunk('eXIf', exif(6))));
    expect(turned.equals(pngWith(...kept, chunk('eXIf', exif(6).subarray(0, 26))))).toBe(true);
  });
});

test('a picture in an SVG loses them too', () => {
  const photo = jpegWith(exifSegment(1)).toString('base64');
  const svg = stored(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg"><image href="data:image/jpeg;base64,${photo}"/></svg>`,
    ),
  );
  const inside = /base64,([^"]*)"/.exec(svg.toString())?.[1] ?? '';
  expect(Buffer.from(inside, 'base64').equals(stored(JPEG))).toBe(true);
});

describe('an SVG with a filter is refused', () => {
  test.each([
    '<filter id="f"><feGaussianBlur stdDeviation="50"/></filter><rect filter="url(#f)"/>',
    '<rect filter="url(#f)"/>',
    '<rect style="FILTER : blur(50px)"/>',
    '<style>rect { fill: red; filter: blur(50px) }</style>',
    '<g style="backdrop-filter:blur(9px)"/>',
  ])('%s', (content) => {
    const svg = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${content}</svg>`);
    expect(inspectImage(svg)).toMatchObject({
      ok: false,
      problem: expect.stringContaining('Save it without, or save it as PNG.'),
    });
  });
});
