import { randomUUID } from 'node:crypto';
import { hasExperiment, type AssignmentDefinition } from '../../../contract/assignment.ts';
import { MAX_TEXT } from '../../../contract/documents.ts';
import { bytesText, MAX_IMAGES, MAX_IMAGES_BYTES } from '../../../contract/images.ts';
import type { GroupConflict } from '../../../contract/groups.ts';
import type { BodyOf } from '../../../contract/operation.ts';
import type { createSubmission as operation } from '../../../contract/submissions.ts';
import { recordAudit } from '../../database/audit.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import type { WorkNews } from '../../database/workNews.ts';
import { ApiError } from '../../errors.ts';
import type { AssignmentSubject, Version } from '../../middleware/subject.ts';
import { imageNamesOf } from '../../tasks/index.ts';
import type { GradingQueue } from '../../queue/gradingQueue.ts';
import { whyClosed } from '../assignments/whyClosed.ts';
import { hasCode } from '../assignments/present.ts';
import { writableKeys } from '../documents/appendAsMember.ts';
import { fileNamesOf } from '../documents/keys.ts';
import { append, bytesOf, ensureDocument, loadDocument, lockDocument } from '../documents/log.ts';
import { likelyFileOf, replaceText, textsOf, updateOf } from '../documents/texts.ts';
import { lockMyGroup } from '../groups/ensureGroup.ts';
import { NAMED_IMAGES } from '../images/present.ts';
import { notify } from '../notifications/notify.ts';
import { receiptWords } from '../notifications/words.ts';
import { PERSON_NAME, peopleOf } from '../people.ts';
import { contentHashOf, sha256 } from './contentHash.ts';
import { whyNotNow } from './mayHandIn.ts';

export type HandedIn = BodyOf<typeof operation>;

interface Piece {
  name: string;
  text: string;
}

/** Refuses what this assignment does not ask for. */
function assertAskedFor(definition: AssignmentDefinition, { answers, file, fileName }: HandedIn): void {
  const written = definition.questions.filter(({ kind }) => kind === 'written').map(({ id }) => id);
  const unknown = Object.keys(answers).find((id) => !written.includes(id));
  if (unknown !== undefined)
    throw new ApiError('unacceptable', `There is no written question ${unknown} in this assignment.`);
  const names = fileNamesOf(definition);
  const wanted = file?.name ?? fileName;
  if (wanted !== null && !names.includes(wanted)) {
    const expected = names.length > 0 ? `hand in ${names.join(' or ')}` : 'no file is asked for';
    throw new ApiError('unacceptable', `${wanted} cannot be graded here: ${expected}.`);
  }
}

/** Refuses what would be graded as nothing, and what is too long to be stored. */
function assertAcceptable(definition: AssignmentDefinition, answers: Piece[], file: Piece | null): void {
  if (!file && hasCode(definition)) {
    const names = fileNamesOf(definition).join(' or ');
    throw new ApiError('unacceptable', `The file is missing: hand in ${names}.`);
  }
  if (!file && answers.every(({ text }) => text.trim() === ''))
    throw new ApiError('unacceptable', 'Every answer is empty; there is nothing to hand in.');
  const long = [...answers, ...(file ? [file] : [])].find(({ text }) => text.length > MAX_TEXT);
  if (long) {
    throw new ApiError(
      'unacceptable',
      `${long.name} has ${long.text.length} characters; at most ${MAX_TEXT} can be handed in. Your draft is safe.`,
    );
  }
}

/** An export contains an image under each of its names, those that were removed from the list and are shown, too. */
function assertImagesFit(sizes: readonly number[]): void {
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  if (sizes.length <= MAX_IMAGES && bytes <= MAX_IMAGES_BYTES) return;
  throw new ApiError(
    'unacceptable',
    `The answers show ${sizes.length} images of ${bytesText(bytes)} together; ${MAX_IMAGES} of ${bytesText(MAX_IMAGES_BYTES)} can be handed in. Show fewer. Your draft is safe.`,
  );
}

/** A new run with a version's tests, which counts, and its job: both or neither. */
export async function queueRun(
  tx: Tx,
  queue: GradingQueue,
  { submissionId, version }: { submissionId: string; version: Pick<Version, 'id' | 'definition'> },
  now: Date,
): Promise<void> {
  const trains = hasExperiment(version.definition);
  const run = await tx.gradingRun.create({
    data: { submissionId, versionId: version.id, queuedAt: now, countsFrom: now, trains },
  });
  await queue.send(tx, { runId: run.id, trains });
}

/**
 * Stores what the page has and the log has not, and the texts of a program without a page, so that the document holds
 * all that is handed in.
 */
async function completeDocument(
  tx: Tx,
  { assignment, version: { definition } }: AssignmentSubject,
  { groupId, userId, now, handedIn }: { groupId: string; userId: string; now: Date; handedIn: HandedIn },
): Promise<{ texts: Map<string, string>; seq: number }> {
  const keys = await writableKeys(tx, assignment.id);
  const writer = { groupId, userId, keys, now };
  const answers = await append(tx, writer, bytesOf(handedIn.updates));
  const refused = answers.find((answer) => !answer.ok);
  if (refused && !refused.ok) throw new ApiError('unacceptable', `Not submitted. ${refused.message}`);
  const { document, seq } = await loadDocument(tx, groupId);
  const given = Object.entries(handedIn.answers);
  if (handedIn.file) given.push([handedIn.file.name, handedIn.file.text]);
  const data = updateOf(document, () => {
    for (const [key, text] of given) replaceText(document, key, text);
  });
  if (!data) return { texts: textsOf(document, definition), seq };
  const [written] = await append(tx, writer, [{ key: randomUUID(), data: new Uint8Array(data) }]);
  if (!written?.ok) throw new ApiError('too_large', written?.message ?? 'The texts were refused.');
  return { texts: textsOf(document, definition), seq: written.seq };
}

/**
 * Numbers go up for every member, whichever group they handed in with before, and in the group, whoever was in it then:
 * all who handed in may have left it since.
 */
async function nextNumber(
  tx: Tx,
  { assignmentId, groupId, userIds }: { assignmentId: string; groupId: string; userIds: string[] },
): Promise<number> {
  const mine = { group: { assignmentId }, members: { some: { userId: { in: userIds } } } };
  const last = await tx.submission.aggregate({
    where: { OR: [{ groupId }, mine] },
    _max: { number: true },
  });
  return (last._max.number ?? 0) + 1;
}

/**
 * Hands in for the student's group: a snapshot of the server's document with everything that the submitter's page has,
 * the images that the answers show and the grading job, in one transaction. It names who is a member at that moment. A
 * key seen before gives the submission made then.
 *
 * @returns the submission's id
 * @throws ApiError group_conflict when the page shows another group's document
 */
export async function createSubmission(
  db: Db,
  queue: GradingQueue,
  news: WorkNews,
  subject: AssignmentSubject,
  { userId, now, handedIn }: { userId: string; now: Date; handedIn: HandedIn },
): Promise<string> {
  const { course, assignment, version } = subject;
  const { definition } = version;
  const { idempotencyKey } = handedIn;
  const made = await db.$transaction(async (tx) => {
    // A retry finds what it made even when the student has changed the group since.
    const earlier = await tx.submission.findFirst({
      where: { idempotencyKey, submittedById: userId, group: { assignmentId: assignment.id } },
      select: { id: true },
    });
    if (earlier) return { id: earlier.id, groupId: null, seq: 0 };
    // One at a time within a group, so that numbers follow each other and no image changes its name meanwhile.
    const groupId = await lockMyGroup(tx, assignment.id, userId);
    const meanwhile = await tx.submission.findUnique({
      where: { groupId_idempotencyKey: { groupId, idempotencyKey } },
      select: { id: true },
    });
    if (meanwhile) return { id: meanwhile.id, groupId: null, seq: 0 };
    if (assignment.hiddenAt || assignment.archivedAt)
      throw new ApiError('locked', `Not submitted. ${whyClosed(assignment)}`);
    if (assignment.gradesReleasedAt)
      throw new ApiError('locked', 'Grades are released; nothing more can be handed in.');
    const members = await tx.groupMember.findMany({ where: { groupId }, select: { user: PERSON_NAME } });
    const people = peopleOf(members);
    if (handedIn.group !== null && handedIn.group !== groupId) {
      const details: GroupConflict = { people };
      const message =
        'Your group has changed since this was asked for, so nothing was submitted. Look at the draft of your group, then submit again.';
      throw new ApiError('group_conflict', message, details);
    }
    const memberIds = people.map(({ id }) => id);
    const closed = await whyNotNow(tx, subject, { userIds: memberIds, now });
    if (closed !== null) throw new ApiError('locked', closed);
    assertAskedFor(definition, handedIn);
    await ensureDocument(tx, { groupId, definition, now });
    await lockDocument(tx, groupId);
    const { texts, seq } = await completeDocument(tx, subject, { groupId, userId, now, handedIn });

    const answers = definition.questions.map(({ id, kind }) => ({
      name: id,
      text: kind === 'written' ? (texts.get(id) ?? '') : '',
      isWritten: kind === 'written',
    }));
    const written = answers.filter(({ isWritten }) => isWritten);
    const fileName = handedIn.file?.name ?? handedIn.fileName ?? likelyFileOf(texts, definition);
    const code = fileName === null ? '' : (texts.get(fileName) ?? '');
    const file = fileName !== null && code.trim() !== '' ? { name: fileName, text: code } : null;
    assertAcceptable(definition, written, file);

    const shown = await imageNamesOf(
      written.map(({ text }) => text),
      userId,
    );
    const images = await tx.draftImage.findMany({ where: { groupId, name: { in: shown } }, ...NAMED_IMAGES });
    assertImagesFit(images.map(({ image }) => image.size));
    const contents = [
      ...written.map(({ name, text }) => ({ name, sha256: sha256(text) })),
      ...(file ? [{ name: file.name, sha256: sha256(file.text) }] : []),
      ...images.map(({ name, image }) => ({ name, sha256: image.sha256 })),
    ];
    const submission = await tx.submission.create({
      data: {
        groupId,
        number: await nextNumber(tx, { assignmentId: assignment.id, groupId, userIds: memberIds }),
        versionId: version.id,
        idempotencyKey,
        submittedById: userId,
        submittedAt: now,
        askedAt: handedIn.askedAt,
        seq,
        contentHash: contentHashOf(contents),
        members: { create: memberIds.map((id) => ({ userId: id })) },
        answers: { create: answers.map(({ name, text }) => ({ questionId: name, text })) },
        files: { create: file ? [file] : [] },
        images: { create: images.map(({ name, image }) => ({ name, imageId: image.id })) },
      },
    });
    if (file) await queueRun(tx, queue, { submissionId: submission.id, version }, now);
    await recordAudit(tx, {
      actorId: userId,
      courseId: course.id,
      action: 'createSubmission',
      subject: submission.id,
      details: { assignment: assignment.slug, number: submission.number },
    });
    const { number, contentHash } = submission;
    const by = people.find(({ id }) => id === userId)?.name ?? '';
    const names = people.map(({ name }) => name);
    await notify(tx, {
      kind: 'receipt',
      courseId: course.id,
      userIds: memberIds,
      key: submission.id,
      words: receiptWords(
        { course, set: { slug: assignment.slug, title: definition.title } },
        { number, at: now, by, members: names, contentHash },
      ),
      now,
    });
    return { id: submission.id, groupId, seq };
  });
  if (made.groupId !== null) {
    news.tell({ kind: 'written', group: made.groupId, seq: made.seq });
    news.tell({ kind: 'submitted', group: made.groupId });
  }
  return made.id;
}
