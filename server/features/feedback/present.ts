import type { Question } from '../../../contract/assignment.ts';
import type { Feedback, QuestionFeedback } from '../../../contract/feedback.ts';
import { StoredReport } from '../../../contract/report.ts';
import type { RuleReading } from '../../../contract/rules.ts';
import type { VisibleReport } from '../../../contract/submissions.ts';
import type { Assignment, Prisma } from '../../../prisma/generated/client.ts';
import { LATEST_VERSION, readVersion } from '../../middleware/subject.ts';
import { presentAssignment } from '../assignments/present.ts';
import { GRADED_ANSWER } from '../grading/present.ts';
import type { GradedAnswer } from '../grading/present.ts';
import { maxScoreOf, scoreQuestions, totalOf } from '../grading/scores.ts';
import type { QuestionScore } from '../grading/scores.ts';
import { NAMED_IMAGES, presentImage } from '../images/present.ts';
import { isReadingShown, readRule } from '../rules/readRule.ts';
import { SUBMISSION_ROW, presentSubmissionRow } from '../submissions/present.ts';
import { presentReport } from '../submissions/presentReport.ts';
import { runSeen } from '../submissions/runSeen.ts';

/** Of a submission, with its grades. */
export const GRADED_SUBMISSION = {
  ...SUBMISSION_ROW,
  version: { select: LATEST_VERSION.select },
  images: NAMED_IMAGES,
  files: { select: { name: true, text: true } },
  answers: { select: { ...GRADED_ANSWER, questionId: true } },
  runs: { orderBy: { queuedAt: 'desc' }, take: 1 },
} as const satisfies Prisma.SubmissionSelect;

type GradedSubmission = Prisma.SubmissionGetPayload<{ select: typeof GRADED_SUBMISSION }>;

export interface FeedbackReader {
  /** Staff see everything at any time. */
  isStaff: boolean;
  now: Date;
}

/** People's part of the grade, which the group does not see before the release. */
function appraisalOf(answer: GradedAnswer | undefined, shown: boolean) {
  if (!shown || !answer?.grade) return { rubricItems: [], adjustment: 0, comment: '' };
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
  { shown, rule }: { shown: boolean; rule: RuleReading | null },
): QuestionFeedback {
  const common = { question: question.id, maxScore: question.points, rule, ...appraisalOf(answer, shown) };
  if (question.kind === 'written') {
    const shownState = state === 'graded' && !shown ? 'not_released' : state;
    return {
      ...common,
      score: shown ? score : null,
      state: shownState,
      answer: answer?.text ?? '',
      report: null,
    };
  }
  const automatic = report?.questions.find(({ id }) => id === question.id) ?? null;
  // Before the release the report alone speaks, with what its reader may see of it.
  return {
    ...common,
    score: shown ? score : (automatic?.score ?? null),
    state,
    answer: '',
    report: automatic,
  };
}

/** A submission with its grades, as far as the reader may see them now. */
export function presentFeedback(
  submission: GradedSubmission,
  assignment: Assignment,
  { isStaff, now }: FeedbackReader,
): Feedback {
  const version = readVersion(submission.version);
  const released = assignment.gradesReleasedAt !== null;
  const stored = submission.runs[0]?.report;
  const reader = { isStaff, now, dueAt: assignment.dueAt, released };
  const report = stored ? presentReport(StoredReport.parse(stored), version.definition, reader) : null;
  const seen = { ...submission, runs: submission.runs.map((run) => runSeen(run, reader)) };
  const questions = scoreQuestions(version.definition, seen).map((score) => {
    const answer = submission.answers.find(({ questionId }) => questionId === score.question.id);
    const rule = isReadingShown(score.question, reader)
      ? readRule(score.question, answer?.text ?? '', version.definition.macros)
      : null;
    return presentQuestion(score.question, score, answer, report, { shown: isStaff || released, rule });
  });
  return {
    assignment: presentAssignment(assignment, version),
    submission: presentSubmissionRow(submission, reader),
    images: submission.images.map(presentImage),
    file: submission.files[0] ?? null,
    gradesReleasedAt: assignment.gradesReleasedAt?.toISOString() ?? null,
    score: totalOf(questions),
    maxScore: maxScoreOf(version.definition),
    questions,
  };
}
