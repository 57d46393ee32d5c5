import { strToU8, zipSync } from 'fflate';
import type { Zippable } from 'fflate';
import { exportTex as sheetInTex } from '../../../grader/tex/export.ts';
import type { Db } from '../../database/prisma.ts';
import type { SubmissionSubject } from '../../middleware/subject.ts';
import { PERSON_NAME, peopleOf } from '../people.ts';
import { isLate } from '../submissions/present.ts';

export interface ExportedSheet {
  /** `.tex`, or `.zip` when the answers show images. */
  fileName: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** A submission as LaTeX, with its images beside it under the names that the answers use. */
export async function exportTex(
  db: Db,
  { assignment, submission: { id }, version }: SubmissionSubject,
): Promise<ExportedSheet> {
  const submission = await db.submission.findUniqueOrThrow({
    where: { id },
    select: {
      number: true,
      submittedAt: true,
      members: { select: { user: PERSON_NAME } },
      answers: { select: { questionId: true, text: true } },
      images: { select: { name: true, image: { select: { data: true } } } },
    },
  });
  const definition = { ...version.definition, dueAt: assignment.dueAt.toISOString() };
  const answers = new Map(submission.answers.map(({ questionId, text }) => [questionId, text]));
  const tex = strToU8(
    sheetInTex(definition, answers, {
      names: peopleOf(submission.members).map(({ name }) => name),
      submitted: {
        number: submission.number,
        at: submission.submittedAt,
        late: isLate(submission, assignment),
      },
    }),
  );
  const baseName = `${assignment.slug}-submission-${submission.number}`;
  if (submission.images.length === 0) return { fileName: `${baseName}.tex`, bytes: tex };
  // Images are compressed already.
  const files: Zippable = Object.fromEntries(
    submission.images.map(({ name, image }) => [name, [image.data, { level: 0 }]]),
  );
  files[`${assignment.slug}.tex`] = tex;
  const bytes = zipSync(files, { mtime: submission.submittedAt });
  return { fileName: `${baseName}.zip`, bytes };
}
