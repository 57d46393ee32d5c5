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
