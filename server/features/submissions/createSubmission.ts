import type { AssignmentDefinition } from '../../../contract/assignment.ts';
import type { CodeFile } from '../../../contract/submissions.ts';
import { recordAudit } from '../../database/audit.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { imageNamesOf } from '../../threads/index.ts';
import type { GradingQueue } from '../../queue/gradingQueue.ts';
import { hasCode } from '../assignments/present.ts';
import { fileNamesOf } from '../drafts/draftKeys.ts';
import { lockMyGroup } from '../groups/ensureGroup.ts';
import { NAMED_IMAGES } from '../images/present.ts';
import { contentHashOf, sha256 } from './contentHash.ts';

export interface HandedIn {
  idempotencyKey: string;
  answers: Record<string, string>;
  file: CodeFile | null;
}

/** Refuses what this assignment does not ask for, and what would be graded as nothing. */
function assertAcceptable(definition: AssignmentDefinition, { answers, file }: HandedIn): void {
  const written = definition.questions.filter(({ kind }) => kind === 'written').map(({ id }) => id);
  const unknown = Object.keys(answers).find((id) => !written.includes(id));
  if (unknown !== undefined) {
    throw new ApiError('unacceptable', `There is no written question ${unknown} in this assignment.`);
  }
  const names = fileNamesOf(definition);
  if (file && !names.includes(file.name)) {
    const expected = names.length > 0 ? `hand in ${names.join(' or ')}` : 'no file is asked for';
    throw new ApiError('unacceptable', `${file.name} cannot be graded here: ${expected}.`);
  }
  if (!file && hasCode(definition)) {
    throw new ApiError('unacceptable', `The file is missing: hand in ${names.join(' or ')}.`);
  }
  if (!file && Object.values(answers).every((text) => text.trim() === '')) {
    throw new ApiError('unacceptable', 'Every answer is empty; there is nothing to hand in.');
  }
}

/** A new run and its job: both or neither. */
export async function queueRun(tx: Tx, queue: GradingQueue, submissionId: string, now: Date): Promise<void> {
  const run = await tx.gradingRun.create({ data: { submissionId, queuedAt: now } });
  await queue.send(tx, { runId: run.id });
}

/**
 * Hands in for the student's group: a snapshot of the answers, the images they show and the file, numbered after the
 * group's last one, and the grading job in the same transaction. A key seen before gives the submission made then.
 *
 * @returns the submission's id
 */
export async function createSubmission(
  db: Db,
  queue: GradingQueue,
  { course, assignment, version }: AssignmentSubject,
  { userId, now, handedIn }: { userId: string; now: Date; handedIn: HandedIn },
): Promise<string> {
  const { idempotencyKey, answers, file } = handedIn;
  const { definition } = version;
  const texts = definition.questions.map(({ id, kind }) => ({
    questionId: id,
    kind,
    text: answers[id] ?? '',
  }));
  const written = texts.filter(({ kind }) => kind === 'written');
  const shown = await imageNamesOf(
    written.map(({ text }) => text),
    userId,
  );

  return db.$transaction(async (tx) => {
    // One at a time within a group, so that numbers follow each other and no image changes its name meanwhile.
    const groupId = await lockMyGroup(tx, assignment.id, userId);
    const earlier = await tx.submission.findUnique({
      where: { groupId_idempotencyKey: { groupId, idempotencyKey } },
      select: { id: true },
    });
    if (earlier) return earlier.id;
    if (assignment.gradesReleasedAt) {
      throw new ApiError('locked', 'Grades are released; nothing more can be handed in.');
    }
    assertAcceptable(definition, handedIn);

    const last = await tx.submission.aggregate({ where: { groupId }, _max: { number: true } });
    const members = await tx.groupMember.findMany({ where: { groupId }, select: { userId: true } });
    const images = await tx.draftImage.findMany({
      where: { groupId, name: { in: shown } },
      ...NAMED_IMAGES,
    });
    const contents = [
      ...written.map(({ questionId, text }) => ({ name: questionId, sha256: sha256(text) })),
      ...(file ? [{ name: file.name, sha256: sha256(file.text) }] : []),
      ...images.map(({ name, image }) => ({ name, sha256: image.sha256 })),
    ];
    const submission = await tx.submission.create({
      data: {
        groupId,
        number: (last._max.number ?? 0) + 1,
        versionId: version.id,
        idempotencyKey,
        submittedById: userId,
        submittedAt: now,
        late: now > assignment.dueAt,
        contentHash: contentHashOf(contents),
        members: { create: members },
        answers: { create: texts.map(({ questionId, text }) => ({ questionId, text })) },
        files: { create: file ? [file] : [] },
        images: { create: images.map(({ name, image }) => ({ name, imageId: image.id })) },
      },
    });
    if (file) await queueRun(tx, queue, submission.id, now);
    await recordAudit(tx, {
      actorId: userId,
      courseId: course.id,
      action: 'createSubmission',
      subject: submission.id,
      details: { assignment: assignment.slug, number: submission.number },
    });
    return submission.id;
  });
}
