/** A course with many submissions to the prep sheet of day 8, written straight into the database. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { readAssignmentFolder } from '../../grader/assignment/folder.ts';
import { loadAssignment } from '../../grader/assignment/load.ts';
import type { Db } from '../../server/database/prisma.ts';
import { NO_NEWS } from '../../server/database/workNews.ts';
import { publishAssignment } from '../../server/features/assignments/publishAssignment.ts';
import { hashPassword } from '../../server/features/session/password.ts';
import { makeAnswers } from './sheetAnswers.ts';

export const COURSE = 'bench';
export const ASSIGNMENT = 'day-08';
export const TA = { email: 'ta@bench.example', password: 'correct horse' };

const GROUP_SIZE = 3;
/** Of ten answers, those that a person graded already. */
const GRADED = 4;

export interface SeededCourse {
  /** Questions of the sheet, in order. */
  questions: string[];
  /** Of each group's last submission. */
  submissionIds: string[];
  answerBytes: number;
}

/**
 * @param submissions that count; every fourth group handed in once before
 * @param options.graded whether a person graded some of the answers already
 */
export async function seedCourse(
  db: Db,
  submissions: number,
  { graded: someGraded = true } = {},
): Promise<SeededCourse> {
  const course = await db.course.create({
    data: { slug: COURSE, code: 'BENCH', title: 'Bench', term: 'Now', timeZone: 'America/New_York' },
  });
  const passwordHash = await hashPassword(TA.password);
  const ta = await db.user.create({ data: { email: TA.email, name: 'Tess', passwordHash } });
  await db.enrolment.create({ data: { courseId: course.id, userId: ta.id, role: 'ta' } });
  const folder = join(import.meta.dirname, '../../assignments', ASSIGNMENT);
  await publishAssignment(db, NO_NEWS, loadAssignment, {
    courseId: course.id,
    publishedById: ta.id,
    now: new Date(),
    upload: { files: Object.fromEntries(await readAssignmentFolder(folder)), slug: ASSIGNMENT },
  });
  const assignment = await db.assignment.findFirstOrThrow({
    where: { courseId: course.id },
    include: { versions: true, rubricItems: true },
  });
  const { definition } = loadAssignment(await readAssignmentFolder(folder), ASSIGNMENT);
  if (!definition) throw new Error('the bench needs assignments/day-08');

  const groups = Array.from({ length: submissions }, () => randomUUID());
  const members = groups.flatMap((groupId, g) =>
    Array.from({ length: GROUP_SIZE }, (_, m) => ({ id: randomUUID(), groupId, name: `Student ${g}.${m}` })),
  );
  await db.user.createMany({
    data: members.map(({ id, name }) => ({ id, name, email: `${id}@bench.example`, passwordHash })),
  });
  await db.enrolment.createMany({
    data: members.map(({ id }) => ({ courseId: course.id, userId: id, role: 'student' as const })),
  });
  await db.group.createMany({ data: groups.map((id) => ({ id, assignmentId: assignment.id })) });
  await db.groupMember.createMany({
    data: members.map(({ id, groupId }) => ({ groupId, assignmentId: assignment.id, userId: id })),
  });

  const last = groups.map((groupId, i) => ({ id: randomUUID(), groupId, number: i % 4 === 0 ? 2 : 1 }));
  const earlier = last
    .filter(({ number }) => number === 2)
    .map((one) => ({ ...one, id: randomUUID(), number: 1 }));
  const all = [...last, ...earlier];
  const leaderOf = new Map(members.map(({ id, groupId }) => [groupId, id]));
  await db.submission.createMany({
    data: all.map(({ id, groupId, number }) => ({
      id,
      groupId,
      number,
      versionId: assignment.versions[0]!.id,
      idempotencyKey: randomUUID(),
      submittedById: leaderOf.get(groupId)!,
      submittedAt: assignment.dueAt,
      contentHash: '',
    })),
  });
  const answers = definition.questions.flatMap((question, seed) => {
    const optimizer = question.kind === 'written' ? (question.rule?.optimizer ?? null) : null;
    const texts = makeAnswers(all.length, optimizer, seed);
    return all.map(({ id: submissionId }, i) => ({
      id: randomUUID(),
      submissionId,
      questionId: question.id,
      text: texts[i]!,
      graded: someGraded && i % 10 < GRADED,
    }));
  });
  await db.answer.createMany({ data: answers.map(({ graded: _, ...answer }) => answer) });
  // A submission that names somebody is whole, since it comes in one transaction: a server that runs keeps its scores from then on.
  await db.submissionMember.createMany({
    data: all.flatMap(({ id: submissionId, groupId }) =>
      members
        .filter((member) => member.groupId === groupId)
        .map(({ id: userId }) => ({ submissionId, userId })),
    ),
  });
  const graded = answers.filter((answer) => answer.graded);
  const decisions = await db.gradeDecision.createManyAndReturn({
    data: graded.map(({ id }) => ({
      answerId: id,
      versionId: assignment.versions[0]!.id,
      kind: 'grade' as const,
      fullMarks: false,
      adjustment: 0,
      comment: 'See the book, section 8.5.',
      decidedById: ta.id,
      decidedAt: assignment.dueAt,
      actionId: randomUUID(),
    })),
    select: { revision: true, answerId: true },
  });
  const revisions = new Map(decisions.map(({ answerId, revision }) => [answerId, revision]));
  await db.gradeDecisionItem.createMany({
    data: graded.map(({ id, questionId }) => ({
      revision: revisions.get(id)!,
      rubricItemId: assignment.rubricItems.find((item) => item.questionId === questionId)!.id,
    })),
  });
  return {
    questions: definition.questions.map(({ id }) => id),
    submissionIds: last.map(({ id }) => id),
    answerBytes: answers.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) / answers.length,
  };
}
