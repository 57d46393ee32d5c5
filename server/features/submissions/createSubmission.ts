import { randomUUID } from 'node:crypto';
import { hasExperiment, type AssignmentDefinition } from '../../../contract/assignment.ts';
import { MAX_TEXT } from '../../../contract/documents.ts';
import { bytesText, MAX_IMAGES, MAX_IMAGES_BYTES } from '../../../contract/images.ts';
import type { GroupConflict } from '../../../contract/groups.ts';
import type { BodyOf } from '../../../contract/operation.ts';
import type { createSubmission as operation } from '../../../contract/submissions.ts';
import { Prisma } from '../../../prisma/generated/client.ts';
import { auditRows } from '../../database/audit.ts';
import type { Asked, AskedTx, Db } from '../../database/prisma.ts';
import { transact } from '../../database/transaction.ts';
import type { Transaction } from '../../database/transaction.ts';
import { uuid7 } from '../../database/uuid7.ts';
import type { WorkNews } from '../../database/workNews.ts';
import { ApiError } from '../../errors.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import type { Version } from '../../middleware/versions.ts';
import { imageNamesOf } from '../../tasks/index.ts';
import type { GradingQueue, TurnOf } from '../../queue/gradingQueue.ts';
import { whyClosed } from '../assignments/whyClosed.ts';
import { hasCode } from '../assignments/present.ts';
import { writableKeys } from '../documents/appendAsMember.ts';
import { fileNamesOf } from '../documents/keys.ts';
import { append, appendAtEnd, bytesOf, changeTexts, changeWhole } from '../documents/log.ts';
import type { Whole, Writer } from '../documents/log.ts';
import { openMine } from '../documents/openMine.ts';
import { likelyFileOf, textsOf } from '../documents/texts.ts';
import { noticeRows } from '../notifications/notify.ts';
import { receiptWords } from '../notifications/words.ts';
import { peopleOf } from '../people.ts';
import { contentHashOf, sha256 } from './contentHash.ts';
import { lookAtGroup } from './lookAtGroup.ts';
import { whyNotNow } from './mayHandIn.ts';
import type { Submission } from './present.ts';
import { submissionRows } from './storeSubmission.ts';

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

/** A moment from which something counts before what counts from `last`, though the clock was set back since. */
const momentAfter = (last: Date | null, now: Date): Date =>
  last !== null && last >= now ? new Date(last.getTime() + 1) : now;

interface NewRun {
  submissionId: string;
  version: Pick<Version, 'id' | 'definition'>;
  /** From when the run counts that did until now; null for the first. */
  last: Date | null;
}

interface RunRow extends NewRun {
  runId: string;
  trains: boolean;
}

const runRow = ({ runId, submissionId, version, last, trains }: RunRow, now: Date): Prisma.Sql => Prisma.sql`
  INSERT INTO grading_runs (id, submission_id, version_id, queued_at, counts_from, trains)
  VALUES (${runId}::uuid, ${submissionId}::uuid, ${version.id}::uuid, ${now}::timestamptz,
    ${momentAfter(last, now)}::timestamptz, ${trains})`;

/** A new run with a version's tests, which counts, and its job: both or neither. */
export async function queueRun(
  tx: AskedTx,
  queue: GradingQueue,
  { turn, ...run }: NewRun & { turn: TurnOf },
  now: Date,
): Promise<void> {
  const trains = hasExperiment(run.version.definition);
  const runId = uuid7();
  await tx.$executeRaw(runRow({ ...run, runId, trains }, now));
  await queue.sendInTurn(tx, { runId, trains }, turn);
}

interface ShownImage {
  name: string;
  image: { id: string; mediaType: string; size: number; sha256: string };
}

const imagesNamed = (tx: Asked, groupId: string, names: readonly string[]): Promise<ShownImage[]> =>
  tx.$queryRaw`
    SELECT d.name, json_build_object('id', i.id, 'mediaType', i.media_type, 'size', i.size, 'sha256', i.sha256) AS image
    FROM draft_images d JOIN images i ON i.id = d.image_id
    WHERE d.group_id = ${groupId}::uuid AND d.name = ANY(${[...names]}::text[]) ORDER BY d.name`;

/**
 * Stores what the page has and the log has not, and the texts of a program without a page, so that the document holds
 * all that is handed in.
 */
async function completeDocument(
  tx: Transaction,
  { definition }: Version,
  { groupId, userId, keys, now }: Writer & { userId: string },
  whole: Whole,
  handedIn: HandedIn,
): Promise<{ texts: Map<string, string>; seq: number }> {
  const writer = { groupId, userId, keys, now };
  const updates = bytesOf(handedIn.updates);
  const { answers, locked } = await append(tx, writer, updates, whole.locked);
  const refused = answers.find((answer) => !answer.ok);
  if (refused && !refused.ok) throw new ApiError('unacceptable', `Not submitted. ${refused.message}`);
  const wanted = new Map(Object.entries(handedIn.answers));
  if (handedIn.file) wanted.set(handedIn.file.name, handedIn.file.text);
  const {
    texts: all,
    update,
    known,
  } = updates.length > 0
    ? await changeTexts(tx, writer, wanted)
    : await changeWhole(whole, { userId }, wanted);
  const texts = textsOf(all, definition);
  if (!update) return { texts, seq: locked.seq };
  const {
    answers: [written],
  } = await appendAtEnd(tx, writer, [{ key: randomUUID(), data: update }], locked, known);
  if (!written?.ok) throw new ApiError('too_large', written?.message ?? 'The texts were refused.');
  return { texts, seq: written.seq };
}

export interface Made {
  id: string;
  /** As `loadSubmission` would read it; null where the key was seen before. */
  fresh: Submission | null;
}

/**
 * Hands in for the student's group: a snapshot of the server's document with everything that the submitter's page has,
 * the images that the answers show and the grading job, in one transaction. It names who is a member at that moment. A
 * key seen before gives the submission made then.
 *
 * @throws ApiError group_conflict when the page shows another group's document
 */
export async function createSubmission(
  db: Db,
  queue: GradingQueue,
  news: WorkNews,
  subject: AssignmentSubject,
  { userId, now, handedIn }: { userId: string; now: Date; handedIn: HandedIn },
): Promise<Made> {
  const { course, assignment, version } = subject;
  const { definition } = version;
  const { idempotencyKey } = handedIn;
  const askedAt = handedIn.askedAt === null ? null : new Date(handedIn.askedAt);
  const made = await transact(db, async (tx) => {
    // One at a time within a group, so that numbers follow each other and no image changes its name meanwhile.
    const asking = { assignmentId: assignment.id, userId, groupId: subject.groupId, definition, now };
    const trains = hasExperiment(definition);
    const turn = { course: course.id, person: userId };
    const { groupId, looked, open } = await openMine(tx, asking, async (id) => {
      const [facts, place] = await Promise.all([
        lookAtGroup(tx, { assignmentId: assignment.id, userId, idempotencyKey }, id),
        hasCode(definition) ? queue.placeInTurn(tx, { trains }, turn) : null,
      ]);
      return facts && { ...facts, place };
    });
    if ('earlier' in looked) return { id: looked.earlier, groupId: null, fresh: null };
    const { number, versions, members, place } = looked;
    if (assignment.hiddenAt || assignment.archivedAt)
      throw new ApiError('locked', `Not submitted. ${whyClosed(assignment)}`);
    if (assignment.gradesReleasedAt)
      throw new ApiError('locked', 'Grades are released; nothing more can be handed in.');
    const people = peopleOf(members.map((user) => ({ user })));
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
    const keys = await writableKeys(tx, versions);
    const writer = { groupId, userId, keys, now };
    const { texts, seq } = await completeDocument(tx, version, writer, await open(), handedIn);

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
    const images = shown.length === 0 ? [] : await imagesNamed(tx, groupId, shown);
    assertImagesFit(images.map(({ image }) => image.size));
    const contents = [
      ...written.map(({ name, text }) => ({ name, sha256: sha256(text) })),
      ...(file ? [{ name: file.name, sha256: sha256(file.text) }] : []),
      ...images.map(({ name, image }) => ({ name, sha256: image.sha256 })),
    ];
    const contentHash = contentHashOf(contents);
    const id = uuid7();
    const row = {
      id,
      groupId,
      number,
      versionId: version.id,
      idempotencyKey,
      submittedById: userId,
      submittedAt: now,
      askedAt,
      seq,
      contentHash,
    };
    const by = people.find((person) => person.id === userId)!;
    const names = people.map(({ name }) => name);
    const words = receiptWords(
      { course, set: { slug: assignment.slug, title: definition.title } },
      { number, at: now, by: by.name, members: names, contentHash },
    );
    const details = { assignment: assignment.slug, number };
    const runId = uuid7();
    for (const statement of [
      submissionRows({
        row,
        memberIds,
        answers: answers.map(({ name, text }) => ({ questionId: name, text })),
        file,
        images: images.map(({ name, image }) => ({ name, imageId: image.id })),
      }),
      ...(file ? [runRow({ runId, submissionId: id, version, last: null, trains }, now)] : []),
      auditRows([{ actorId: userId, courseId: course.id, action: 'createSubmission', subject: id, details }]),
      noticeRows({ kind: 'receipt', courseId: course.id, userIds: memberIds, key: id, words, now }),
    ])
      tx.send(statement);
    if (file) await queue.sendInTurn(tx, { runId, trains }, turn, place ?? undefined);
    const times = { queuedAt: now, startedAt: null, shownAt: null, finishedAt: null, stoppedAt: null };
    const fresh: Submission = {
      id,
      number,
      submittedAt: now,
      askedAt,
      seq,
      contentHash,
      submittedBy: by,
      members: people.map((user) => ({ user })),
      _count: { answers: answers.filter(({ text }) => text !== '').length },
      answers: answers.map(({ name, text }) => ({ questionId: name, text })),
      images,
      files: file ? [file] : [],
      version,
      runs: file ? [{ ...times, state: 'queued', refusal: null, report: null, version }] : [],
    };
    return { id, groupId, fresh };
  });
  const { id, groupId, fresh } = made;
  if (groupId !== null && fresh) {
    news.tell({ kind: 'written', group: groupId, seq: fresh.seq });
    const place = { assignment: assignment.id, course: course.id };
    news.tell({ kind: 'submitted', group: groupId, ...place });
  }
  return { id, fresh };
}
