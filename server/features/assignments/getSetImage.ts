import { bytesOf, mediaTypeOf } from '../../../grader/assignment/data.ts';
import type { Db } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';

/** A version never changes, and a class asks for the same few images. */
const kept = new Map<string, Uint8Array<ArrayBuffer>>();
const MOST_KEPT_BYTES = 32 * 2 ** 20;

/** @throws ApiError not_found */
export async function getSetImage(
  db: Db,
  version: { id: string },
  image: string,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; mediaType: 'image/png' | 'image/jpeg' }> {
  const key = `${version.id} ${image}`;
  const bytes = kept.get(key) ?? (await read(db, version.id, image));
  const mediaType = bytes && mediaTypeOf(bytes);
  if (!bytes || !mediaType) throw new ApiError('not_found', `The set has no image ${image}.`);
  if (!kept.has(key)) {
    const size = [...kept.values()].reduce((sum, { length }) => sum + length, bytes.length);
    if (size > MOST_KEPT_BYTES) kept.clear();
    kept.set(key, bytes);
  }
  return { bytes, mediaType };
}

async function read(db: Db, versionId: string, image: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const rows = await db.$queryRaw<{ base64: string | null }[]>`
    SELECT files->>${`images/${image}`} AS base64 FROM assignment_versions WHERE id = ${versionId}::uuid`;
  return rows[0]?.base64 == null ? null : new Uint8Array(bytesOf(rows[0].base64));
}
