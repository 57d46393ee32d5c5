import type { Question } from '../../../contract/assignment.ts';
import type { Feedback, QuestionFeedback } from '../../../contract/feedback.ts';
import type { RuleReading } from '../../../contract/rules.ts';
import { StoredReport } from '../../../contract/report.ts';
import type { VisibleReport } from '../../../contract/submissions.ts';
import type { Prisma } from '../../../prisma/generated/client.ts';
import type { Db } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import { LATEST_VERSION, readVersion } from '../../middleware/subject.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { presentAssignment } from '../assignments/present.ts';
import { GRADED_ANSWER } from '../grading/present.ts';
import type { GradedAnswer } from '../grading/present.ts';
import { maxScoreOf, scoreQuestions, totalOf } from '../grading/scores.ts';
import type { QuestionScore } from '../grading/scores.ts';
import { NAMED_IMAGES, presentImage } from '../images/present.ts';
import { isReadingShown, readRule } from '../rules/readRule.ts';
import { SUBMISSION_ROW, presentSubmissionRow } from '../submissions/present.ts';
import { presentReport } from '../submissions/presentReport.ts';

const SELECT = {
  ...SUBMISSION_ROW,
  version: { select: LATEST_VERSION.select },
  images: NAMED_IMAGES,
  files: { select: { name: true, text: true } },
  answers: { select: { ...GRADED_ANSWER, questionId: true } },
  runs: { orderBy: { queuedAt: 'desc' }, take: 1 },
} as const satisfies Prisma.SubmissionSelect;

/** People's part of the grade, which nobody sees before the release. */
function appraisalOf(answer: GradedAnswer | undefined, released: boolean) {
  if (!released || !answer?.grade) return { rubricItems: [], adjustment: 0, comment: '' };
  const items = answer.applications.map(({ item }) => item).sort((a, b) => a.position - b.position);
  return {
    rubricItems: items.map(({ text, points }) => ({ text, points })),
    adjustment: answer.grade.adjustment,
    comment: answer.grade.comment,
  };
}

function presentQuestion(
  question: Question,
  { state, score }: QuestionScore,
  answer: GradedAnswer | undefined,
  report: VisibleReport | null,
  { released, rule }: { released: boolean; rule: RuleReading | null },
): QuestionFeedback {
  const common = { question: question.id, maxScore: question.points, rule, ...appraisalOf(answer, released) };
  if (question.kind === 'written') {
    const shownState = state === 'graded' && !released ? 'not_released' : state;
    return {
      ...common,
      score: released ? score : null,
      state: shownState,
      answer: answer?.text ?? '',
      report: null,
    };
  }
  const automatic = report?.questions.find(({ id }) => id === question.id) ?? null;
  // Before the release the report alone speaks, with what its reader may see of it.
  return {
    ...common,
    score: released ? score : (automatic?.score ?? null),
    state,
    answer: '',
    report: automatic,
  };
}

/** What the student's group got for its last submission, as far as it may be seen now. */
export async function getFeedback(
  db: Db,
  { assignment }: AssignmentSubject,
  { userId, now }: { userId: string; now: Date },
): Promise<Feedback> {
  const submission = await db.submission.findFirst({
    where: { group: { assignmentId: assignment.id, members: { some: { userId } } } },
    orderBy: { number: 'desc' },
    select: SELECT,
  });
  if (!submission) throw new ApiError('not_found', 'Your group has not handed in yet.');
  const version = readVersion(submission.version);
  const released = assignment.gradesReleasedAt !== null;
  const stored = submission.runs[0]?.report;
  const reader = { isStaff: false, now, dueAt: assignment.dueAt, released };
  const report = stored ? presentReport(StoredReport.parse(stored), version.definition, reader) : null;
  const questions = scoreQuestions(version.definition, submission).map((score) => {
    const answer = submission.answers.find(({ questionId }) => questionId === score.question.id);
    const rule = isReadingShown(score.question, reader)
      ? readRule(score.question, answer?.text ?? '', version.definition.macros)
      : null;
    return presentQuestion(score.question, score, answer, report, { released, rule });
  });
  return {
    assignment: presentAssignment(assignment, version),
    submission: presentSubmissionRow(submission),
    images: submission.images.map(presentImage),
    file: submission.files[0] ?? null,
    gradesReleasedAt: assignment.gradesReleasedAt?.toISOString() ?? null,
    score: totalOf(questions),
    maxScore: maxScoreOf(version.definition),
    questions,
  };
}
