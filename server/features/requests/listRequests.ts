import type { RegradeRequest, RequestRow } from '../../../contract/requests.ts';
import type { PersonName, Role } from '../../../contract/common.ts';
import type { ResponseOf } from '../../../contract/operation.ts';
import type { listRequests as operation } from '../../../contract/requests.ts';
import { isOut } from '../../../grader/core/policies/times.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import type { SubmissionSubject } from '../../middleware/subject.ts';
import { standingsOf } from '../grading/standing.ts';
import { PERSON_NAME } from '../people.ts';
import { releaseOf } from '../policies/heldBack.ts';
import { GRADES } from '../roster/active.ts';
import { askingOf, countUsed } from './asking.ts';
import { ENDS, presentRequest, presentRow, REQUEST, REQUEST_ROW } from './present.ts';

/** What a student may read here is what releases show: of a question nothing before it, nor after it was taken back or held back. */
export async function listRequests(
  db: Db,
  { assignment, submission, current }: SubmissionSubject,
  { userId, role, now }: { userId: string; role: Role; now: Date },
): Promise<ResponseOf<typeof operation>> {
  const isStaff = role !== 'student';
  const used = await countUsed(db, assignment.id, userId);
  const asking = current.definition.questions.map(
    ({ id }) => [id, askingOf(assignment, { question: id, used, now })] as const,
  );
  const isShown = (question: string) => isStaff || isOut(releaseOf(assignment, question), now);
  const rows = await db.regradeRequest.findMany({
    where: { submissionId: submission.id },
    orderBy: { askedAt: 'asc' },
    select: REQUEST,
  });
  return {
    asking: isStaff ? null : Object.fromEntries(asking),
    items: isStaff
      ? []
      : (await itemsOf(db, { assignment, submission }, userId)).filter(({ question }) => isShown(question)),
    requests: rows.filter(({ questionId }) => isShown(questionId)).map((row) => presentRequest(row, isStaff)),
  };
}

/** The items of the grades that stand for a student. */
export async function itemsOf(
  db: Db,
  { assignment, submission }: Pick<SubmissionSubject, 'submission'> & { assignment: { id: string } },
  userId: string,
): Promise<ResponseOf<typeof operation>['items']> {
  const answers = await db.answer.findMany({
    where: { submissionId: submission.id },
    select: { questionId: true },
  });
  const standings = await standingsOf(db, [
    { assignmentId: assignment.id, submissionId: submission.id, userId },
  ]);
  return answers.flatMap(({ questionId }) =>
    (standings.of(userId, submission.id, questionId)?.decision.items ?? []).map(({ item }) => ({
      question: questionId,
      id: item.id,
      text: item.text,
      points: item.points,
    })),
  );
}

const OVER = { events: { some: { act: { in: [...ENDS] } } } };
/** Of those that are over; what is older is found with the submission. */
const MOST_OVER = 200;

/** Where grades were taken back and the set is anonymous for the reader, its requests wait until they are out again. */
export async function listCourseRequests(
  db: Db,
  courseId: string,
  { state, anonymous }: { state: 'open' | 'over'; anonymous: ReadonlySet<string> },
): Promise<RequestRow[]> {
  const rows = await db.regradeRequest.findMany({
    where: {
      assignment: { courseId, id: { notIn: [...anonymous] } },
      ...(state === 'over' ? OVER : { NOT: OVER }),
    },
    orderBy: { askedAt: state === 'over' ? 'desc' : 'asc' },
    ...(state === 'over' && { take: MOST_OVER }),
    select: REQUEST_ROW,
  });
  return rows.map(presentRow);
}

/** All of one student, the last first; none about a set whose work the reader sees without names. */
export async function requestsOf(
  db: Db,
  { courseId, userId, anonymous }: { courseId: string; userId: string; anonymous: ReadonlySet<string> },
): Promise<RequestRow[]> {
  const rows = await db.regradeRequest.findMany({
    where: { assignment: { courseId, id: { notIn: [...anonymous] } }, askedById: userId },
    orderBy: { askedAt: 'desc' },
    select: REQUEST_ROW,
  });
  return rows.map(presentRow);
}

/** What is open about a student's work in one set, the oldest first: what they asked, and what others of their group asked about the same submission. */
export async function openRequestsAbout(
  db: Db,
  {
    assignmentId,
    userId,
    submissionId,
  }: { assignmentId: string; userId: string; submissionId: string | null },
): Promise<RequestRow[]> {
  const rows = await db.regradeRequest.findMany({
    where: {
      assignmentId,
      OR: [{ askedById: userId }, ...(submissionId === null ? [] : [{ submissionId }])],
      NOT: OVER,
    },
    orderBy: { askedAt: 'asc' },
    select: REQUEST_ROW,
  });
  return rows.map(presentRow);
}

/** Those who can answer requests. */
export async function staffOf(db: Db | Tx, courseId: string): Promise<PersonName[]> {
  const rows = await db.enrolment.findMany({
    where: { courseId, ...GRADES },
    orderBy: { user: { name: 'asc' } },
    select: { user: PERSON_NAME },
  });
  return rows.map(({ user }) => user);
}

export async function getRequest(
  db: Db,
  courseId: string,
  { id, anonymous }: { id: string; anonymous: ReadonlySet<string> },
): Promise<RequestRow> {
  const row = await db.regradeRequest.findFirst({
    where: { id, assignment: { courseId, id: { notIn: [...anonymous] } } },
    select: REQUEST_ROW,
  });
  if (!row) throw new ApiError('not_found', 'There is no such request in this course.');
  return presentRow(row);
}

export async function requestOf(db: Db, id: string, isStaff: boolean): Promise<RegradeRequest> {
  return presentRequest(
    await db.regradeRequest.findUniqueOrThrow({ where: { id }, select: REQUEST }),
    isStaff,
  );
}
