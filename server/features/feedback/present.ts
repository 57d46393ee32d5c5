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
import { isReadingShown } from '../rules/readRule.ts';
import { readRulesOf } from '../rules/readRulesOf.ts';
import type { Counting } from '../submissions/counting.ts';
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
  userId: string;
  /** Staff see everything at any time. */
  isStaff: boolean;
  now: Date;
  /** Of the assignment, for those whom the reader may ask about. */
  counting: readonly Counting[];
}

/** People's part of the grade, which the group does not see before the release. */
function appraisalOf(answer: GradedAnswer | undefined, shown: boolean) {
  const decision = answer?.decisions[0];
  if (!shown || !decision) return { rubricItems: [], adjustment: 0, comment: '' };
  const items = decision.items.map(({ item }) => item).sort((a, b) => a.position - b.position);
  return {
    rubricItems: items.map(({ text, points }) => ({ text, points })),
    adjustment: decision.adjustment,
    comment: decision.comment,
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
export async function presentFeedback(
  submission: GradedSubmission,
  assignment: Assignment,
  { userId, isStaff, now, counting }: FeedbackReader,
): Promise<Feedback> {
  const version = readVersion(submission.version);
  const released = assignment.gradesReleasedAt !== null;
  const stored = submission.runs[0]?.report;
  const reader = { isStaff, now, dueAt: assignment.dueAt, released };
  const report = stored ? presentReport(StoredReport.parse(stored), version.definition, reader) : null;
  const seen = { ...submission, runs: submission.runs.map((run) => runSeen(run, reader)) };
  const answerTo = (id: string) => submission.answers.find(({ questionId }) => questionId === id);
  const { macros } = version.definition;
  const read = version.definition.questions
    .filter((question) => isReadingShown(question, reader))
    .map((question) => ({ question, text: answerTo(question.id)?.text ?? '', macros }));
  const rules = await readRulesOf(read, userId);
  const questions = scoreQuestions(version.definition, seen).map((score) =>
    presentQuestion(score.question, score, answerTo(score.question.id), report, {
      shown: isStaff || released,
      rule: rules.get(score.question.id) ?? null,
    }),
  );
  return {
    assignment: presentAssignment(assignment, version),
    submission: presentSubmissionRow(submission, { assignment, counting, isStaff }),
    images: submission.images.map(presentImage),
    file: submission.files[0] ?? null,
    gradesReleasedAt: assignment.gradesReleasedAt?.toISOString() ?? null,
    score: totalOf(questions),
    maxScore: maxScoreOf(version.definition),
    questions,
  };
}
