/** An upload, a `.tex` or a project's `.zip` as Overleaf makes it, opened within limits. */
import { promisify } from 'node:util';
import yauzl from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import type { TexProblem } from './flatten.ts';

export const PROJECT_LIMITS = {
  /** Bytes of the upload. */
  upload: 50 * 2 ** 20,
  /** Bytes of one file, unpacked. */
  file: 20 * 2 ** 20,
  /** Bytes of all files, unpacked. */
  total: 100 * 2 ** 20,
  /** Entries of the archive. */
  entries: 1000,
};

export interface TexProject {
  /** By path inside the project, with `/`. */
  files: Map<string, Uint8Array>;
  problems: TexProblem[];
}

/**
 * Opens `bytes` by its first bytes, not by its name: a zip archive, else one TeX file called `name`. Never rejects for
 * what the upload contains; entries that were refused are problems.
 */
export async function readProject(name: string, bytes: Uint8Array): Promise<TexProject> {
  const base = visible(name.split(/[/\\]/).pop() ?? '') || 'main.tex';
  const refuse = (message: string): TexProject => ({
    files: new Map(),
    problems: [{ severity: 'error', file: base, line: null, message }],
  });
  if (bytes.length > PROJECT_LIMITS.upload)
    return refuse(`An upload may have ${PROJECT_LIMITS.upload / 2 ** 20} MB.`);
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  if (!isZip && /\.zip$/i.test(base)) return refuse('This file is called .zip, but it is no zip archive.');
  if (!isZip) return { files: new Map([[base, bytes]]), problems: [] };
  try {
    return await unzip(base, bytes);
  } catch (error) {
    return refuse(
      `The archive could not be read: ${error instanceof Error ? error.message : 'it is damaged'}.`,
    );
  }
}

const openZip = promisify<Buffer, yauzl.Options, ZipFile>(yauzl.fromBuffer);

async function unzip(archive: string, bytes: Uint8Array): Promise<TexProject> {
  // Names stay raw: yauzl would give up the whole archive for one that climbs out of it.
  const options = { lazyEntries: true, decodeStrings: false, validateEntrySizes: true };
  const zip = await openZip(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), options);
  const files = new Map<string, Uint8Array>();
  const problems: TexProblem[] = [];
  let total = 0;
  let entries = 0;
  for await (const entry of entriesOf(zip)) {
    entries += 1;
    if (entries > PROJECT_LIMITS.entries)
      throw new Error(`it has more than ${PROJECT_LIMITS.entries} entries`);
    const name = entryName(entry);
    if (name.endsWith('/') || isClutter(name)) continue;
    const reason = refusal(entry, name) ?? (files.has(name) ? 'a file of this name came before' : null);
    if (reason !== null) {
      problems.push({
        severity: 'error',
        file: archive,
        line: null,
        message: `${name} was left out: ${reason}.`,
      });
      continue;
    }
    total += entry.uncompressedSize;
    if (total > PROJECT_LIMITS.total)
      throw new Error(`unpacked it has more than ${PROJECT_LIMITS.total / 2 ** 20} MB`);
    files.set(name, await contentOf(zip, entry));
  }
  return { files, problems };
}

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  for (let left = zip.entryCount; left > 0; left -= 1) {
    const entry = await new Promise<Entry | null>((resolve, reject) => {
      const settle = (value: Entry | null, error?: Error): void => {
        zip.removeAllListeners('entry').removeAllListeners('end').removeAllListeners('error');
        if (error === undefined) resolve(value);
        else reject(error);
      };
      zip.once('entry', (found: Entry) => settle(found));
      zip.once('end', () => settle(null));
      zip.once('error', (error: Error) => settle(null, error));
      zip.readEntry();
    });
    if (entry === null) return;
    yield entry;
  }
}

/** Bit 11 of an entry's flags says that its name is UTF-8. */
const UTF8_NAME = 0x800;

function entryName(entry: Entry): string {
  const raw = entry.fileName as unknown as Buffer;
  const utf8 = (entry.generalPurposeBitFlag & UTF8_NAME) !== 0 || !raw.toString('utf8').includes('\ufffd');
  return visible(raw.toString(utf8 ? 'utf8' : 'latin1'))
    .replace(/\\/g, '/')
    .replace(/^(?:\.\/)+/, '');
}

/** A name without characters that change how the text around it is read; macOS takes its accents apart. */
function visible(name: string): string {
  return name.replace(/[\p{Cc}\p{Bidi_Control}]/gu, '').normalize('NFC');
}

/** What Finder, Windows and LaTeX leave in archives, and folders. */
function isClutter(name: string): boolean {
  return /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|Thumbs\.db$|\.git\/)|\.(?:aux|log|out|toc|synctex\.gz|fls|fdb_latexmk)$/.test(
    name,
  );
}

const FILE_TYPE = 0o170000;
const SYMBOLIC_LINK = 0o120000;

function refusal(entry: Entry, name: string): string | null {
  if (name.startsWith('/') || /^[A-Za-z]:/.test(name) || name.split('/').includes('..'))
    return 'its name leads out of the archive';
  if (((entry.externalFileAttributes >>> 16) & FILE_TYPE) === SYMBOLIC_LINK) return 'it is a symbolic link';
  if ((entry.generalPurposeBitFlag & 1) !== 0) return 'it is encrypted';
  if (entry.uncompressedSize > PROJECT_LIMITS.file)
    return `a file may have ${PROJECT_LIMITS.file / 2 ** 20} MB`;
  return null;
}

/** yauzl stops at the first byte beyond the declared size, so that an entry that lies about it costs no more. */
async function contentOf(zip: ZipFile, entry: Entry): Promise<Uint8Array> {
  const stream = await new Promise<NodeJS.ReadableStream>((resolve, reject) => {
    zip.openReadStream(entry, (error, opened) => (error === null ? resolve(opened) : reject(error)));
  });
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return new Uint8Array(Buffer.concat(chunks));
}
