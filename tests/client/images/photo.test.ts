/** What the head of a photo says: whether it must be turned or made smaller at all. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isHeic, jpegHead } from '../../../client/src/features/images/photo.ts';
import { JPEG } from '../../support/images.ts';
import { exifSegment, jpegSegment } from '../../support/photos.ts';

const size = (width: number, height: number): Buffer => {
  const frame = Buffer.alloc(15);
  frame.writeUInt8(8, 0);
  frame.writeUInt16BE(height, 1);
  frame.writeUInt16BE(width, 3);
  return jpegSegment(0xc2, frame);
};

test('its turn and its size are found, whatever stands before them', () => {
  const side = fc.integer({ min: 1, max: 65_535 });
  const other = fc
    .tuple(fc.constantFrom(0xe0, 0xe1, 0xe2, 0xdb, 0xc4, 0xfe), fc.uint8Array({ maxLength: 300 }))
    .map(([marker, content]) => jpegSegment(marker, Buffer.from(content)));
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 8 }),
      fc.boolean(),
      side,
      side,
      fc.array(other, { maxLength: 4 }),
      (orientation, little, width, height, others) => {
        const bytes = Buffer.concat([
          Buffer.from([0xff, 0xd8]),
          ...others,
          exifSegment(orientation, little),
          size(width, height),
        ]);
        expect(jpegHead(bytes)).toEqual({ orientation, longest: Math.max(width, height) });
      },
    ),
  );
});

test('no bytes whatever make it fail', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      jpegHead(Uint8Array.from([0xff, 0xd8, 0xff, 0xe1, 0, 60, 0x45, 0x78, 0x69, 0x66, 0, 0, ...bytes]));
      jpegHead(bytes);
    }),
  );
  expect(jpegHead(JPEG)).toEqual({ orientation: 1, longest: 1 });
});

test('a HEIC is known by what is in it, also where it is called a JPEG', () => {
  expect(isHeic(Buffer.from('\0\0\0\x18ftypheic\0\0\0\0'))).toBe(true);
  expect(isHeic(Buffer.from('\0\0\0\x18ftypisom\0\0\0\0'))).toBe(false);
  expect(isHeic(JPEG)).toBe(false);
});
