/** Entries of a zip by name, one at a time and never all at once. */
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fromBufferPromise } from 'yauzl';
import type { Entry } from 'yauzl';

/** Bytes of one entry, unpacked: nobody's few kilobytes become all memory. */
const MOST = 4 * 2 ** 30;

export interface ZipFile {
  /** Null when there is none of the name. */
  text(name: string): Promise<string | null>;
  /** The lines that say something; none when there is no entry of the name. */
  lines(name: string): AsyncIterable<string>;
}

/** @throws when it is no zip */
export async function openZip(bytes: Uint8Array): Promise<ZipFile> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const zip = await fromBufferPromise(buffer, { validateEntrySizes: true, autoClose: false });
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
  const open = async (name: string) => {
    const entry = entries.get(name);
    if (!entry || entry.uncompressedSize > MOST) return null;
    return zip.openReadStreamPromise(entry);
  };
  return {
    async text(name) {
      const stream = await open(name);
      return stream && text(stream);
    },
    async *lines(name) {
      const stream = await open(name);
      if (!stream) return;
      for await (const line of createInterface({ input: stream, crlfDelay: Infinity }))
        if (line !== '') yield line;
    },
  };
}
