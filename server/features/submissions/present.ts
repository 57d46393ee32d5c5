import { StoredReport } from '../../../contract/report.ts';
import type { Receipt, Run, SubmissionRow, SubmissionView } from '../../../contract/submissions.ts';
import type { Prisma } from '../../../prisma/generated/client.ts';
import { LATEST_VERSION, readVersion } from '../../middleware/subject.ts';
import { NAMED_IMAGES, presentImage } from '../images/present.ts';
import { PERSON_NAME, peopleOf } from '../people.ts';
import { sha256 } from './contentHash.ts';
import { presentReport } from './presentReport.ts';
import { runSeen } from './runSeen.ts';

const RUN = {
  state: true,
  queuedAt: true,
  startedAt: true,
  shownAt: true,
  finishedAt: true,
  refusal: true,
} as const;
export const LATEST_RUN = { orderBy: { queuedAt: 'desc' }, take: 1, select: RUN } as const;

/** Of a submission, for a list. */
export const SUBMISSION_ROW = {
  id: true,
  number: true,
  submittedAt: true,
  late: true,
  contentHash: true,
  submittedBy: PERSON_NAME,
  members: { select: { user: PERSON_NAME } },
  group: { select: { submissions: { orderBy: { number: 'desc' }, take: 1, select: { number: true } } } },
  runs: LATEST_RUN,
} as const satisfies Prisma.SubmissionSelect;
type Row = Prisma.SubmissionGetPayload<{ select: typeof SUBMISSION_ROW }>;

/** Of a submission, for its own page. */
export const SUBMISSION = {
  ...SUBMISSION_ROW,
  answers: { select: { questionId: true, text: true } },
  images: NAMED_IMAGES,
  files: { select: { name: true, text: true } },
  version: { select: LATEST_VERSION.select },
  runs: { ...LATEST_RUN, select: { ...RUN, report: true } },
} as const satisfies Prisma.SubmissionSelect;
export type Submission = Prisma.SubmissionGetPayload<{ select: typeof SUBMISSION }>;

export interface Place {
  course: { slug: string };
  assignment: { slug: string; dueAt: Date; gradesReleasedAt: Date | null };
}

export function presentRun(kept: Row['runs'][number], reader: { isStaff: boolean }): Run {
  const run = runSeen(kept, reader);
  return {
    state: run.state,
    queuedAt: run.queuedAt.toISOString(),
    startedAt: run.startedAt?.toISOString() ?? null,
    finishedAt: run.finishedAt?.toISOString() ?? null,
    refusal: run.state === 'done' ? null : run.refusal,
  };
}

export function presentSubmissionRow(submission: Row, reader: { isStaff: boolean }): SubmissionRow {
  const [run] = submission.runs;
  return {
    id: submission.id,
    number: submission.number,
    submittedAt: submission.submittedAt.toISOString(),
    submittedBy: submission.submittedBy,
    members: peopleOf(submission.members),
    late: submission.late,
    contentHash: submission.contentHash,
    run: run ? presentRun(run, reader) : null,
    counts: submission.group.submissions[0]?.number === submission.number,
  };
}

export function presentSubmission(
  submission: Submission,
  { course, assignment }: Place,
  reader: { isStaff: boolean; now: Date },
): SubmissionView {
  const { number, definition } = readVersion(submission.version);
  const stored = submission.runs[0]?.report;
  return {
    ...presentSubmissionRow(submission, reader),
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
    report: stored
      ? presentReport(StoredReport.parse(stored), definition, {
          ...reader,
          dueAt: assignment.dueAt,
          released: assignment.gradesReleasedAt !== null,
        })
      : null,
  };
}

export function presentReceipt(submission: Submission, { course, assignment }: Place): Receipt {
  const { definition } = readVersion(submission.version);
  const answers = definition.questions.flatMap(({ id, kind, label, title }) => {
    const answer = submission.answers.find(({ questionId }) => questionId === id);
    if (kind !== 'written' || !answer) return [];
    return [{ name: id, title: label ? `${label} · ${title}` : title, text: answer.text }];
  });
  const files = submission.files.map(({ name, text }) => ({ name, title: name, text }));
  const images = submission.images.map(({ name, image }) => ({
    name,
    title: name,
    sha256: image.sha256,
    size: image.size,
    unit: 'bytes' as const,
  }));
  const texts = [...answers, ...files].map(({ name, title, text }) => ({
    name,
    title,
    sha256: sha256(text),
    size: text.length,
    unit: 'characters' as const,
  }));
  const row = presentSubmissionRow(submission, { isStaff: false });
  return {
    course: course.slug,
    assignment: assignment.slug,
    assignmentTitle: definition.title,
    number: row.number,
    submittedAt: row.submittedAt,
    submittedBy: row.submittedBy,
    members: row.members,
    late: row.late,
    contentHash: row.contentHash,
    contents: [...texts, ...images],
  };
}
