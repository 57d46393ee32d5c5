/** Who looks at which answer, so that two graders are not sent to the same one, and know when they meet. */
import type { GradingCompany, nextAnswer as nextOperation } from '../../../contract/grading.ts';
import type { Role } from '../../../contract/common.ts';
import type { ResponseOf } from '../../../contract/operation.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { ownAmong } from '../../middleware/ownWork.ts';
import type { AssignmentSubject, SubmissionSubject } from '../../middleware/subject.ts';
import { partsIn } from '../desk/division.ts';
import { marksOf, NO_MARKS } from '../desk/marks.ts';
import { PERSON_NAME } from '../people.ts';
import { ApiError } from '../../errors.ts';
import { gradesIn } from '../roster/active.ts';
import type { Deps } from '../../deps.ts';
import { tellOfClaims } from './answerNews.ts';
import type { Holder } from './answerNews.ts';
import { keptAnswersIn } from './keptScores.ts';
import type { KeptAnswer } from './keptScores.ts';
import { OF_OPEN_PAGE, ofOpenPages, rememberLeft } from './leftPages.ts';
import { shuffleFor } from './order.ts';
import { questionOf } from './questionOf.ts';

/** A claim lapses so long after its holder last gave a sign. */
const CLAIM_MS = 120_000;

/** Of who has no page. */
const NO_PAGE = '00000000-0000-0000-0000-000000000000';

interface By {
  userId: string;
  now: Date;
  /** Which of their pages: one that is left lets go of what it held, and of nothing that another page holds. */
  page?: string | undefined;
}

const expiry = ({ now }: By): Date => new Date(now.getTime() + CLAIM_MS);

/**
 * A page that has let go holds nothing.
 *
 * @returns whether its holder has just come: a sign of life is no news, and another page of theirs is none
 */
async function hold(tx: Db | Tx, answerId: string, by: By): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ hasCome: boolean }[]>`
    WITH before AS (
      SELECT max(expires_at) AS until FROM grading_claims c
      WHERE answer_id = ${answerId}::uuid AND user_id = ${by.userId}::uuid AND ${OF_OPEN_PAGE}
    )
    INSERT INTO grading_claims (answer_id, user_id, page_id, expires_at)
    SELECT c.* FROM (
      SELECT ${answerId}::uuid, ${by.userId}::uuid AS user_id, ${by.page ?? NO_PAGE}::uuid AS page_id, ${expiry(by)}::timestamptz
    ) c WHERE ${OF_OPEN_PAGE}
    ON CONFLICT (answer_id, user_id, page_id) DO UPDATE SET expires_at = EXCLUDED.expires_at
    RETURNING COALESCE((SELECT until <= ${by.now} FROM before), TRUE) AS "hasCome"`;
  return row?.hasCome ?? false;
}

/**
 * Claims of all on the answers to a question, but for those that have lapsed, whose page has let go, or whose holder grades in the course
 * no more.
 */
async function claimsOn(
  tx: Db | Tx,
  { id: assignmentId, courseId }: { id: string; courseId: string },
  questionId: string,
  now: Date,
) {
  const claims = await tx.gradingClaim.findMany({
    where: {
      expiresAt: { gt: now },
      user: gradesIn(courseId),
      answer: { questionId, submission: { group: { assignmentId } } },
    },
    select: { userId: true, pageId: true, user: PERSON_NAME, answer: { select: { submissionId: true } } },
  });
  return ofOpenPages(tx, claims);
}

/**
 * Says that a person looks at an answer, and that they still hold those they name. It lets go of none: a sign of life that
 * comes late must not free what was held since.
 *
 * @returns who else is there, and at other answers to the question
 * @throws ApiError not_found
 */
export async function claimAnswer(
  { db, news }: Pick<Deps, 'db' | 'news'>,
  { course, assignment, submission, current }: SubmissionSubject,
  questionId: string,
  { held, ...by }: By & { held: readonly string[] },
): Promise<GradingCompany> {
  questionOf(current.definition, questionId);
  const answer = await db.answer.findUnique({
    where: { submissionId_questionId: { submissionId: submission.id, questionId } },
    select: { id: true },
  });
  if (!answer) throw new ApiError('not_found', 'There is no such answer.');
  if (await hold(db, answer.id, by))
    tellOfClaims(news, { assignmentId: assignment.id, questionId, userId: by.userId }, [submission.id]);
  await db.gradingClaim.updateMany({
    where: {
      userId: by.userId,
      pageId: by.page ?? NO_PAGE,
      answer: { questionId, submissionId: { in: [...held] } },
    },
    data: { expiresAt: expiry(by) },
  });
  const claims = await claimsOn(db, { id: assignment.id, courseId: course.id }, questionId, by.now);
  const others = claims.filter(({ userId }) => userId !== by.userId);
  const here = peopleIn(others.filter((claim) => claim.answer.submissionId === submission.id));
  const elsewhere = peopleIn(others).filter(({ id }) => !here.some((person) => person.id === id));
  return { here, elsewhere };
}

function peopleIn(claims: readonly { user: { id: string; name: string } }[]) {
  return [...new Map(claims.map(({ user }) => [user.id, user])).values()];
}

/**
 * Of what has lapsed nothing is left, whichever page held it.
 *
 * @param page null for all of the person's
 * @param kept submission ids of answers that stay held
 * @returns those of answers that the person holds no more, on no page
 */
async function letGo(
  tx: Db | Tx,
  { assignmentId, questionId, userId }: Holder,
  { page, now, kept }: { page: string | null; now: Date; kept: readonly string[] },
): Promise<string[]> {
  const gone = await tx.$queryRaw<{ id: string }[]>`
    WITH gone AS (
      DELETE FROM grading_claims c USING answers a, submissions s, groups g
      WHERE c.user_id = ${userId}::uuid AND a.id = c.answer_id AND a.question_id = ${questionId}
        AND (${page}::uuid IS NULL OR c.page_id = ${page}::uuid OR c.expires_at <= ${now})
        AND s.id = a.submission_id AND s.id <> ALL(${[...kept]}::uuid[])
        AND g.id = s.group_id AND g.assignment_id = ${assignmentId}::uuid
      RETURNING c.answer_id, s.id
    )
    SELECT DISTINCT gone.id FROM gone WHERE NOT EXISTS (
      SELECT 1 FROM grading_claims c WHERE c.answer_id = gone.answer_id AND c.user_id = ${userId}::uuid
        AND c.page_id <> ${page}::uuid AND c.expires_at > ${now} AND ${OF_OPEN_PAGE})`;
  return gone.map(({ id }) => id);
}

/** A person stops grading a question: on one of their pages, which holds nothing from then on, or altogether. */
export async function releaseClaims(
  { db, news }: Pick<Deps, 'db' | 'news'>,
  { assignment }: AssignmentSubject,
  questionId: string,
  { userId, now, page }: By,
): Promise<void> {
  const holder = { assignmentId: assignment.id, questionId, userId };
  if (page !== undefined) await rememberLeft(db, { userId, pageId: page }, now);
  tellOfClaims(news, holder, await letGo(db, holder, { page: page ?? null, now, kept: [] }));
}

/** Of ungraded answers, those that are not for this person: of another's part, skipped by them, or flagged for an instructor. */
async function notFor(
  tx: Tx,
  { assignment }: AssignmentSubject,
  questionId: string,
  {
    userId,
    role,
    order,
    ungraded,
  }: { userId: string; role: Role; order: readonly KeptAnswer[]; ungraded: readonly KeptAnswer[] },
): Promise<{ ofOthers: Set<string>; passedOver: Set<string> }> {
  const place = { courseId: assignment.courseId, assignmentId: assignment.id, questionId };
  const parts = await partsIn(tx, place, order);
  const hasPart = [...parts.values()].includes(userId);
  const marks = await marksOf(
    tx,
    ungraded.map(({ submissionId }) => submissionId),
    questionId,
  );
  const isPassedOver = ({ submissionId }: KeptAnswer) => {
    const { flag, skipped } = marks.get(submissionId) ?? NO_MARKS;
    return (flag !== null && role !== 'instructor') || skipped.some(({ by }) => by.id === userId);
  };
  const isOfOther = ({ submissionId }: KeptAnswer) =>
    hasPart && (parts.get(submissionId) ?? userId) !== userId;
  const idsOf = (answers: readonly KeptAnswer[]) => new Set(answers.map(({ submissionId }) => submissionId));
  const mine = ungraded.filter((answer) => !isOfOther(answer));
  return { ofOthers: idsOf(ungraded.filter(isOfOther)), passedOver: idsOf(mine.filter(isPassedOver)) };
}

/**
 * Holds the next answer to be graded after the given one, going round once, that is this person's and nobody else looks at; of the person's earlier
 * ones, only the given one and those on their way stay held. Two who ask at once are served one after the other.
 */
export async function nextAnswer(
  { db, news }: Pick<Deps, 'db' | 'news'>,
  subject: AssignmentSubject,
  questionId: string,
  { after, except, role, ...by }: By & { role: Role; after: string | null; except: readonly string[] },
): Promise<ResponseOf<typeof nextOperation>> {
  const { assignment, version } = subject;
  questionOf(version.definition, questionId);
  const holder = { assignmentId: assignment.id, questionId, userId: by.userId };
  // Told when it is committed.
  const changed: string[] = [];
  const next = await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(${`next ${assignment.id} ${questionId}`}, 0))`;
    // Claims first: whose claim has gone with a grade is found graded below.
    const claims = await claimsOn(tx, assignment, questionId, by.now);
    const taken = new Set(
      claims.filter(({ userId }) => userId !== by.userId).map((claim) => claim.answer.submissionId),
    );
    const order = shuffleFor(questionId, await keptAnswersIn(tx, assignment.id, questionId));
    const at = order.findIndex(({ submissionId }) => submissionId === after);
    const round = [...order.slice(at + 1), ...order.slice(0, Math.max(at, 0))];
    const unwanted = new Set([...except, after]);
    const wanted = round.filter(({ submissionId, toGrade }) => toGrade && !unwanted.has(submissionId));
    const own = await ownAmong(
      tx,
      by.userId,
      wanted.map(({ submissionId }) => submissionId),
    );
    const ungraded = wanted.filter(({ submissionId }) => !own.has(submissionId));
    const { ofOthers, passedOver } = await notFor(tx, subject, questionId, {
      userId: by.userId,
      role,
      order,
      ungraded,
    });
    const mine = ungraded.filter(({ submissionId: id }) => !ofOthers.has(id) && !passedOver.has(id));
    const free = mine.find(({ submissionId }) => !taken.has(submissionId));
    const kept = [after, free?.submissionId, ...except].filter((id) => id != null);
    changed.push(...(await letGo(tx, holder, { page: by.page ?? NO_PAGE, now: by.now, kept })));
    const left = {
      heldByOthers: mine.filter(({ submissionId }) => taken.has(submissionId)).length,
      inOtherParts: ofOthers.size,
      passedOver: passedOver.size,
      own: own.size,
    };
    if (!free) return { submissionId: null, ...left };
    const answer = await tx.answer.findUniqueOrThrow({
      where: { submissionId_questionId: { submissionId: free.submissionId, questionId } },
      select: { id: true },
    });
    if (await hold(tx, answer.id, by)) changed.push(free.submissionId);
    return { submissionId: free.submissionId, ...left };
  });
  tellOfClaims(news, holder, changed);
  return next;
}
