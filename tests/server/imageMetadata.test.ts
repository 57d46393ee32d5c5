/** What a stored image says: how it looks, and nothing about where, when and by whom. */
import { describe, expect, test } from '@jest/globals';
import { crc32 } from 'node:zlib';
import { inspectImage } from '../../server/features/images/inspect/inspectImage.ts';
import { JPEG, png } from '../support/images.ts';
import { exif, exifSegment, jpegSegment, SECRET } from '../support/photos.ts';

function stored(bytes: Uint8Array): Buffer {
  const inspected = inspectImage(bytes);
  if (!inspected.ok) throw new Error(inspected.problem);
  return Buffer.from(inspected.data);
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
/** Between the header and the pixels. */
const pngWith = (...chunks: Buffer[]) =>
  Buffer.concat([png().subarray(0, 33), ...chunks, png().subarray(33)]);

describe('JPEG', () => {
  test('loses Exif, XMP, IPTC, comments, thumbnails and what follows its end', () => {
    const photo = Buffer.concat([
      jpegWith(
        exifSegment(1),
        jpegSegment(0xe1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0${SECRET}`)),
        jpegSegment(0xe2, Buffer.from(`MPF\0${SECRET}`)),
        jpegSegment(0xed, Buffer.from(`Photoshop 3.0\0${SECRET}`)),
        jpegSegment(0xfe, Buffer.from(SECRET)),
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
          jpegSegment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), exif(orientation).subarray(0, 26)])),
        ),
      ).toBe(true);
      expect(stored(turned).equals(turned)).toBe(true);
    }
  });

  test('keeps its colours', () => {
    const colours = [
      jpegSegment(0xe2, Buffer.from('ICC_PROFILE\0\x01\x01profile', 'latin1')),
      jpegSegment(0xee, Buffer.from('Adobe\0d\0\0\0\0\x01', 'latin1')),
    ];
    for (const each of colours) expect(stored(jpegWith(each)).includes(each)).toBe(true);
  });

  test('the pixels of every scan stay, with what tells how to read them', () => {
    const plain = stored(JPEG);
    const scan = JPEG.subarray(JPEG.indexOf(Buffer.from([0xff, 0xda])));
    expect(plain.includes(scan)).toBe(true);
    const [table, comment] = [jpegSegment(0xc4, Buffer.from([0, 1])), jpegSegment(0xfe, Buffer.from(SECRET))];
    const pixels = Buffer.from([1, 0xff, 0, 0xff, 0xd0, 2]);
    const second = Buffer.concat([jpegSegment(0xda, Buffer.alloc(6)), pixels, Buffer.from([0xff, 0xd9])]);
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
