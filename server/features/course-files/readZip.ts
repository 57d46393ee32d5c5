/** Entries of a zip by name, one at a time and never all at once; others have their turn in between. */
import { setImmediate } from 'node:timers/promises';
import { fromBufferPromise } from 'yauzl';
import type { Entry } from 'yauzl';

/** An export has one a table. */
const MOST_ENTRIES = 1_000;
/** Bytes of all entries, unpacked: nobody's few kilobytes become all memory or all day. */
const MOST_BYTES = 4 * 2 ** 30;
/** Bytes of a line: the largest image as text, and the largest set's files, with room. */
const MOST_LINE_BYTES = 64 * 2 ** 20;
/** Of a text: names and addresses of a large course's people, with room. */
const MOST_TEXT_BYTES = 4 * 2 ** 20;
/** Bytes of lines after which others have their turn. */
const IN_A_ROW_BYTES = 2 ** 16;
const LINE_FEED = 10;
const RETURN = 13;

/** A zip that is larger than any export: the message says how. */
export class TooLargeZip extends Error {
  override name = 'TooLargeZip';
}

export interface ZipFile {
  /** Null when there is none of the name. */
  text(name: string): Promise<string | null>;
  /** The lines that say something, as bytes; none when there is no entry of the name. */
  lines(name: string): AsyncIterable<Buffer>;
}

/** The pieces of a stream, cut after each line feed; the last without one. */
async function* cutIntoLines(
  stream: AsyncIterable<Buffer>,
  { name, most }: { name: string; most: number },
): AsyncIterable<Buffer> {
  let begun: Buffer[] = [];
  let length = 0;
  let inARow = 0;
  const end = (): Buffer => {
    const line = Buffer.concat(begun);
    begun = [];
    length = 0;
    const feed = line.at(-1) === LINE_FEED ? 1 : 0;
    return line.subarray(0, line.length - feed - (feed === 1 && line.at(-2) === RETURN ? 1 : 0));
  };
  for await (const chunk of stream) {
    for (let at = 0; at < chunk.length;) {
      const feed = chunk.indexOf(LINE_FEED, at);
      const piece = chunk.subarray(at, feed < 0 ? chunk.length : feed + 1);
      at += piece.length;
      begun.push(piece);
      length += piece.length;
      inARow += piece.length;
      if (length > most) throw new TooLargeZip(`a line of ${name} has more than ${most / 2 ** 20} MB.`);
      if (feed >= 0) yield end();
      if (inARow < IN_A_ROW_BYTES) continue;
      inARow = 0;
      await setImmediate();
    }
  }
  if (length > 0) yield end();
}

/** @throws TooLargeZip; another error when it is no zip */
export async function openZip(bytes: Uint8Array): Promise<ZipFile> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const zip = await fromBufferPromise(buffer, { validateEntrySizes: true, autoClose: false });
  if (zip.entryCount > MOST_ENTRIES)
    throw new TooLargeZip(`it has ${zip.entryCount} entries, more than ${MOST_ENTRIES}.`);
  const entries = new Map<string, Entry>();
  let unpacked = 0;
  for await (const entry of zip.eachEntry()) {
    entries.set(entry.fileName, entry);
    unpacked += entry.uncompressedSize;
  }
  if (unpacked > MOST_BYTES) throw new TooLargeZip('it has more than 4 GB when it is unpacked.');
  async function* linesOf(name: string, most: number): AsyncIterable<Buffer> {
    const entry = entries.get(name);
    if (!entry) return;
    const stream = (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>;
    for await (const line of cutIntoLines(stream, { name, most })) if (line.length > 0) yield line;
  }
  return {
    lines: (name) => linesOf(name, MOST_LINE_BYTES),
    async text(name) {
      const entry = entries.get(name);
      if (!entry) return null;
      if (entry.uncompressedSize > MOST_TEXT_BYTES)
        throw new TooLargeZip(`${name} has more than ${MOST_TEXT_BYTES / 2 ** 20} MB.`);
      const all: Buffer[] = [];
      for await (const line of linesOf(name, MOST_TEXT_BYTES)) all.push(line);
      return all.map((line) => line.toString('utf8')).join('\n');
    },
  };
}
