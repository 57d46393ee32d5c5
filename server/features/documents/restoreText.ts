import type { EarlierState } from '../../../contract/documents.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import type { WorkNews } from '../../database/workNews.ts';
import { ApiError } from '../../errors.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { whyClosed } from '../assignments/whyClosed.ts';
import { imageNamesOf } from '../../tasks/index.ts';
import { lockMyGroup } from '../groups/ensureGroup.ts';
import { copyImages, COPIED_IMAGE } from '../images/copyImages.ts';
import type { CopiedImage } from '../images/copyImages.ts';
import { renameImages } from '../images/renameImages.ts';
import { editTexts } from './editTexts.ts';
import { readState } from './history.ts';
import { keysOf } from './keys.ts';
import { openLocked, readTexts } from './log.ts';

interface Restoring {
  userId: string;
  now: Date;
  key: string;
  from: EarlierState;
  /** The draft that the person looked at when they decided. */
  seen: { group: string; seq: number };
}

/** A text as it was, the group whose image names it has, and those of its images that the person may see. */
interface Earlier {
  groupId: string;
  text: string | undefined;
  images: CopiedImage[];
}

async function readEarlier(
  tx: Tx,
  subject: AssignmentSubject,
  { userId, key, from }: Pick<Restoring, 'userId' | 'key' | 'from'>,
): Promise<Earlier> {
  if ('group' in from) {
    const { group: groupId } = from;
    const { texts, images } = await readState(tx, subject, { userId, ...from });
    const text = texts.get(key) ?? '';
    const names = await imageNamesOf([text], userId);
    const shown = { ...images, name: { in: names } };
    return { groupId, text, images: await tx.draftImage.findMany({ where: shown, select: COPIED_IMAGE }) };
  }
  const submission = await tx.submission.findFirst({
    where: {
      id: from.submission,
      group: { assignmentId: subject.assignment.id },
      members: { some: { userId } },
    },
    select: {
      groupId: true,
      answers: { where: { questionId: key }, select: { text: true } },
      files: { where: { name: key }, select: { text: true } },
      images: { select: { name: true, image: COPIED_IMAGE.image } },
    },
  });
  if (!submission) throw new ApiError('not_found', 'There is no such submission of yours.');
  const { groupId, answers, files, images } = submission;
  const text = (answers[0] ?? files[0])?.text;
  const names = await imageNamesOf([text ?? ''], userId);
  const shown = images.filter(({ name }) => names.includes(name));
  return { groupId, text, images: shown.map((image) => ({ ...image, removedAt: null })) };
}

/**
 * Makes a text of the student's draft what it was: a new edit in their name, which everybody in the group sees, and which is taken
 * back by restoring what was before it. What others write at the same moment stays beside it.
 *
 * @returns the document's last update, and the one before the edit
 * @throws ApiError not_found for a state that is not theirs; locked; group_conflict and text_conflict where the draft is not the one
 *   that was seen
 */
export async function restoreText(
  db: Db,
  news: WorkNews,
  subject: AssignmentSubject,
  { userId, now, key, from, seen }: Restoring,
): Promise<{ group: string; seq: number; before: number }> {
  const { assignment, version } = subject;
  const { definition } = version;
  const closed = whyClosed(assignment);
  if (closed) throw new ApiError('locked', closed);
  if (!keysOf(definition).includes(key))
    throw new ApiError(
      'not_found',
      `${key} is neither a written question nor a file of this assignment now.`,
    );
  const { restored, brought } = await db.$transaction(async (tx) => {
    const groupId = await lockMyGroup(tx, assignment.id, userId);
    if (groupId !== seen.group)
      throw new ApiError(
        'group_conflict',
        'Your group has changed since you compared. Nothing was replaced; load this page again.',
      );
    const { seq: before } = await openLocked(tx, { groupId, definition, now });
    const earlier = await readEarlier(tx, subject, { userId, key, from });
    if (earlier.text === undefined)
      throw new ApiError('not_found', 'That submission does not have this text. Nothing was replaced.');
    const isOthers = earlier.groupId !== groupId;
    const renamed = await copyImages(tx, groupId, isOthers ? earlier.images : []);
    const text = renameImages(earlier.text, renamed);
    const { texts } = await readTexts(tx, groupId, { person: userId });
    const present = texts.get(key) ?? '';
    if (present === text) return { restored: { group: groupId, seq: before, before }, brought: false };
    const { texts: known } = await readTexts(tx, groupId, { person: userId, at: seen.seq });
    if ((known.get(key) ?? '') !== present)
      throw new ApiError(
        'text_conflict',
        'This text was changed since you compared. Nothing was replaced; compare once more and look at what is new.',
      );
    const seq = await editTexts(tx, { groupId, userId, definition, now }, new Map([[key, text]]));
    return { restored: { group: groupId, seq, before }, brought: isOthers };
  });
  if (brought) news.tell({ kind: 'images', group: restored.group });
  news.tell({ kind: 'written', group: restored.group, seq: restored.seq });
  return restored;
}
