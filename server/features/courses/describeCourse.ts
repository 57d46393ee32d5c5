import { isDeepStrictEqual } from 'node:util';
import type { Effects } from '../../../contract/effects.ts';
import type { CourseWords } from '../../../contract/setup.ts';
import { recordAudit } from '../../database/audit.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import type { WorkNews } from '../../database/workNews.ts';
import { ApiError } from '../../errors.ts';
import { withEffects } from '../policies/effects.ts';
import { tellOfChanges } from '../policies/tellOfChanges.ts';

interface Describing {
  words: CourseWords;
  /** What stood there when the actor began to write. */
  seen: CourseWords;
  preview: boolean;
  actorId: string;
  now: Date;
}

const wordsOf = ({ code, title, term, timeZone }: CourseWords): CourseWords => ({
  code,
  title,
  term,
  timeZone,
});

/**
 * Calls a course otherwise. Its address stays, and so does every moment that was decided: another time zone says what a day of
 * lateness is from then on, which may change scores, and so is shown first and told of as another policy is.
 *
 * @throws ApiError unacceptable where it is called otherwise than the actor has seen
 */
export async function describeCourse(
  db: Db,
  news: WorkNews,
  courseId: string,
  { words, seen, preview, actorId, now }: Describing,
): Promise<Effects> {
  const describe = async (tx: Tx) => {
    const before = wordsOf(await tx.course.findUniqueOrThrow({ where: { id: courseId } }));
    if (isDeepStrictEqual(before, words)) return {};
    if (!isDeepStrictEqual(before, seen)) {
      const { code, title, term, timeZone } = before;
      throw new ApiError(
        'unacceptable',
        `Another instructor changed this meanwhile. It is ${code}, ${title}, ${term} now, in ${timeZone}. Nothing of yours was saved; look at it, then save again.`,
      );
    }
    // Also where an instructor tries its sets.
    await tx.course.updateMany({ where: { OR: [{ id: courseId }, { tryOfId: courseId }] }, data: words });
    const details = { before: { ...before }, after: { ...words } };
    await recordAudit(tx, { actorId, courseId, action: 'describeCourse', subject: courseId, details });
    return {};
  };
  const deciding = { courseId, now, preview, adds: true };
  const outcome = await withEffects(db, deciding, describe, (tx, { changes }) =>
    tellOfChanges(tx, changes, { courseId, now, why: 'The course goes by the clock of another time zone.' }),
  );
  if (outcome.applied && words.timeZone !== seen.timeZone)
    for (const { id } of await db.assignment.findMany({ where: { courseId }, select: { id: true } }))
      news.tell({ kind: 'assignment', assignment: id });
  return outcome;
}
