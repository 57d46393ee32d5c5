import type { Db } from '../../database/prisma.ts';
import { PERSON_NAME, peopleOf } from '../people.ts';
import { idsIn } from './facts.ts';

const list = (members: Parameters<typeof peopleOf>[0]): string =>
  peopleOf(members)
    .map(({ name }) => name)
    .join(', ');

/** What ids and sets' slugs in texts of the log stand for, in words. */
export async function namesIn(
  db: Db,
  courseId: string,
  texts: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const where = { id: { in: idsIn(texts) } };
  const ofCourse = { ...where, assignment: { courseId } };
  const [sets, people, submissions, groups, items, answerGroups, reruns, requests] = await Promise.all([
    db.$queryRaw<{ id: string; slug: string; title: string }[]>`
      SELECT DISTINCT ON (a.id) a.id, a.slug, v.definition ->> 'title' AS title
      FROM assignments a JOIN assignment_versions v ON v.assignment_id = a.id
      WHERE a.course_id = ${courseId}::uuid
      ORDER BY a.id, v.number DESC`,
    // Somebody may have written an id of another course into a reason.
    db.user.findMany({
      where: { ...where, enrolments: { some: { courseId } } },
      select: PERSON_NAME.select,
    }),
    db.submission.findMany({
      where: { ...where, group: { assignment: { courseId } } },
      select: {
        id: true,
        number: true,
        members: { select: { user: PERSON_NAME } },
        group: { select: { assignmentId: true } },
      },
    }),
    db.group.findMany({
      where: ofCourse,
      select: { id: true, assignmentId: true, members: { select: { user: PERSON_NAME } } },
    }),
    db.rubricItem.findMany({ where: ofCourse, select: { id: true, text: true, assignmentId: true } }),
    db.answerGroup.findMany({ where: ofCourse, select: { id: true, name: true } }),
    db.rerun.findMany({ where: ofCourse, select: { id: true, assignmentId: true } }),
    db.regradeRequest.findMany({
      where: ofCourse,
      select: { id: true, assignmentId: true, askedBy: PERSON_NAME },
    }),
  ]);
  const names = new Map<string, string>();
  for (const { id, slug, title } of sets) {
    const isTwin = sets.some((other) => other.title === title && other.id !== id);
    const name = isTwin ? `${title} (${slug})` : title;
    names.set(id, name).set(slug, name);
  }
  const setOf = (id: string): string => names.get(id) ?? 'a set';
  for (const { id, name } of people) names.set(id, name);
  for (const { id, number, members, group } of submissions)
    names.set(id, `submission ${number} of ${list(members)} to ${setOf(group.assignmentId)}`);
  for (const { id, assignmentId, members } of groups) {
    const nobody = `an empty group of ${setOf(assignmentId)}`;
    names.set(id, members.length === 0 ? nobody : `the group of ${list(members)}`);
  }
  for (const { id, text, assignmentId } of items) names.set(id, `“${text}” of ${setOf(assignmentId)}`);
  for (const { id, name } of answerGroups) names.set(id, `“${name}”`);
  for (const { id, assignmentId } of reruns) names.set(id, `a rerun of ${setOf(assignmentId)}`);
  for (const { id, assignmentId, askedBy } of requests)
    names.set(id, `the request of ${askedBy.name} about ${setOf(assignmentId)}`);
  return names;
}
