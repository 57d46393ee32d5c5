import type { Db } from '../../database/prisma.ts';
import type { SubmissionSubject } from '../../middleware/subject.ts';
import { withStandIns } from '../../middleware/standInNames.ts';
import type { Veil } from '../../middleware/veil.ts';
import { runTask } from '../../tasks/index.ts';
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
  { userId, veil }: { userId: string; veil: Veil | null },
): Promise<ExportedSheet> {
  const submission = await db.submission.findUniqueOrThrow({
    where: { id },
    select: {
      number: true,
      submittedAt: true,
      members: { select: { user: PERSON_NAME } },
      answers: { select: { questionId: true, text: true } },
      images: { select: { name: true, imageId: true } },
    },
  });
  const standIns = (await veil?.imageNames([id])) ?? new Map<string, string>();
  const people = peopleOf(submission.members);
  const images: { name: string; data: Uint8Array }[] = [];
  // One at a time: the database's driver takes a while for many megabytes at once, and others wait for it.
  for (const { name, imageId } of submission.images) {
    const { data } = await db.image.findUniqueOrThrow({ where: { id: imageId }, select: { data: true } });
    images.push({ name: standIns.get(name) ?? name, data });
  }
  const sheet = {
    assignment: { ...version.definition, dueAt: assignment.dueAt.toISOString() },
    answers: new Map(
      submission.answers.map(({ questionId, text }) => [questionId, withStandIns(text, standIns)]),
    ),
    meta: {
      names: veil?.namesFor(people.map((person) => person.id)) ?? people.map(({ name }) => name),
      submitted: {
        number: submission.number,
        at: submission.submittedAt,
        late: isLate(submission, assignment.times),
      },
    },
    images,
  };
  const baseName = `${assignment.slug}-submission-${submission.number}`;
  const fileName = `${baseName}.${images.length === 0 ? 'tex' : 'zip'}`;
  return { fileName, bytes: await runTask('packSheet', sheet, userId) };
}
