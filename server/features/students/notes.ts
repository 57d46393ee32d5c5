import type { Note } from '../../../contract/students.ts';
import { doneBefore, recordAudit } from '../../database/audit.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import { PERSON_NAME } from '../people.ts';

export interface About {
  courseId: string;
  userId: string;
}

export async function listNotes(db: Db | Tx, about: About): Promise<Note[]> {
  const rows = await db.personNote.findMany({
    where: about,
    orderBy: [{ writtenAt: 'desc' }, { id: 'desc' }],
    select: { id: true, text: true, writtenAt: true, writtenBy: PERSON_NAME },
  });
  return rows.map(({ writtenAt, ...note }) => ({ ...note, writtenAt: writtenAt.toISOString() }));
}

/** Whoever writes the same so much later means it anew. */
const SAME_MS = 60 * 60_000;

/** Whether somebody's last words about a person are these: two tabs have sent them, each as an act of its own. */
async function isThere(
  tx: Tx,
  about: About,
  { text, actorId, now }: { text: string; actorId: string; now: Date },
): Promise<boolean> {
  await tx.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(${`notes ${about.courseId} ${about.userId}`}, 0))`;
  const last = await tx.personNote.findFirst({
    where: about,
    orderBy: [{ writtenAt: 'desc' }, { id: 'desc' }],
  });
  return (
    last?.writtenById === actorId && last.text === text && now.getTime() - last.writtenAt.getTime() < SAME_MS
  );
}

export function addNote(
  db: Db,
  about: About,
  { text, actorId, act, now }: { text: string; actorId: string; act: string; now: Date },
): Promise<Note[]> {
  return db.$transaction(async (tx) => {
    if (await doneBefore(tx, act)) return listNotes(tx, about);
    const where = { courseId_userId: about };
    if (!(await tx.enrolment.findUnique({ where, select: { userId: true } })))
      throw new ApiError('not_found', 'This person is not in the course.');
    if (await isThere(tx, about, { text, actorId, now })) return listNotes(tx, about);
    const { id } = await tx.personNote.create({
      data: { ...about, text, writtenById: actorId, writtenAt: now },
      select: { id: true },
    });
    await recordAudit(tx, {
      act,
      actorId,
      courseId: about.courseId,
      action: 'addNote',
      subject: about.userId,
      details: { id },
    });
    return listNotes(tx, about);
  });
}

/** One's own: what others wrote down stays. */
export function removeNote(
  db: Db,
  about: About,
  { id, actorId }: { id: string; actorId: string },
): Promise<Note[]> {
  return db.$transaction(async (tx) => {
    const { count } = await tx.personNote.deleteMany({ where: { ...about, id, writtenById: actorId } });
    if (count === 0) throw new ApiError('not_found', 'There is no such note of yours.');
    await recordAudit(tx, {
      actorId,
      courseId: about.courseId,
      action: 'removeNote',
      subject: about.userId,
      details: { id },
    });
    return listNotes(tx, about);
  });
}
