/** A zip that is written into a file that nobody else can open and that is gone with the last who reads it. */
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import { randomUUID } from 'node:crypto';
import { open, unlink } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';

export interface ZipEntry {
  name: string;
  /** In pieces, so that the whole need not be there at once. */
  parts: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>;
  /** Of what is compressed already. */
  stored?: boolean;
}

/** @returns what is in the file, to be read once to its end */
export async function writeZip(
  entries: AsyncIterable<ZipEntry>,
  at: Date,
): Promise<AsyncIterable<Uint8Array>> {
  const path = join(tmpdir(), `stepwise-${randomUUID()}.zip`);
  const file = await open(path, 'wx+', 0o600);
  try {
    await unlink(path);
    await fill(file, entries, at);
  } catch (error) {
    await file.close();
    throw error;
  }
  return file.createReadStream({ start: 0 });
}

async function fill(file: FileHandle, entries: AsyncIterable<ZipEntry>, at: Date): Promise<void> {
  let ready: Uint8Array[] = [];
  let failure: Error | null = null;
  const zip = new Zip((error, chunk) => {
    if (error) failure = error;
    else ready.push(chunk);
  });
  /** What the zip has made so far goes to the file; others have their turn in between. */
  const flush = async () => {
    if (failure) throw failure;
    const chunks = ready;
    ready = [];
    for (const chunk of chunks) await file.write(chunk);
    await setImmediate();
  };
  const encoder = new TextEncoder();
  for await (const { name, parts, stored = false } of entries) {
    const entry = stored ? new ZipPassThrough(name) : new ZipDeflate(name, { level: 6 });
    entry.mtime = at;
    zip.add(entry);
    for await (const part of parts) {
      entry.push(typeof part === 'string' ? encoder.encode(part) : part);
      await flush();
    }
    entry.push(new Uint8Array(0), true);
    await flush();
  }
  zip.end();
  await flush();
}
