import { StoredReport } from '../../../contract/report.ts';
import type { Question } from '../../../contract/assignment.ts';
import type { Role } from '../../../contract/common.ts';
import type { Grade, GradingAnswer } from '../../../contract/grading.ts';
import type { Db } from '../../database/prisma.ts';
import type { SubmissionSubject } from '../../middleware/subject.ts';
import { ApiError } from '../../errors.ts';
import { presentQuestion } from '../assignments/present.ts';
import { marksOf, NO_MARKS } from '../desk/marks.ts';
import { NAMED_IMAGES, presentImage } from '../images/present.ts';
import { PERSON_NAME, peopleOf } from '../people.ts';
import { isLate, lateBy, presentRun } from '../submissions/present.ts';
import { presentReport } from '../submissions/presentReport.ts';
import { adviceOn } from './adviceOn.ts';
import { keptAnswers, keptItemCounts } from './keptScores.ts';
import { shuffleFor } from './order.ts';
import { readGrades } from './decisions.ts';
import { madeFigures } from './madeFigures.ts';
import { RUBRIC_ITEM, presentRubricItem } from './present.ts';
import { COUNTING_RUNS, automaticIn, runOf } from './scores.ts';
import { everAsked, questionIn, versionIn, versionLineOf } from './versionLine.ts';
import type { VersionLine } from './versionLine.ts';

async function countGradedTogether(db: Db, assignmentId: string, grade: Grade | null): Promise<number> {
  if (grade === null || grade.groupName === null || grade.from !== null) return 1;
  const { actionId } = await db.gradeDecision.findUniqueOrThrow({
    where: { revision: grade.revision },
    select: { actionId: true },
  });
  return db.gradeDecision.count({
    where: { actionId, supersededBy: null, answer: { submission: { group: { assignmentId } } } },
  });
}

/** The answer that the grade was made about, where it is another one since. */
async function answerBefore(
  db: Db,
  grade: Grade | null,
  questionId: string,
): Promise<GradingAnswer['before']> {
  if (!grade?.from?.changed) return null;
  const { answers, files } = await db.submission.findUniqueOrThrow({
    where: { id: grade.from.submissionId },
    select: {
      answers: { where: { questionId }, select: { text: true } },
      files: { take: 1, select: { name: true, text: true } },
    },
  });
  return { text: answers[0]?.text ?? '', file: files[0] ?? null };
}

/** The question as it read when it was answered; null where it reads the same now. */
function askedAs(line: VersionLine, versionId: string, question: Question): GradingAnswer['askedAs'] {
  const then = questionIn(versionIn(line, versionId), question);
  if (!then || (then.statement === question.statement && then.title === question.title)) return null;
  return { title: then.title, statement: then.statement };
}

/** One answer with everything needed to grade it, and where it stands in the question's order. */
export async function getGradingAnswer(
  db: Db,
  { assignment, submission: { id } }: SubmissionSubject,
  questionId: string,
  { userId, role, now }: { userId: string; role: Role; now: Date },
): Promise<GradingAnswer> {
  const line = await versionLineOf(db, assignment.id);
  const { question, definition, takenOut } = everAsked(line, questionId);
  const isCode = question.kind !== 'written';
  const [submission, items, answers, applied, grades] = await Promise.all([
    db.submission.findUniqueOrThrow({
      where: { id },
      select: {
        number: true,
        versionId: true,
        submittedAt: true,
        members: { select: { user: PERSON_NAME } },
        images: NAMED_IMAGES,
        // Of a sheet with both kinds of questions: the code and its report are large, and no part of a written answer.
        files: { take: isCode ? 1 : 0, select: { name: true, text: true } },
        runs: isCode && COUNTING_RUNS,
        answers: { where: { questionId }, select: { text: true } },
      },
    }),
    db.rubricItem.findMany({
      where: { assignmentId: assignment.id, questionId },
      orderBy: { position: 'asc' },
      select: RUBRIC_ITEM,
    }),
    keptAnswers(db, assignment.id, questionId),
    keptItemCounts(db, assignment.id, questionId),
    readGrades(db, { assignmentId: assignment.id, submissionIds: [id], questionId }),
  ]);
  const [answer] = submission.answers;
  if (!answer)
    throw new ApiError(
      'not_found',
      `Submission ${submission.number} was not asked ${question.title}: there is no answer to grade.`,
    );
  const run = runOf(line, question, submission.runs ?? []);
  const { grade = null, apart = [], own = null } = grades.get(id) ?? {};
  const automatic = automaticIn(line, question, run);
  const reader = {
    isStaff: true,
    now,
    dueAt: assignment.dueAt,
    released: assignment.gradesReleasedAt !== null,
  };
  const report =
    isCode && run?.report
      ? presentReport(StoredReport.parse(run.report), versionIn(line, run.versionId).definition, reader)
      : null;
  const order = shuffleFor(questionId, answers);
  const index = order.findIndex(({ submissionId }) => submissionId === id);
  const after = [...order.slice(index + 1), ...order.slice(0, Math.max(index, 0))];
  const rubric = items
    .map((item) => presentRubricItem(item, applied))
    .filter((item) => item.archivedAt === null || grade?.appliedItemIds.includes(item.id));
  return {
    submissionId: id,
    number: submission.number,
    submittedAt: submission.submittedAt.toISOString(),
    late: isLate(submission, assignment.times),
    lateBy: lateBy(submission, assignment.times),
    members: peopleOf(submission.members),
    marks: (await marksOf(db, [id], questionId)).get(id) ?? NO_MARKS,
    question: presentQuestion(question),
    takenOut,
    askedAs: askedAs(line, submission.versionId, question),
    macros: definition.macros,
    answer: isCode ? '' : answer.text,
    images: submission.images.map(presentImage),
    figures: await madeFigures(
      db,
      assignment,
      { question, userIds: submission.members.map(({ user }) => user.id) },
      { role, now },
    ),
    file: isCode ? (submission.files[0] ?? null) : null,
    run: isCode && run ? presentRun(run, reader) : null,
    report: report?.questions.find((candidate) => candidate.id === questionId) ?? null,
    rule: await adviceOn({ question, answer: answer.text, rubric, macros: definition.macros }, userId),
    rubric,
    grade,
    yours: submission.members.some(({ user }) => user.id === userId),
    own: own === null || own.kind === 'taken_back' ? null : own.kind,
    apart: apart.map((each) => ({
      members: peopleOf(submission.members.filter(({ user }) => each.userIds.includes(user.id))),
      grade: each.grade,
    })),
    before: await answerBefore(db, grade, questionId),
    automatic,
    gradedTogether: await countGradedTogether(db, assignment.id, grade),
    score: grade?.kind === 'grade' ? grade.score : automatic,
    maxScore: question.points,
    position: index + 1,
    total: order.length,
    graded: order.filter(({ toGrade }) => !toGrade).length,
    previous: order[index - 1]?.submissionId ?? null,
    next: order[index + 1]?.submissionId ?? null,
    nextUngraded: after.find(({ toGrade }) => toGrade)?.submissionId ?? null,
  };
}
