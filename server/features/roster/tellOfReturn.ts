import type { Course } from '../../../prisma/generated/client.ts';
import type { Tx } from '../../database/prisma.ts';
import { notify } from '../notifications/notify.ts';
import { returnedWords } from '../notifications/words.ts';

/** Whoever was taken out of a course, and told so, is told that they are in it again, by one person's act or by a file. */
export async function tellOfReturn(
  tx: Tx,
  course: Course,
  { userIds, now }: { userIds: readonly string[]; now: Date },
): Promise<void> {
  const key = `${course.id} returned ${now.toISOString()}`;
  await notify(tx, { kind: 'removed', courseId: course.id, userIds, key, words: returnedWords(course), now });
}
