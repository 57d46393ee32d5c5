/** What is done about a request: it is taken, handed over, replied to, and closed with or without another grade. */
import type { BodyOf } from '../../../contract/operation.ts';
import type { Act as Audited } from '../../../contract/auditLog.ts';
import type * as contract from '../../../contract/requests.ts';
import type { Prisma, RequestAct } from '../../../prisma/generated/client.ts';
import { isOut } from '../../../grader/core/policies/times.ts';
import { doneBefore, recordAudit } from '../../database/audit.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import { ownAmong } from '../../middleware/ownWork.ts';
import type { SubmissionSubject } from '../../middleware/subject.ts';
import { readDecision, readGrades } from '../grading/decisions.ts';
import { gradeConflict } from '../grading/gradeAnswer.ts';
import { gives, setGrades } from '../grading/setGrades.ts';
import type { GradeInput } from '../grading/setGrades.ts';
import { notify } from '../notifications/notify.ts';
import { answeredWords, waitingWords } from '../notifications/words.ts';
import { releaseOf } from '../policies/heldBack.ts';
import { GRADES } from '../roster/active.ts';
import { handlerOf, presentRequest, REQUEST } from './present.ts';

interface Who {
  userId: string;
  isStaff: boolean;
  now: Date;
}

type Row = Prisma.RegradeRequestGetPayload<{ select: typeof REQUEST }>;

interface Act {
  act: RequestAct;
  toId?: string | null;
  text?: string;
  revision?: number;
  before?: number | null;
  after?: number | null;
}

/** What somebody does: the same once more, with nothing between, is the same. A grade is a part of it. */
type Said = Required<Pick<Act, 'act' | 'text'>> & { grade?: GradeInput | null };

/** Whether the last event is what is sent now, which has arrived before. */
async function isRepeated(tx: Tx, last: Row['events'][number] | undefined, said: Said, userId: string) {
  if (last?.act !== said.act || last.by.id !== userId || last.text !== said.text) return false;
  const { grade = null } = said;
  if (grade === null || last.revision === null) return grade === null && last.revision === null;
  return gives(await readDecision(tx, last.revision), grade);
}

/**
 * One act at a time about a request, on what stands then.
 *
 * @param decide what is done; it may refuse
 * @throws ApiError not_found; locked when the request is over
 */
async function actOn(
  db: Db,
  subject: SubmissionSubject,
  requestId: string,
  { userId, isStaff, now, operation, key, said }: Who & { operation: Audited; key?: string; said?: Said },
  decide: (tx: Tx, row: Row) => Promise<Act>,
): Promise<void> {
  const { course, submission, assignment } = subject;
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(${`request ${requestId}`}, 0))`;
    const row = await tx.regradeRequest.findFirst({
      where: { id: requestId, submissionId: submission.id },
      select: REQUEST,
    });
    // Students read requests while the grade is out.
    if (!row || (!isStaff && !isOut(releaseOf(assignment, row.questionId), now)))
      throw new ApiError('not_found', 'There is no such request.');
    if (key !== undefined && (await doneBefore(tx, key))) return;
    // Sent twice, by two tabs or since its answer was lost, it is done once.
    if (said && (await isRepeated(tx, row.events.at(-1), said, userId))) return;
    const { state } = presentRequest(row, true);
    if (state !== 'open')
      throw new ApiError('locked', `This request was ${state} meanwhile. Nothing was changed.`);
    const event = await decide(tx, row);
    const number = (row.events.at(-1)?.number ?? 0) + 1;
    await tx.requestEvent.create({ data: { ...event, requestId, number, at: now, byId: userId } });
    await recordAudit(tx, {
      act: key,
      actorId: userId,
      courseId: course.id,
      action: operation,
      subject: requestId,
      details: { ...event },
    });
    await tell(tx, subject, row, { ...event, number, userId, isStaff, now });
  });
}

/** The students of the submission read what staff say, and whoever has the request what they say and hand over. */
async function tell(
  tx: Tx,
  { course, assignment, submission, version, current }: SubmissionSubject,
  row: Row,
  { act, number, toId = null, userId, isStaff, now }: Act & Who & { number: number },
): Promise<void> {
  const { name } = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: { name: true } });
  const place = { course, set: { slug: assignment.slug, title: current.definition.title } };
  // One that was taken out since has its title where it was asked.
  const asked = [current, version].flatMap(({ definition }) => definition.questions);
  const title = asked.find(({ id }) => id === row.questionId)?.title ?? row.questionId;
  const notice = { kind: 'request', courseId: course.id, key: `${row.id} ${number}`, now } as const;
  if (isStaff && (act === 'replied' || act === 'closed')) {
    const members = await tx.submissionMember.findMany({
      where: { submissionId: submission.id },
      select: { userId: true },
    });
    const words = answeredWords(place, title, name, act === 'closed');
    await notify(tx, { ...notice, userIds: members.map((member) => member.userId), words });
  }
  const handler = act === 'handed_over' ? toId : isStaff ? null : handlerOf(row)?.id;
  if (handler != null) {
    const what =
      act === 'handed_over'
        ? `${name} handed you the regrade request about “${title}”.`
        : act === 'withdrawn'
          ? `${name} withdrew the regrade request about “${title}”.`
          : `${name} replied in the regrade request about “${title}”.`;
    // Who had it may be a student by now.
    await notify(tx, {
      ...notice,
      userIds: [handler],
      toGraders: true,
      words: waitingWords(place, row.id, what),
    });
  }
}

export function withdrawRequest(db: Db, subject: SubmissionSubject, id: string, who: Who): Promise<void> {
  return actOn(db, subject, id, { ...who, operation: 'withdrawRequest' }, async (_, { askedBy }) => {
    if (askedBy.id !== who.userId)
      throw new ApiError('locked', `${askedBy.name} made this request and alone can take it back.`);
    return { act: 'withdrawn' };
  });
}

export function replyToRequest(
  db: Db,
  subject: SubmissionSubject,
  id: string,
  { text, ...who }: Who & { text: string; key: string },
): Promise<void> {
  const said = { act: 'replied', text } as const;
  return actOn(db, subject, id, { ...who, operation: 'replyToRequest', said }, async () => ({
    act: 'replied',
    text,
  }));
}

export function assignRequest(
  db: Db,
  subject: SubmissionSubject,
  id: string,
  { from, to, note, ...who }: Who & BodyOf<typeof contract.assignRequest>,
): Promise<void> {
  return actOn(db, subject, id, { ...who, operation: 'assignRequest' }, async (tx, row) => {
    const handler = handlerOf(row);
    if ((handler?.id ?? null) !== from)
      throw new ApiError(
        'unacceptable',
        `${handler === null ? 'Nobody' : handler.name} has this request by now. Nothing was changed.`,
      );
    if (to === null) return { act: 'let_go', text: note };
    const where = { courseId: subject.course.id, userId: to, ...GRADES };
    if ((await tx.enrolment.count({ where })) === 0)
      throw new ApiError('unacceptable', 'Requests are answered by teaching assistants and instructors.');
    if ((await ownAmong(tx, to, [subject.submission.id])).size > 0)
      throw new ApiError(
        'unacceptable',
        'They are one of those who handed this in, and nobody decides about their own work. Hand it to somebody else.',
      );
    return { act: to === who.userId ? 'taken' : 'handed_over', toId: to, text: note };
  });
}

/**
 * Closes a request. Another grade goes the way of every grade, as a decision that supersedes the one that was looked at,
 * and the event names it: the request is its reason.
 */
export function closeRequest(
  db: Db,
  subject: SubmissionSubject,
  id: string,
  { reply, grade, ...who }: Who & BodyOf<typeof contract.closeRequest>,
): Promise<void> {
  const { course, assignment, submission } = subject;
  const said = { act: 'closed', text: reply, grade } as const;
  return actOn(db, subject, id, { ...who, operation: 'closeRequest', said }, async (tx, { questionId }) => {
    const asked = { assignmentId: assignment.id, submissionIds: [submission.id], questionId };
    const before = (await readGrades(tx, asked)).get(submission.id)?.grade?.score ?? null;
    const closed = { act: 'closed', toId: null, text: reply, before } as const;
    if (grade === null) {
      if (reply === '') throw new ApiError('unacceptable', 'The score stays: say why. Nothing was changed.');
      return { ...closed, after: before };
    }
    const { baseRevision, ...input } = grade;
    const action = { operation: 'closeRequest', userId: who.userId, now: who.now, groupName: null } as const;
    const target = { submissionId: submission.id, baseRevision };
    const { graded, conflicts } = await setGrades(
      tx,
      { course, assignment },
      questionId,
      action,
      [target],
      input,
    );
    const [made] = graded;
    if (!made) throw gradeConflict(conflicts[0]?.theirs ?? null, 'Nothing was changed.');
    const after = made.grade.score;
    if (after === before && reply === '')
      throw new ApiError('unacceptable', 'The score stays: say why. Nothing was changed.');
    return { ...closed, after, revision: made.grade.revision };
  });
}
