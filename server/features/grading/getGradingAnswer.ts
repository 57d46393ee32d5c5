import { StoredReport } from '../../../contract/report.ts';
import type { GradingAnswer } from '../../../contract/grading.ts';
import type { Db } from '../../database/prisma.ts';
import type { SubmissionSubject } from '../../middleware/subject.ts';
import { presentQuestion } from '../assignments/present.ts';
import { NAMED_IMAGES, presentImage } from '../images/present.ts';
import { PERSON_NAME, peopleOf } from '../people.ts';
import { presentRun } from '../submissions/present.ts';
import { presentReport } from '../submissions/presentReport.ts';
import { listGradingAnswers } from './listGradingAnswers.ts';
import { GRADED_ANSWER, RUBRIC_ITEM, baseOf, presentGrade, presentRubricItem } from './present.ts';
import { presentRuleAdvice } from './presentRuleAdvice.ts';
import { questionOf } from './questionOf.ts';

/** One answer with everything needed to grade it, and where it stands in the question's order. */
export async function getGradingAnswer(
  db: Db,
  { assignment, submission: { id }, version }: SubmissionSubject,
  questionId: string,
  now: Date,
): Promise<GradingAnswer> {
  const { definition } = version;
  const question = questionOf(definition, questionId);
  const [submission, items, order] = await Promise.all([
    db.submission.findUniqueOrThrow({
      where: { id },
      select: {
        number: true,
        submittedAt: true,
        late: true,
        members: { select: { user: PERSON_NAME } },
        images: NAMED_IMAGES,
        files: { select: { name: true, text: true } },
        runs: { orderBy: { queuedAt: 'desc' }, take: 1 },
        answers: { where: { questionId }, select: GRADED_ANSWER },
      },
    }),
    db.rubricItem.findMany({
      where: { assignmentId: assignment.id, questionId },
      orderBy: { position: 'asc' },
      select: RUBRIC_ITEM,
    }),
    listGradingAnswers(db, assignment.id, questionId),
  ]);
  const [answer] = submission.answers;
  const [run] = submission.runs;
  const isCode = question.kind === 'optimizer';
  const grade = answer ? presentGrade(answer, question, run?.scores) : null;
  const reader = {
    isStaff: true,
    now,
    dueAt: assignment.dueAt,
    released: assignment.gradesReleasedAt !== null,
  };
  const report =
    isCode && run?.report ? presentReport(StoredReport.parse(run.report), definition, reader) : null;
  const index = order.findIndex(({ submissionId }) => submissionId === id);
  const after = [...order.slice(index + 1), ...order.slice(0, Math.max(index, 0))];
  const rubric = items
    .map(presentRubricItem)
    .filter((item) => item.archivedAt === null || grade?.appliedItemIds.includes(item.id));
  return {
    submissionId: id,
    number: submission.number,
    submittedAt: submission.submittedAt.toISOString(),
    late: submission.late,
    members: peopleOf(submission.members),
    question: presentQuestion(question),
    macros: definition.macros,
    answer: isCode ? '' : (answer?.text ?? ''),
    images: submission.images.map(presentImage),
    file: isCode ? (submission.files[0] ?? null) : null,
    run: isCode && run ? presentRun(run) : null,
    report: report?.questions.find((candidate) => candidate.id === questionId) ?? null,
    rule: presentRuleAdvice(question, answer?.text ?? '', rubric, definition.macros),
    rubric,
    grade,
    score: grade?.score ?? (isCode ? baseOf(question, run?.scores) : null),
    maxScore: question.points,
    position: index + 1,
    total: order.length,
    graded: order.filter(({ score }) => score !== null).length,
    previous: order[index - 1]?.submissionId ?? null,
    next: order[index + 1]?.submissionId ?? null,
    nextUngraded: after.find(({ score }) => score === null)?.submissionId ?? null,
  };
}
