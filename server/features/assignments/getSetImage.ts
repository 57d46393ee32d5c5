import { bytesOf, mediaTypeOf } from '../../../grader/assignment/data.ts';
import type { Db } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import { imageNamesOf } from '../../tasks/index.ts';

/** A version never changes, and a class asks for the same few images. */
const kept = new Map<string, Uint8Array<ArrayBuffer>>();
const MOST_KEPT_BYTES = 32 * 2 ** 20;

/** Introduction, directions and statements. */
const STUDENTS_TEXT = /^([^/]+|questions\/[^/]+\/statement)\.md$/;

/**
 * By version the images that its students are shown, or were: a question that was taken out is still read. Looked for once, also
 * where a page asks for many images at once.
 */
const shown = new Map<string, Promise<ReadonlySet<string>>>();
const MOST_SHOWN = 1_000;

/** @throws ApiError not_found; to a student also for what stands in a solution alone, or in nothing that they read */
export async function getSetImage(
  db: Db,
  version: { id: string },
  { image, student }: { image: string; /** Null where staff ask. */ student: string | null },
): Promise<{ bytes: Uint8Array<ArrayBuffer>; mediaType: 'image/png' | 'image/jpeg' }> {
  if (student !== null && !(await shownIn(db, version.id, student)).has(`images/${image}`)) throw noImage(image);
  const key = `${version.id} ${image}`;
  const bytes = kept.get(key) ?? (await read(db, version.id, image));
  const mediaType = bytes && mediaTypeOf(bytes);
  if (!bytes || !mediaType) throw noImage(image);
  if (!kept.has(key)) {
    const size = [...kept.values()].reduce((sum, { length }) => sum + length, bytes.length);
    if (size > MOST_KEPT_BYTES) kept.clear();
    kept.set(key, bytes);
  }
  return { bytes, mediaType };
}

const noImage = (image: string): ApiError => new ApiError('not_found', `The set has no image ${image}.`);

function shownIn(db: Db, versionId: string, person: string): Promise<ReadonlySet<string>> {
  const known = shown.get(versionId);
  if (known) return known;
  if (shown.size >= MOST_SHOWN) shown.clear();
  const looking = lookForShown(db, versionId, person);
  shown.set(versionId, looking);
  looking.catch(() => shown.delete(versionId));
  return looking;
}

async function lookForShown(db: Db, versionId: string, person: string): Promise<ReadonlySet<string>> {
  const texts = await db.$queryRaw<{ text: string }[]>`
    SELECT DISTINCT file.value AS text
    FROM assignment_versions v JOIN assignment_versions until ON until.assignment_id = v.assignment_id AND v.number <= until.number,
      jsonb_each_text(v.files::jsonb) file
    WHERE until.id = ${versionId}::uuid AND file.key ~ ${STUDENTS_TEXT.source}`;
  const names = await imageNamesOf(
    texts.map(({ text }) => text),
    person,
  );
  return new Set(names);
}

async function read(db: Db, versionId: string, image: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const rows = await db.$queryRaw<{ base64: string | null }[]>`
    SELECT files->>${`images/${image}`} AS base64 FROM assignment_versions WHERE id = ${versionId}::uuid`;
  return rows[0]?.base64 == null ? null : new Uint8Array(bytesOf(rows[0].base64));
}
