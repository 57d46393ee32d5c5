/** One draft a set and course: it is saved by whoever has seen its last state, so that nobody's work is written over. */
import { isDeepStrictEqual } from 'node:util';
import type { SetDraft as DraftView } from '../../../contract/setDrafts.ts';
import { isBytes } from '../../../grader/assignment/data.ts';
import type { Course } from '../../../prisma/generated/client.ts';
import { recordAudit } from '../../database/audit.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import { LATEST_VERSION } from '../../middleware/versions.ts';
import { relativePaths } from '../assignments/readFiles.ts';
import { writeZip } from '../course-files/zipFile.ts';
import type { ZipEntry } from '../course-files/zipFile.ts';
import { PERSON_NAME } from '../people.ts';

type Files = Record<string, string>;

/** Of one course: more cannot be told apart. */
const MOST_DRAFTS = 100;

const find = (tx: Tx | Db, courseId: string, slug: string) =>
  tx.setDraft.findUnique({
    where: { courseId_slug: { courseId, slug } },
    include: { savedBy: PERSON_NAME },
  });

type Row = NonNullable<Awaited<ReturnType<typeof find>>>;

/** The version in force; null where the set is not published. */
async function inForce(tx: Tx | Db, courseId: string, slug: string) {
  const published = await tx.assignment.findUnique({
    where: { courseId_slug: { courseId, slug } },
    select: {
      versions: {
        ...LATEST_VERSION,
        select: { number: true, files: true, publishedAt: true, publishedBy: PERSON_NAME },
      },
    },
  });
  return published?.versions[0] ?? null;
}

type Latest = Awaited<ReturnType<typeof inForce>>;

const presentSaved = ({
  slug,
  revision,
  base,
  savedBy,
  savedAt,
}: Row): Omit<DraftView, 'files' | 'since'> => ({
  set: slug,
  revision,
  saved: { by: savedBy, at: savedAt.toISOString() },
  base,
});

const present = (row: Row, latest: Latest): DraftView => ({
  ...presentSaved(row),
  files: row.files as Files,
  since:
    latest && latest.number > row.base
      ? {
          version: latest.number,
          by: latest.publishedBy,
          at: latest.publishedAt.toISOString(),
          files: latest.files as Files,
        }
      : null,
});

/** @throws ApiError draft_conflict */
async function refuseUnseen(tx: Tx, row: Row, what: string): Promise<never> {
  throw new ApiError('draft_conflict', `${row.savedBy.name} saved this draft meanwhile. ${what}`, {
    draft: present(row, await inForce(tx, row.courseId, row.slug)),
  });
}

export async function listSetDrafts(db: Db, courseId: string) {
  const rows = await db.setDraft.findMany({
    where: { courseId },
    orderBy: { savedAt: 'desc' },
    select: { slug: true, savedAt: true, savedBy: PERSON_NAME },
  });
  return rows.map(({ slug, savedAt, savedBy }) => ({
    set: slug,
    saved: { by: savedBy, at: savedAt.toISOString() },
  }));
}

/** @throws ApiError not_found where there is neither a draft nor a set of the name */
export async function getSetDraft(db: Db, course: Course, slug: string): Promise<DraftView> {
  const [row, latest] = await Promise.all([find(db, course.id, slug), inForce(db, course.id, slug)]);
  if (row) return present(row, latest);
  if (!latest) throw new ApiError('not_found', `${course.code} has no set ${slug}, and no draft of one.`);
  return {
    set: slug,
    files: latest.files as Files,
    revision: 0,
    saved: null,
    base: latest.number,
    since: null,
  };
}

/** Whoever saves, throws away or publishes the drafts of a course does so one after the other. */
async function lockDrafts(tx: Tx, courseId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM courses WHERE id = ${courseId}::uuid FOR NO KEY UPDATE`;
}

/** Never the number of a save that was: a draft that is begun anew is another one. */
async function nextRevision(tx: Tx): Promise<number> {
  const [row] = await tx.$queryRaw<{ revision: number }[]>`
    SELECT nextval(pg_get_serial_sequence('set_drafts', 'revision'))::int AS revision`;
  return row!.revision;
}

interface Saving {
  slug: string;
  files: Files;
  revision: number;
  base?: number | undefined;
  userId: string;
  now: Date;
}

/** @throws ApiError draft_conflict with what somebody else has saved since */
export function saveSetDraft(
  db: Db,
  course: Course,
  { slug, files, revision, base, userId, now }: Saving,
): Promise<Omit<DraftView, 'files' | 'since'>> {
  // As for publishing: files of this folder and no other's.
  const kept = Object.fromEntries(relativePaths(files, null));
  return db.$transaction(async (tx) => {
    await lockDrafts(tx, course.id);
    const before = await find(tx, course.id, slug);
    // Sent again since its answer was lost: it is saved.
    if (before && before.savedById === userId && isDeepStrictEqual(before.files, kept))
      return presentSaved(before);
    if ((before?.revision ?? 0) !== revision) {
      if (!before)
        throw new ApiError(
          'not_found',
          'Somebody published or threw away this draft meanwhile. Nothing was saved: download your files, then open the set anew.',
        );
      await refuseUnseen(tx, before, 'Yours is not saved.');
    }
    if (!before && (await tx.setDraft.count({ where: { courseId: course.id } })) >= MOST_DRAFTS)
      throw new ApiError('unacceptable', `There are ${MOST_DRAFTS} drafts: throw one away first.`);
    const data = { files: kept, revision: await nextRevision(tx), savedById: userId, savedAt: now };
    const latest = before ? 0 : ((await inForce(tx, course.id, slug))?.number ?? 0);
    const row = await tx.setDraft.upsert({
      where: { courseId_slug: { courseId: course.id, slug } },
      create: { courseId: course.id, slug, ...data, base: Math.min(base ?? latest, latest) },
      update: data,
      include: { savedBy: PERSON_NAME },
    });
    return presentSaved(row);
  });
}

/**
 * @param revision of the draft that was seen; absent: whatever is there
 * @throws ApiError draft_conflict with what somebody else has saved since
 */
export function discardSetDraft(
  db: Db,
  course: Course,
  { slug, revision, userId }: { slug: string; revision?: number | undefined; userId: string },
): Promise<void> {
  return db.$transaction(async (tx) => {
    await lockDrafts(tx, course.id);
    const before = await find(tx, course.id, slug);
    if (!before) throw new ApiError('not_found', `${course.code} has no draft of ${slug}.`);
    if (revision !== undefined && revision !== before.revision)
      await refuseUnseen(tx, before, 'It was not thrown away.');
    await tx.setDraft.delete({ where: { courseId_slug: { courseId: course.id, slug } } });
    await recordAudit(tx, { actorId: userId, courseId: course.id, action: 'discardSetDraft', subject: slug });
  });
}

export function zipOf({ set, files }: DraftView, at: Date): Promise<AsyncIterable<Uint8Array>> {
  async function* entries(): AsyncGenerator<ZipEntry> {
    for (const [path, text] of Object.entries(files))
      yield { name: `${set}/${path}`, parts: [isBytes(path) ? Buffer.from(text, 'base64') : text] };
  }
  return writeZip(entries(), at);
}
