import type { Feedback, QuestionFeedback } from '../../../contract/feedback.ts';
import { StoredReport } from '../../../contract/report.ts';
import type { InlineComment } from '../../../contract/inlineComment.ts';
import type { RuleReading } from '../../../contract/rules.ts';
import type { VisibleReport } from '../../../contract/submissions.ts';
import type { Prisma } from '../../../prisma/generated/client.ts';
import type { Db } from '../../database/prisma.ts';
import type { SetFor } from '../../middleware/subject.ts';
import { presentAssignment, presentQuestion as presentAsked } from '../assignments/present.ts';
import { COUNTING_RUNS, maxScoreOf, runOf, scoreQuestion } from '../grading/scores.ts';
import type { QuestionScore } from '../grading/scores.ts';
import { commonScore, commonStanding, standingsOf } from '../grading/standing.ts';
import type { Named, Standing } from '../grading/standing.ts';
import { currentOf, questionIn, versionIn } from '../grading/versionLine.ts';
import type { VersionLine } from '../grading/versionLine.ts';
import { NAMED_IMAGES, presentImage } from '../images/present.ts';
import { inlineCommentsOf } from '../inline-comments/read.ts';
import { heldBackIn } from '../policies/heldBack.ts';
import { afterLatenessOf, loadLateness, setsOfCourse } from '../policies/lateness.ts';
import type { AfterLateness } from '../policies/lateness.ts';
import { isReadingShown } from '../rules/ruleOf.ts';
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
  answers: { select: { text: true, questionId: true } },
  runs: COUNTING_RUNS,
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
function appraisalOf(standing: Standing | null, shown: boolean) {
  if (!shown || !standing) return { rubricItems: [], adjustment: 0, comment: '' };
  const { decision, comment } = standing;
  const items = decision.items.map(({ item }) => item).sort((a, b) => a.position - b.position);
  return {
    rubricItems: items.map(({ text, points }) => ({ text, points })),
    adjustment: decision.adjustment,
    comment,
  };
}

interface Facts {
  standing: Standing | null;
  text: string;
  report: VisibleReport | null;
  /** Whether the reader may see what people decided. */
  shown: boolean;
  rule: RuleReading | null;
  /** Of an answer that is another one since it was graded, the one that was. */
  gradedText: string | null;
  inlineComments: InlineComment[];
}

function presentQuestion(
  { question, state, score, asked, from }: QuestionScore,
  { standing, text, report, shown, rule, gradedText, inlineComments }: Facts,
): QuestionFeedback {
  const common = {
    question: question.id,
    maxScore: question.points,
    asked,
    rule,
    ...appraisalOf(standing, shown),
    inlineComments: shown ? inlineComments : [],
    from: shown ? from : null,
    gradedText: shown ? gradedText : null,
  };
  if (question.kind === 'written') {
    const shownState = state === 'graded' && !shown ? 'not_released' : state;
    return { ...common, score: shown ? score : null, state: shownState, answer: text, report: null };
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

/** By question the texts of earlier submissions that grades were made about. */
async function gradedTexts(db: Db, scores: readonly QuestionScore[]): Promise<Map<string, string>> {
  const changed = scores.flatMap(({ question, from }) =>
    question.kind === 'written' && from?.changed
      ? [{ questionId: question.id, submissionId: from.submissionId }]
      : [],
  );
  if (changed.length === 0) return new Map();
  const answers = await db.answer.findMany({
    where: { OR: changed },
    select: { questionId: true, text: true },
  });
  return new Map(answers.map(({ questionId, text }) => [questionId, text]));
}

/** What lateness costs a student; where staff read for several, what it costs the one whom it costs most. */
async function costOf(
  db: Db,
  { row }: SetFor,
  {
    userIds,
    submittedAt,
    scores,
  }: { userIds: readonly string[]; submittedAt: Date; scores: Parameters<typeof afterLatenessOf>[0] },
): Promise<AfterLateness> {
  const lateness = await loadLateness(db, await setsOfCourse(db, row.courseId), userIds);
  const costs = userIds.map((userId) => afterLatenessOf(scores, submittedAt, lateness.of(row, userId)));
  return costs.sort((a, b) => b.lost - a.lost)[0]!;
}

const isSame = (a: Named, b: Named): boolean => a.userId === b.userId && a.submissionId === b.submissionId;

/** A submission with its grades by the version in force, as far as the reader may see them now. */
export async function presentFeedback(
  db: Db,
  submission: GradedSubmission,
  assignment: SetFor,
  line: VersionLine,
  { userId, isStaff, now, counting }: FeedbackReader,
): Promise<Feedback> {
  const version = currentOf(line);
  const made = versionIn(line, submission.versionId);
  const removed = made.definition.questions.filter((question) => !questionIn(version, question));
  const released = assignment.gradesReleasedAt !== null;
  const heldBack = heldBackIn(assignment, now);
  const reader = { isStaff, now, dueAt: assignment.dueAt, released, heldBack };
  // Of most submissions there is one run; what was taken out of the set may have its report in an earlier one.
  const reports = new Map(
    submission.runs.map(({ id, report, versionId }) => {
      const tested = versionIn(line, versionId).definition;
      return [id, report ? presentReport(StoredReport.parse(report), tested, reader) : null];
    }),
  );
  const seen = { ...submission, runs: submission.runs.map((run) => runSeen(run, reader)) };
  const answerTo = (id: string) => submission.answers.find(({ questionId }) => questionId === id);
  const { macros } = version.definition;
  const read = [...version.definition.questions, ...removed]
    .filter((question) => isReadingShown(question, reader))
    .map((question) => ({ question, text: answerTo(question.id)?.text ?? '', macros }));
  const rules = await readRulesOf(read, userId);
  const named = submission.members.map(({ user }) => ({
    assignmentId: assignment.id,
    submissionId: submission.id,
    userId: user.id,
  }));
  // To a student what stands for them; to staff what stands for those for whom it counts, or else whom it names.
  const counts = named.filter((each) => counting.some((one) => isSame(one, each)));
  const mine = named.filter((each) => each.userId === userId);
  const readers = isStaff ? (counts.length > 0 ? counts : named) : mine;
  const readerIds = readers.map((each) => each.userId);
  const standings = await standingsOf(db, readers);
  const scored = [...version.definition.questions, ...removed].map((question) => {
    const shared = standings.all(readerIds, submission.id, question.id);
    const score = commonScore(shared, (standing) => scoreQuestion(line, question, seen, standing));
    return { standing: commonStanding(shared), score };
  });
  const texts = await gradedTexts(
    db,
    scored.map(({ score }) => score),
  );
  const comments = await inlineCommentsOf(db, {
    assignmentId: assignment.id,
    submission,
    userIds: readerIds,
    questions: scored.map(({ score: { question } }) => ({
      id: question.id,
      kind: question.kind,
      text: answerTo(question.id)?.text ?? '',
    })),
  });
  const presented = scored.map(({ standing, score }) => {
    const { id } = score.question;
    const run = runOf(line, score.question, submission.runs);
    return presentQuestion(score, {
      standing: score.asked ? standing : null,
      text: score.asked ? (answerTo(id)?.text ?? '') : '',
      report: (run && reports.get(run.id)) ?? null,
      shown: isStaff || (released && !heldBack.includes(id)),
      rule: rules.get(id) ?? null,
      gradedText: texts.get(id) ?? null,
      inlineComments: comments.get(id) ?? [],
    });
  });
  const questions = presented.slice(0, version.definition.questions.length);
  const after = await costOf(db, assignment, {
    userIds: readerIds,
    submittedAt: submission.submittedAt,
    // Of no more than what the reader sees: what is lost would tell of the rest.
    scores: questions.map(({ score, asked }, index) => ({ score, asked, from: scored[index]!.score.from })),
  });
  return {
    assignment: presentAssignment(assignment, version),
    submission: presentSubmissionRow(submission, { assignment, counting, isStaff }),
    images: submission.images.map(presentImage),
    file: submission.files[0] ?? null,
    gradesReleasedAt: assignment.gradesReleasedAt?.toISOString() ?? null,
    ...after,
    maxScore: maxScoreOf(version.definition),
    questions,
    removed: removed.map((question, index) => ({
      question: presentAsked(question),
      feedback: presented[questions.length + index]!,
    })),
  };
}
