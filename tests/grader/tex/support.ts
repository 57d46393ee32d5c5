/** Shared by the tests of `grader/tex`. */
import { crc32, deflateRawSync } from 'node:zlib';
import { splitTex } from '../../../grader/tex/index.ts';
import type { SplitResult } from '../../../grader/tex/index.ts';
import { day08 } from './day08.ts';

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

export function filesOf(files: Record<string, string | Uint8Array>): Map<string, Uint8Array> {
  return new Map(
    Object.entries(files).map(([name, content]) => [
      name,
      typeof content === 'string' ? bytes(content) : content,
    ]),
  );
}

export function split(files: string | Record<string, string | Uint8Array>): SplitResult {
  return splitTex(day08, { files: filesOf(typeof files === 'string' ? { 'main.tex': files } : files) });
}

export const inDocument = (body: string, preamble = ''): string =>
  `\\documentclass{article}\n${preamble}\n\\begin{document}\n${body}\n\\end{document}\n`;

export const answersOf = (result: SplitResult): Record<string, string> =>
  Object.fromEntries(result.answers.map(({ question, markdown }) => [question, markdown]));

/** A sheet with one answer, to question 1, and empty answers to the others. */
export const answering = (body: string, preamble = ''): string =>
  inDocument(
    `\\section*{Question 1}\n${body}\n\n${['2', '3', '5', '6'].map((label) => `\\section*{Question ${label}}`).join('\n\n')}`,
    preamble,
  );

export interface ZipEntry {
  name: string | Buffer;
  data: Uint8Array;
  /** Unix mode; a symbolic link is 0o120777. */
  mode?: number;
  /** Uncompressed size that the headers claim. */
  claimedSize?: number;
}

/** A zip archive with whatever its headers shall say; makers of archives are too honest for these tests. */
export function zip(entries: ZipEntry[]): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data, mode = 0o100644, claimedSize = data.length } of entries) {
    const nameBytes = Buffer.from(name);
    const packed = deflateRawSync(data);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x800, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(claimedSize, 18);
    common.writeUInt16LE(nameBytes.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, nameBytes, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(mode * 2 ** 16, 6);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.from([20, 3]), common, tail, nameBytes]));
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return new Uint8Array(Buffer.concat([...parts, central, end]));
}
