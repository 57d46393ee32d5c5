import { readableText } from '../middleware/readableJson.ts';

const decode = (label: string, bytes: Uint8Array): string | null => {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
};

/** Looked at to tell how the text is written. */
const SAMPLE = 2_000;

/** Zeros at even and at odd places: half of what UTF-16 writes of Latin letters. */
function zerosOf(bytes: Uint8Array): { even: number; odd: number; half: number } {
  const sample = bytes.subarray(0, SAMPLE);
  let even = 0;
  let odd = 0;
  sample.forEach((byte, index) => {
    if (byte !== 0) return;
    if (index % 2 === 0) even += 1;
    else odd += 1;
  });
  return { even, odd, half: sample.length / 2 };
}

/**
 * The text of a file that does not say how it is written: by its byte order mark, by its zeros, as UTF-8, and else as
 * Windows-1252, which is what spreadsheets of western Europe write. Null for what is no text.
 */
export function decodeText(bytes: Uint8Array): { text: string | null; encoding: string } {
  const [first, second] = bytes;
  const { even, odd, half } = zerosOf(bytes);
  const utf16 =
    (first === 0xff && second === 0xfe) || (even === 0 && odd > half * 0.4)
      ? 'utf-16le'
      : (first === 0xfe && second === 0xff) || (odd === 0 && even > half * 0.4)
        ? 'utf-16be'
        : null;
  if (utf16 !== null) return { text: cleaned(decode(utf16, bytes)), encoding: 'UTF-16' };
  // Spreadsheets as they are, archives, pictures.
  if (even + odd > 0) return { text: null, encoding: 'binary' };
  const utf8 = decode('utf-8', bytes);
  if (utf8 !== null) return { text: cleaned(utf8), encoding: 'UTF-8' };
  return { text: cleaned(decode('windows-1252', bytes)), encoding: 'Windows-1252' };
}

const cleaned = (text: string | null): string | null => (text === null ? null : readableText(text));
