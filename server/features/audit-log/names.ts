import { questionWords } from '../../../contract/questionName.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { PERSON_NAME, peopleOf } from '../people.ts';

const list = (members: Parameters<typeof peopleOf>[0]): string =>
  peopleOf(members)
    .map(({ name }) => name)
    .join(', ');

const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

export const idsIn = (texts: readonly string[]): string[] => [
  ...new Set(texts.flatMap((text) => text.match(ID) ?? [])),
];

/** What ids, sets' short names and questions in the log stand for, in words. */
export interface Names {
  /** A text that is an id or a set's short name; undefined for what is not known, or of another course. */
  of(text: string): string | undefined;
  /** A question of the set that something belongs to: `question 2`. */
  question(id: string, subject: string): string;
}

/** @param texts that the ids are looked for in */
export async function namesIn(db: Db | Tx, courseId: string, texts: readonly string[]): Promise<Names> {
  const where = { id: { in: idsIn(texts) } };
  const ofCourse = { ...where, assignment: { courseId } };
  const [sets, questions, people, submissions, groups, items, itemGroups, answerGroups, reruns, requests] =
    await Promise.all([
      db.$queryRaw<{ id: string; slug: string; title: string }[]>`
      SELECT DISTINCT ON (a.id) a.id, a.slug, v.definition ->> 'title' AS title
      FROM assignments a JOIN assignment_versions v ON v.assignment_id = a.id
      WHERE a.course_id = ${courseId}::uuid
      ORDER BY a.id, v.number DESC`,
      db.$queryRaw<{ setId: string; id: string; label: string | null; title: string }[]>`
      SELECT set_id AS "setId", q ->> 'id' AS id, q ->> 'label' AS label, q ->> 'title' AS title
      FROM (
        SELECT DISTINCT ON (a.id) a.id AS set_id, v.definition
        FROM assignments a JOIN assignment_versions v ON v.assignment_id = a.id
        WHERE a.course_id = ${courseId}::uuid
        ORDER BY a.id, v.number DESC
      ) latest, jsonb_array_elements(latest.definition -> 'questions') q`,
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
      db.rubricGroup.findMany({ where: ofCourse, select: { id: true, name: true, assignmentId: true } }),
      db.answerGroup.findMany({ where: ofCourse, select: { id: true, name: true, assignmentId: true } }),
      db.rerun.findMany({ where: ofCourse, select: { id: true, assignmentId: true } }),
      db.regradeRequest.findMany({
        where: ofCourse,
        select: { id: true, assignmentId: true, askedBy: PERSON_NAME },
      }),
    ]);
  const names = new Map<string, string>();
  const belongsTo = new Map<string, string>();
  const name = (id: string, words: string, setId?: string) => {
    names.set(id, words);
    if (setId !== undefined) belongsTo.set(id, setId);
  };
  for (const { id, slug, title } of sets) {
    const isTwin = sets.some((other) => other.title === title && other.id !== id);
    for (const key of [id, slug]) name(key, isTwin ? `${title} (${slug})` : title, id);
  }
  const setOf = (id: string): string => names.get(id) ?? 'a set';
  for (const each of people) name(each.id, each.name);
  for (const { id, number, members, group } of submissions)
    name(id, `submission ${number} of ${list(members)} to ${setOf(group.assignmentId)}`, group.assignmentId);
  for (const { id, assignmentId, members } of groups) {
    const nobody = `an empty group of ${setOf(assignmentId)}`;
    name(id, members.length === 0 ? nobody : `the group of ${list(members)}`, assignmentId);
  }
  for (const { id, text, assignmentId } of items)
    name(id, `“${text}” of ${setOf(assignmentId)}`, assignmentId);
  for (const each of [...itemGroups, ...answerGroups]) name(each.id, `“${each.name}”`, each.assignmentId);
  for (const { id, assignmentId } of reruns) name(id, `a rerun of ${setOf(assignmentId)}`, assignmentId);
  for (const { id, assignmentId, askedBy } of requests)
    name(id, `the request of ${askedBy.name} about ${setOf(assignmentId)}`, assignmentId);
  const asked = new Map(questions.map(({ setId, id, ...each }) => [`${setId} ${id}`, questionWords(each)]));
  return {
    of: (text) => names.get(text),
    // What was taken out of the set since is called by its id.
    question: (id, subject) => asked.get(`${belongsTo.get(subject)} ${id}`) ?? `question “${id}”`,
  };
}
