import type { ResponseOf } from '../../../contract/operation.ts';
import { MOST_FOUND, type searchCourse } from '../../../contract/search.ts';
import type { Db } from '../../database/prisma.ts';
import { folded } from './words.ts';

type Found = ResponseOf<typeof searchCourse>['people'];
type Person = Found['shown'][number];

/**
 * Those of a course, those who are expected and those who have left whose name and address have all the words. Whose name
 * begins with the first word comes first, who has left last. Of who was deleted there is nothing to be found.
 */
export async function findPeople(db: Db, courseId: string, words: readonly string[]): Promise<Found> {
  // A database that sorts by code point knows the capitals of English alone, so that names are compared here.
  const everybody = await db.$queryRaw<Person[]>`
    SELECT u.id, u.name, u.email, e.role::text AS role, e.left_at IS NOT NULL AS "hasLeft"
    FROM enrolments e JOIN users u ON u.id = e.user_id
    WHERE e.course_id = ${courseId}::uuid AND u.erased_at IS NULL
    UNION ALL
    SELECT NULL, i.name, i.email, i.role::text, false
    FROM course_invitations i WHERE i.course_id = ${courseId}::uuid
    ORDER BY 5, 2, 3`;
  const [first = ''] = words;
  const found = everybody
    .map((person) => ({ person, name: folded(person.name) }))
    .filter(({ person, name }) => {
      const email = folded(person.email);
      return words.every((word) => name.includes(word) || email.includes(word));
    })
    .toSorted(
      (a, b) =>
        Number(a.person.hasLeft) - Number(b.person.hasLeft) ||
        Number(b.name.startsWith(first)) - Number(a.name.startsWith(first)),
    );
  return { shown: found.slice(0, MOST_FOUND).map(({ person }) => person), count: found.length };
}
