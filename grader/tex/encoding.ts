/** Bytes of a text file → string. TeX files come as UTF-8, UTF-16 with a mark, or in an old one-byte encoding. */

export interface DecodedText {
  /** With `\n` line ends and without a byte order mark. */
  text: string;
  /** Said to the student where the encoding had to be guessed; null where it is certain. */
  warning: string | null;
}

export function decodeText(bytes: Uint8Array): DecodedText {
  const mark =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : null;
  if (mark !== null) return { text: clean(new TextDecoder(mark).decode(bytes)), warning: null };
  try {
    return { text: clean(new TextDecoder('utf-8', { fatal: true }).decode(bytes)), warning: null };
  } catch {
    return {
      text: clean(new TextDecoder('windows-1252').decode(bytes)),
      warning: 'This file is not UTF-8; it was read as Latin-1. Check accents and quotation marks.',
    };
  }
}

/** Control characters have no meaning in TeX and none in an answer. */
function clean(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/(?![\n\t])\p{Cc}|\ufeff/gu, '');
}
