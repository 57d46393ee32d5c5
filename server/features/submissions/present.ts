import { StoredReport } from '../../../contract/report.ts';
import type { Receipt, Run, SubmissionRow, SubmissionView } from '../../../contract/submissions.ts';
import { questionName } from '../../../contract/questionName.ts';
import type { Prisma } from '../../../prisma/generated/client.ts';
import type { Db } from '../../database/prisma.ts';
import type { DueTime } from '../../middleware/dueTimes.ts';
import { LATEST_VERSION_ID, readVersions } from '../../middleware/versions.ts';
import type { SetFor } from '../../middleware/subject.ts';
import type { Version } from '../../middleware/versions.ts';
import { NAMED_IMAGES, presentImage } from '../images/present.ts';
import { COUNTING_RUN } from '../grading/scores.ts';
import { heldBackIn } from '../policies/heldBack.ts';
import { PERSON_NAME, peopleOf } from '../people.ts';
import { sha256 } from './contentHash.ts';
import type { Counting } from './counting.ts';
import { presentReport } from './presentReport.ts';
import { runSeen } from './runSeen.ts';

const RUN = {
  state: true,
  queuedAt: true,
  startedAt: true,
  shownAt: true,
  finishedAt: true,
  refusal: true,
  stoppedAt: true,
} as const;
export const LATEST_RUN = { ...COUNTING_RUN, select: RUN } as const;

/** Of a submission, for a list. */
export const SUBMISSION_ROW = {
  id: true,
  number: true,
  submittedAt: true,
  askedAt: true,
  seq: true,
  contentHash: true,
  submittedBy: PERSON_NAME,
  members: { select: { user: PERSON_NAME } },
  _count: { select: { answers: { where: { text: { not: '' } } } } },
  runs: LATEST_RUN,
} as const satisfies Prisma.SubmissionSelect;
type Row = Prisma.SubmissionGetPayload<{ select: typeof SUBMISSION_ROW }>;

/** Of a submission, for its own page. */
const SUBMISSION = {
  ...SUBMISSION_ROW,
  answers: { select: { questionId: true, text: true } },
  images: NAMED_IMAGES,
  files: { select: { name: true, text: true } },
  version: { select: LATEST_VERSION_ID.select },
  runs: { ...LATEST_RUN, select: { ...RUN, report: true, version: { select: LATEST_VERSION_ID.select } } },
} as const satisfies Prisma.SubmissionSelect;
type Kept = Prisma.SubmissionGetPayload<{ select: typeof SUBMISSION }>;
export type Submission = Kept & { version: Version; runs: (Kept['runs'][number] & { version: Version })[] };

export async function loadSubmission(db: Db, id: string): Promise<Submission> {
  const {
    version: made,
    runs,
    ...submission
  } = await db.submission.findUniqueOrThrow({
    where: { id },
    select: SUBMISSION,
  });
  const [version, ...tested] = await readVersions(db, [made, ...runs.map((run) => run.version)]);
  return {
    ...submission,
    version: version!,
    runs: runs.map((run, index) => ({ ...run, version: tested[index]! })),
  };
}

export interface Place extends RowContext {
  course: { slug: string };
  assignment: Pick<SetFor, 'slug' | 'dueAt' | 'gradesReleasedAt' | 'times' | 'policy'>;
}

/** Whether a submission is late by the due time and grace of now: computed, so that a moved due time holds everywhere. */
export const isLate = (
  submission: { submittedAt: Date },
  { inTimeUntil }: Pick<DueTime, 'inTimeUntil'>,
): boolean => submission.submittedAt > inTimeUntil;

/** How many seconds after the due time a late submission came; null in time, where nothing is lost. */
export const lateBy = (
  submission: { submittedAt: Date },
  times: Pick<DueTime, 'inTimeUntil' | 'dueAt'>,
): number | null =>
  isLate(submission, times)
    ? Math.floor((submission.submittedAt.getTime() - times.dueAt.getTime()) / 1000)
    : null;

/** Who reads, and which of an assignment's submissions count for those whom the reader may ask about. */
export interface RowContext {
  assignment: { times: Pick<DueTime, 'inTimeUntil'> };
  counting: readonly Counting[];
  isStaff: boolean;
}

export function presentRun(kept: Row['runs'][number], reader: { isStaff: boolean }): Run {
  const run = runSeen(kept, reader);
  return {
    state: run.state,
    queuedAt: run.queuedAt.toISOString(),
    startedAt: run.startedAt?.toISOString() ?? null,
    finishedAt: run.finishedAt?.toISOString() ?? null,
    refusal: run.state === 'done' ? null : run.refusal,
    stopped: run.stoppedAt !== null,
  };
}

export function presentSubmissionRow(
  submission: Row,
  { assignment, counting, isStaff }: RowContext,
): SubmissionRow {
  const [run] = submission.runs;
  const counts = counting.filter(({ submissionId }) => submissionId === submission.id);
  return {
    id: submission.id,
    number: submission.number,
    submittedAt: submission.submittedAt.toISOString(),
    askedAt: submission.askedAt?.toISOString() ?? null,
    submittedBy: submission.submittedBy,
    members: peopleOf(submission.members),
    late: isLate(submission, assignment.times),
    seq: submission.seq,
    contentHash: submission.contentHash,
    answered: submission._count.answers,
    run: run ? presentRun(run, { isStaff }) : null,
    counts: counts.length > 0,
    pinned: counts.find(({ pinned }) => pinned !== null)?.pinned ?? null,
  };
}

export function presentSubmission(
  submission: Submission,
  { course, assignment, counting }: Place,
  reader: { isStaff: boolean; now: Date },
): SubmissionView {
  const { number, definition } = submission.version;
  const [run] = submission.runs;
  return {
    ...presentSubmissionRow(submission, { assignment, counting, isStaff: reader.isStaff }),
    course: course.slug,
    assignment: assignment.slug,
    version: number,
    answers: Object.fromEntries(
      definition.questions.flatMap(({ id, kind }) => {
        const answer = submission.answers.find(({ questionId }) => questionId === id);
        return kind === 'written' && answer ? [[id, answer.text]] : [];
      }),
    ),
    images: submission.images.map(presentImage),
    file: submission.files[0] ?? null,
    report: run?.report
      ? presentReport(StoredReport.parse(run.report), run.version.definition, {
          ...reader,
          dueAt: assignment.dueAt,
          released: assignment.gradesReleasedAt !== null,
          heldBack: heldBackIn(assignment, reader.now),
        })
      : null,
  };
}

export function presentReceipt(submission: Submission, { course, assignment, counting }: Place): Receipt {
  const { definition } = submission.version;
  const answers = definition.questions.flatMap((question) => {
    const answer = submission.answers.find(({ questionId }) => questionId === question.id);
    if (question.kind !== 'written' || !answer) return [];
    return [{ name: question.id, title: questionName(question), text: answer.text }];
  });
  const files = submission.files.map(({ name, text }) => ({ name, title: name, text }));
  const images = submission.images.map(({ name, image }) => ({
    name,
    title: name,
    sha256: image.sha256,
    size: image.size,
    unit: 'bytes' as const,
    text: null,
  }));
  const texts = [...answers, ...files].map(({ name, title, text }) => ({
    name,
    title,
    sha256: sha256(text),
    size: text.length,
    unit: 'characters' as const,
    text,
  }));
  const row = presentSubmissionRow(submission, { assignment, counting, isStaff: false });
  return {
    submissionId: row.id,
    course: course.slug,
    assignment: assignment.slug,
    assignmentTitle: definition.title,
    number: row.number,
    submittedAt: row.submittedAt,
    askedAt: row.askedAt,
    dueAt: assignment.dueAt.toISOString(),
    submittedBy: row.submittedBy,
    members: row.members,
    late: row.late,
    counts: row.counts,
    pinned: row.pinned,
    contentHash: row.contentHash,
    contents: [...texts, ...images],
  };
}
