/** No two sets of a course have the same title: in lists, mails and other systems' files it is all that tells them apart. */
import type { Problem } from '../../../contract/assignment.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import type { ReadAssignment } from './readFiles.ts';

/** What a reader takes for the same. */
const folded = (title: string): string =>
  title.normalize('NFKC').replace(/\s+/g, ' ').trim().toLocaleLowerCase('en');

/** Until the transaction ends nobody else publishes under the title. */
export async function lockTitle(tx: Tx, courseId: string, title: string): Promise<void> {
  const name = `title ${courseId} ${folded(title)}`;
  await tx.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(${name}, 0))`;
}

/**
 * The mistake of a title that another set of the course bears in its version in force; null where none does, and in a course in which
 * somebody tries sets alone. Of twins that are there from before this was asked for, the next version of each has to be told apart.
 */
export async function titleProblem(
  db: Db | Tx,
  courseId: string,
  { slug, definition, files }: Pick<ReadAssignment, 'slug' | 'definition' | 'files'>,
): Promise<Problem | null> {
  if (!definition) return null;
  const others = await db.$queryRaw<{ slug: string; title: string }[]>`
    SELECT DISTINCT ON (a.id) a.slug, v.definition->>'title' AS title
    FROM assignments a
      JOIN courses c ON c.id = a.course_id AND c.try_of_id IS NULL
      JOIN assignment_versions v ON v.assignment_id = a.id
    WHERE a.course_id = ${courseId}::uuid AND a.slug <> ${slug}
    ORDER BY a.id, v.number DESC`;
  const twin = others.find(({ title }) => folded(title) === folded(definition.title));
  if (!twin) return null;
  const lines = files.get('assignment.yaml')?.split('\n') ?? [];
  const line = lines.findIndex((each) => /^['"]?title\b/.test(each)) + 1;
  return {
    severity: 'error',
    file: 'assignment.yaml',
    line: line || null,
    message: `title: the set ${twin.slug} of this course is called so, too: choose another title, or publish this as ${twin.slug}, as its new version`,
  };
}
