import type { Question } from '../../../contract/assignment.ts';
import type { Feedback, QuestionFeedback } from '../../../contract/feedback.ts';
import { StoredReport } from '../../../contract/report.ts';
import type { RuleReading } from '../../../contract/rules.ts';
import type { VisibleReport } from '../../../contract/submissions.ts';
import type { Assignment, Prisma } from '../../../prisma/generated/client.ts';
import { presentAssignment, presentQuestion as presentAsked } from '../assignments/present.ts';
import { GRADED_ANSWER } from '../grading/present.ts';
import type { GradedAnswer } from '../grading/present.ts';
import { COUNTING_RUN, maxScoreOf, scoreQuestion, scoreQuestions, totalOf } from '../grading/scores.ts';
import type { QuestionScore } from '../grading/scores.ts';
import { currentOf, questionIn, versionIn } from '../grading/versionLine.ts';
import type { VersionLine } from '../grading/versionLine.ts';
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
  versionId: true,
  images: NAMED_IMAGES,
  files: { select: { name: true, text: true } },
  answers: { select: { ...GRADED_ANSWER, questionId: true } },
  runs: { ...COUNTING_RUN },
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
  { state, score, asked }: QuestionScore,
  answer: GradedAnswer | undefined,
  report: VisibleReport | null,
  { shown, rule }: { shown: boolean; rule: RuleReading | null },
): QuestionFeedback {
  const appraisal = appraisalOf(answer, shown);
  const common = { question: question.id, maxScore: question.points, asked, rule, ...appraisal };
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

/** A submission with its grades by the version in force, as far as the reader may see them now. */
export async function presentFeedback(
  submission: GradedSubmission,
  assignment: Assignment,
  line: VersionLine,
  { userId, isStaff, now, counting }: FeedbackReader,
): Promise<Feedback> {
  const version = currentOf(line);
  const made = versionIn(line, submission.versionId);
  const removed = made.definition.questions.filter((question) => !questionIn(version, question));
  const released = assignment.gradesReleasedAt !== null;
  const [run] = submission.runs;
  const tested = run && versionIn(line, run.versionId).definition;
  const reader = { isStaff, now, dueAt: assignment.dueAt, released };
  const report = run?.report ? presentReport(StoredReport.parse(run.report), tested!, reader) : null;
  const seen = { ...submission, runs: submission.runs.map((run) => runSeen(run, reader)) };
  const answerTo = (id: string) => submission.answers.find(({ questionId }) => questionId === id);
  const { macros } = version.definition;
  const read = [...version.definition.questions, ...removed]
    .filter((question) => isReadingShown(question, reader))
    .map((question) => ({ question, text: answerTo(question.id)?.text ?? '', macros }));
  const rules = await readRulesOf(read, userId);
  const present = (score: QuestionScore) =>
    presentQuestion(score.question, score, score.asked ? answerTo(score.question.id) : undefined, report, {
      shown: isStaff || released,
      rule: rules.get(score.question.id) ?? null,
    });
  const questions = scoreQuestions(line, seen).map(present);
  return {
    assignment: presentAssignment(assignment, version),
    submission: presentSubmissionRow(submission, { assignment, counting, isStaff }),
    images: submission.images.map(presentImage),
    file: submission.files[0] ?? null,
    gradesReleasedAt: assignment.gradesReleasedAt?.toISOString() ?? null,
    score: totalOf(questions),
    maxScore: maxScoreOf(version.definition),
    questions,
    removed: removed.map((question) => ({
      question: presentAsked(question),
      feedback: present(scoreQuestion(line, question, seen)),
    })),
  };
}
