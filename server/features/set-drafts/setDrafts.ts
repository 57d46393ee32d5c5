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

const present = ({ slug, files, revision, savedBy, savedAt }: Row): DraftView => ({
  set: slug,
  files: files as Files,
  revision,
  saved: { by: savedBy, at: savedAt.toISOString() },
});

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
  const row = await find(db, course.id, slug);
  if (row) return present(row);
  const published = await db.assignment.findUnique({
    where: { courseId_slug: { courseId: course.id, slug } },
    select: { versions: { ...LATEST_VERSION, select: { files: true } } },
  });
  const latest = published?.versions[0];
  if (!latest) throw new ApiError('not_found', `${course.code} has no set ${slug}, and no draft of one.`);
  return { set: slug, files: latest.files as Files, revision: 0, saved: null };
}

/** @throws ApiError draft_conflict with what somebody else has saved since */
export function saveSetDraft(
  db: Db,
  course: Course,
  {
    slug,
    files,
    revision,
    userId,
    now,
  }: { slug: string; files: Files; revision: number; userId: string; now: Date },
): Promise<Omit<DraftView, 'files'>> {
  // As for publishing: files of this folder and no other's.
  const kept = Object.fromEntries(relativePaths(files, null));
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM courses WHERE id = ${course.id}::uuid FOR NO KEY UPDATE`;
    const before = await find(tx, course.id, slug);
    // Sent again since its answer was lost: it is saved.
    if (
      before?.revision === revision + 1 &&
      before.savedById === userId &&
      isDeepStrictEqual(before.files, kept)
    ) {
      const { files: _, ...saved } = present(before);
      return saved;
    }
    if ((before?.revision ?? 0) !== revision) {
      if (!before)
        throw new ApiError(
          'not_found',
          'Somebody published or threw away this draft meanwhile. Nothing was saved: download your files, then open the set anew.',
        );
      throw new ApiError(
        'draft_conflict',
        `${before.savedBy.name} saved this draft meanwhile. Yours is not saved.`,
        { draft: present(before) },
      );
    }
    if (!before && (await tx.setDraft.count({ where: { courseId: course.id } })) >= MOST_DRAFTS)
      throw new ApiError('unacceptable', `There are ${MOST_DRAFTS} drafts: throw one away first.`);
    const data = { files: kept, revision: revision + 1, savedById: userId, savedAt: now };
    const row = await tx.setDraft.upsert({
      where: { courseId_slug: { courseId: course.id, slug } },
      create: { courseId: course.id, slug, ...data },
      update: data,
      include: { savedBy: PERSON_NAME },
    });
    const { files: _, ...saved } = present(row);
    return saved;
  });
}

export function discardSetDraft(
  db: Db,
  course: Course,
  { slug, userId }: { slug: string; userId: string },
): Promise<void> {
  return db.$transaction(async (tx) => {
    const { count } = await tx.setDraft.deleteMany({ where: { courseId: course.id, slug } });
    if (count === 0) throw new ApiError('not_found', `${course.code} has no draft of ${slug}.`);
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
