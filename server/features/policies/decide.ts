/** Decisions about a course and its sets: each is a row, and the last of a line stands. */
import { isDeepStrictEqual } from 'node:util';
import type { Effects, SetStanding } from '../../../contract/effects.ts';
import { own } from '../../../contract/own.ts';
import type { SetPolicyWish } from '../../../contract/policies.ts';
import { SetPolicy } from '../../../contract/policy.ts';
import type { CoursePolicy } from '../../../contract/policy.ts';
import type { Act as LoggedAct } from '../../../contract/auditLog.ts';
import { recordAudit } from '../../database/audit.ts';
import { NO_JSON, type Db, type Tx } from '../../database/prisma.ts';
import type { WorkNews } from '../../database/workNews.ts';
import { ApiError } from '../../errors.ts';
import type { AssignmentSubject, CourseSubject } from '../../middleware/subject.ts';
import { gradesToRead, saidTo } from '../grading/gradesToRead.ts';
import { countingByStudent } from '../grading/scoreChanges.ts';
import { notify } from '../notifications/notify.ts';
import { releasedWords, takenBackWords } from '../notifications/words.ts';
import { momentOf } from './courseClock.ts';
import { withEffects } from './effects.ts';
import { lastDecision } from './getPolicy.ts';
import { tellOfChanges } from './tellOfChanges.ts';

interface Act {
  actorId: string;
  now: Date;
  preview: boolean;
  /** The revision of the decision that the actor has seen, null for none; absent: whatever stands. */
  seen?: number | null | undefined;
}

interface Decision {
  courseId: string;
  /** Null: about the course. */
  assignment: { id: string; slug: string } | null;
  policy: SetPolicy | CoursePolicy | null;
  action: LoggedAct;
  subject: string;
}

/** As the database gives it back, where what is undefined is not there. */
const stored = (policy: unknown): unknown => JSON.parse(JSON.stringify(policy));

/**
 * Adds a decision. The same of the same person, sent again since its answer was lost, has been added.
 *
 * @throws ApiError unacceptable when somebody has decided what the actor has not seen
 */
async function addDecision(tx: Tx, { actorId, now, seen }: Act, decision: Decision): Promise<void> {
  const { courseId, assignment, policy, action, subject } = decision;
  const assignmentId = assignment?.id ?? null;
  const { last, policy: before } = await lastDecision(tx, courseId, assignmentId);
  if (seen !== undefined && seen !== (last?.revision ?? null)) {
    if (last?.decidedBy.id === actorId && isDeepStrictEqual(stored(policy), before)) return;
    const message = `${last?.decidedBy.name ?? 'Somebody'} decided something else while you were writing. Look at it first.`;
    throw new ApiError('unacceptable', message);
  }
  await tx.policyDecision.create({
    data: { courseId, assignmentId, policy: policy ?? NO_JSON, decidedById: actorId, decidedAt: now },
  });
  const details = { before, after: policy };
  await recordAudit(tx, { actorId, courseId, action, subject, details });
}

/** @throws ApiError unacceptable for times that there are not or that contradict each other */
function readWish(
  { opens, closes, heldBack, ...rest }: SetPolicyWish,
  { course, assignment, version }: AssignmentSubject,
): SetPolicy {
  const at = (time: string | null) => (time === null ? null : momentOf(time, course.timeZone).toISOString());
  const { dueAt } = assignment.row;
  const policy = SetPolicy.parse({
    ...rest,
    opensAt: at(opens),
    closesAt: at(closes),
    heldBack: Object.fromEntries(Object.entries(heldBack).map(([question, time]) => [question, at(time)])),
  });
  if (policy.opensAt !== null && new Date(policy.opensAt) >= dueAt)
    throw new ApiError('unacceptable', 'A set opens before it is due. Choose an earlier time to open it.');
  if (policy.closesAt !== null && new Date(policy.closesAt) < dueAt)
    throw new ApiError('unacceptable', 'The hard end is before the set is due. Choose a later one.');
  // What was held back before it was taken out stays so until somebody decides otherwise.
  const known = new Set([
    ...version.definition.questions.map(({ id }) => id),
    ...Object.keys(assignment.policy.set.heldBack),
  ]);
  const unknown = Object.keys(heldBack).find((id) => !known.has(id));
  if (unknown !== undefined)
    throw new ApiError('unacceptable', `There is no question ${unknown} in this set to hold back.`);
  return policy;
}

/**
 * Who sees the set's grades is told of questions of theirs that are graded and held back no more. Of a time that is decided they
 * are told when it has come: see `notifications/remind.ts`.
 */
async function tellOfQuestionsOut(
  tx: Tx,
  { course, assignment, version }: AssignmentSubject,
  changes: Effects['changes'],
  now: Date,
): Promise<void> {
  const news = changes.flatMap(({ student, sets }) => {
    const change = sets.find(({ slug }) => slug === assignment.slug);
    if (!change || !change.after.released || change.after.late === null) return [];
    const { before, after } = change;
    const questions = Object.entries(before.heldBack).flatMap(([title, until]) => {
      const wasHeld = until === null || new Date(until) > now;
      return wasHeld && !Object.hasOwn(after.heldBack, title) ? [title] : [];
    });
    return questions.length > 0 ? [{ userId: student.id, questions }] : [];
  });
  // Held back are questions for everybody.
  const [first] = news;
  if (!first) return;
  const toRead = await gradesToRead(tx, assignment.row, now);
  const graded = (userId: string) => {
    const titles = toRead.get(userId);
    return first.questions.filter((title) => titles?.length === 0 || titles?.includes(title));
  };
  const alike = Map.groupBy(news, ({ userId }) => JSON.stringify(graded(userId)));
  for (const [titles, same] of alike) {
    const questions = JSON.parse(titles) as string[];
    if (questions.length === 0) continue;
    await notify(tx, {
      kind: 'released',
      courseId: course.id,
      userIds: same.map(({ userId }) => userId),
      key: `${assignment.id} held back until ${now.toISOString()}`,
      words: releasedWords(
        { course, set: { slug: assignment.slug, title: version.definition.title } },
        questions,
      ),
      now,
    });
  }
}

/** Whoever read a grade or comment of a question that is held back from now on is told why it is gone. */
async function tellOfQuestionsHeld(
  tx: Tx,
  { course, assignment, version }: AssignmentSubject,
  changes: Effects['changes'],
  now: Date,
): Promise<void> {
  const isHeld = ({ heldBack }: SetStanding, title: string) => {
    const until = own(heldBack, title);
    return until !== undefined && (until === null || new Date(until) > now);
  };
  const news = changes.flatMap(({ student, sets }) => {
    const change = sets.find(({ slug }) => slug === assignment.slug);
    if (!change?.before.released || !change.after.released) return [];
    const { before, after } = change;
    const titles = Object.keys(after.heldBack).filter(
      (title) => !isHeld(before, title) && isHeld(after, title),
    );
    return titles.length > 0 ? [{ userId: student.id, titles }] : [];
  });
  if (news.length === 0) return;
  const counting = await countingByStudent(
    tx,
    assignment.id,
    news.map(({ userId }) => userId),
  );
  const said = await saidTo(tx, assignment.id);
  const gone = news.flatMap(({ userId, titles }) => {
    const scores = counting.get(userId)?.scores ?? [];
    const isRead = ({ score, question }: (typeof scores)[number]) =>
      score !== null || said.get(userId)?.has(question.id) === true;
    const read = scores.filter((each) => titles.includes(each.question.title) && isRead(each));
    return read.length > 0 ? [{ userId, questions: read.map(({ question }) => question.title) }] : [];
  });
  const place = { course, set: { slug: assignment.slug, title: version.definition.title } };
  for (const same of Map.groupBy(gone, ({ questions }) => JSON.stringify(questions)).values())
    await notify(tx, {
      kind: 'released',
      courseId: course.id,
      userIds: same.map(({ userId }) => userId),
      key: `${assignment.id} held back at ${now.toISOString()}`,
      words: takenBackWords(place, same[0]!.questions),
      now,
    });
}

export async function decideSetPolicy(
  db: Db,
  news: WorkNews,
  subject: AssignmentSubject,
  { policy: wish, ...act }: Act & { policy: SetPolicyWish | null },
): Promise<Effects> {
  const { course, assignment } = subject;
  const policy = wish && readWish(wish, subject);
  const decide = async (tx: Tx) => {
    await addDecision(tx, act, {
      courseId: course.id,
      assignment,
      policy,
      action: 'decideSetPolicy',
      subject: assignment.slug,
    });
    return {};
  };
  const courseId = course.id;
  const { now } = act;
  const outcome = await withEffects(db, { courseId, ...act }, decide, async (tx, { changes }) => {
    await tellOfQuestionsOut(tx, subject, changes, now);
    await tellOfQuestionsHeld(tx, subject, changes, now);
    await tellOfChanges(tx, changes, {
      courseId,
      now,
      why: 'The set has other dates, other rules or another weight.',
    });
  });
  if (outcome.applied) news.tell({ kind: 'assignment', assignment: assignment.id });
  return outcome;
}

export async function decideCoursePolicy(
  db: Db,
  news: WorkNews,
  { course }: CourseSubject,
  { policy, ...act }: Act & { policy: CoursePolicy },
): Promise<Effects> {
  const courseId = course.id;
  const { now } = act;
  const decide = async (tx: Tx) => {
    const decision = { courseId, assignment: null, policy, subject: course.slug };
    await addDecision(tx, act, { ...decision, action: 'decideCoursePolicy' });
    return {};
  };
  const outcome = await withEffects(db, { courseId, ...act }, decide, (tx, { changes }) =>
    tellOfChanges(tx, changes, {
      courseId,
      now,
      why: 'The course has other rules about lateness, or about what counts how much.',
    }),
  );
  if (outcome.applied)
    for (const { id } of await db.assignment.findMany({
      where: { courseId: course.id },
      select: { id: true },
    }))
      news.tell({ kind: 'assignment', assignment: id });
  return outcome;
}
