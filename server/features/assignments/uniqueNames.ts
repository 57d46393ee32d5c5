/**
 * No two sets of a course are called the same, in full or in short: in lists, columns, mails and other systems' files it is all that
 * tells them apart.
 */
import type { AssignmentDefinition, Problem } from '../../../contract/assignment.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import type { ReadAssignment } from './readFiles.ts';

/** What a reader takes for the same. */
const folded = (title: string): string =>
  title.normalize('NFKC').replace(/\s+/g, ' ').trim().toLocaleLowerCase('en');

type Named = Pick<AssignmentDefinition, 'title' | 'short'>;

/** Until the transaction ends nobody else publishes under the title or the short name. */
export async function lockNames(tx: Tx, courseId: string, { title, short }: Named): Promise<void> {
  const names = new Set([title, short ?? title].map((name) => `title ${courseId} ${folded(name)}`));
  // In one order, so that no two wait for each other.
  for (const name of [...names].toSorted())
    await tx.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(${name}, 0))`;
}

/**
 * The mistakes of a title and a short name that another set of the course bears in its version in force; none in a course in which
 * somebody tries sets alone. Of twins that are there from before this was asked for, the next version of each has to be told apart.
 */
export async function nameProblems(
  db: Db | Tx,
  courseId: string,
  { slug, definition, files }: Pick<ReadAssignment, 'slug' | 'definition' | 'files'>,
): Promise<Problem[]> {
  if (!definition) return [];
  const others = await db.$queryRaw<(Named & { slug: string })[]>`
    SELECT DISTINCT ON (a.id) a.slug, v.definition->>'title' AS title, v.definition->>'short' AS short
    FROM assignments a
      JOIN courses c ON c.id = a.course_id AND c.try_of_id IS NULL
      JOIN assignment_versions v ON v.assignment_id = a.id
    WHERE a.course_id = ${courseId}::uuid AND a.slug <> ${slug}
    ORDER BY a.id, v.number DESC`;
  const lines = files.get('assignment.yaml')?.split('\n') ?? [];
  return (['title', 'short'] as const).flatMap((field): Problem[] => {
    const name = definition[field];
    if (name === null) return [];
    const twin = others.find(({ title, short }) =>
      [title, short].some((other) => other !== null && folded(other) === folded(name)),
    );
    if (!twin) return [];
    const line = lines.findIndex((each) => new RegExp(`^['"]?${field}\\b`).test(each)) + 1;
    const another = field === 'title' ? 'title' : 'short name';
    const message = `${field}: the set ${twin.slug} of this course is called so, too: choose another ${another}, or publish this as ${twin.slug}, as its new version`;
    return [{ severity: 'error', file: 'assignment.yaml', line: line || null, message }];
  });
}
