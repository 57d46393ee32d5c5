import type { ResponseOf } from '../../../contract/operation.ts';
import type { compareWork, listSimilarWork as operation } from '../../../contract/similarity.ts';
import type { Db } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { anonymousAmong } from '../../middleware/veil.ts';
import { runTask } from '../../tasks/index.ts';
import { countingSubmissions } from '../submissions/counting.ts';
import { assertWork, givenFor, readWork, type Work } from './readWork.ts';

/** Sets of the same name in the reader's other courses: earlier terms, as a rule. */
async function twinSets(
  db: Db,
  { assignment }: AssignmentSubject,
  { userId, now }: { userId: string; now: Date },
): Promise<string[]> {
  const staff = { userId, leftAt: null, role: { in: ['ta' as const, 'instructor' as const] } };
  const sets = await db.assignment.findMany({
    where: {
      slug: assignment.slug,
      id: { not: assignment.id },
      course: { enrolments: { some: staff } },
    },
    select: { id: true, gradesReleasedAt: true, course: { select: { enrolments: { where: staff } } } },
  });
  // One that the reader grades without names stays out, whatever they are here.
  const forTa = sets.filter(({ course }) => course.enrolments.every(({ role }) => role === 'ta'));
  const anonymous = await anonymousAmong(db, forTa, { role: 'ta', now });
  return sets.map(({ id }) => id).filter((id) => !anonymous.has(id));
}

/** Two submissions with the same person in them, or both of other terms, say nothing new. */
function apartOf(works: readonly Work[]): [string, string][] {
  const pairs: [string, string][] = [];
  const byPerson = new Map<string, string[]>();
  for (const { id, side } of works)
    for (const person of side.people) byPerson.set(person.id, [...(byPerson.get(person.id) ?? []), id]);
  for (const ids of byPerson.values())
    for (const [place, left] of ids.entries())
      for (const right of ids.slice(place + 1)) pairs.push([left, right]);
  return pairs;
}

const withoutSide = ({ side: _, ...text }: Work) => text;

/**
 * The pairs of the class with the most in common; of every student the submission that counts.
 *
 * @throws ApiError not_found where the set asks for no such work, unacceptable when it takes too long
 */
export async function listSimilarWork(
  db: Db,
  subject: AssignmentSubject,
  { work, terms, userId, now }: { work: string; terms: 'this' | 'all'; userId: string; now: Date },
): Promise<ResponseOf<typeof operation>> {
  const { course, assignment, version } = subject;
  assertWork(version.definition, work);
  const twins = terms === 'all' ? await twinSets(db, subject, { userId, now }) : [];
  const sets = [assignment.id, ...twins];
  const counting = await countingSubmissions(db, sets);
  const ids = [...new Set(counting.map(({ submissionId }) => submissionId))];
  const works = await readWork(db, ids, { work, courseId: course.id });
  const pairs = await runTask(
    'compareTexts',
    {
      texts: works.map(withoutSide),
      given: await givenFor(db, sets, work),
      apart: apartOf(works),
    },
    userId,
  );
  const sides = new Map(works.map(({ id, side }) => [id, side]));
  return {
    compared: works.length,
    pairs: pairs
      .map(({ left, right, similarity }) => ({
        similarity,
        left: sides.get(left)!,
        right: sides.get(right)!,
      }))
      .filter(({ left, right }) => left.term === null || right.term === null),
  };
}

/** @throws ApiError not_found where one of them is no submission to this set, or to the reader's other terms of it */
export async function compareTwo(
  db: Db,
  subject: AssignmentSubject,
  {
    work,
    left,
    right,
    userId,
    now,
  }: { work: string; left: string; right: string; userId: string; now: Date },
): Promise<ResponseOf<typeof compareWork>> {
  const { course, assignment, version } = subject;
  assertWork(version.definition, work);
  const sets = [assignment.id, ...(await twinSets(db, subject, { userId, now }))];
  const allowed = await db.submission.findMany({
    where: { id: { in: [left, right] }, group: { assignmentId: { in: sets } } },
    select: { id: true },
  });
  const works = await readWork(
    db,
    allowed.map(({ id }) => id),
    { work, courseId: course.id },
  );
  const [one, other] = [left, right].map((id) => works.find((each) => each.id === id));
  if (!one || !other) throw new ApiError('not_found', 'These submissions do not both have such work.');
  const texts = [one, other].map(withoutSide);
  const given = await givenFor(db, sets, work);
  const passages = await runTask('passagesOf', { texts, given, left, right }, userId);
  return { left: { ...one.side, text: one.text }, right: { ...other.side, text: other.text }, passages };
}
