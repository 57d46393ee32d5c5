import type { TexImport } from '../../../contract/tex.ts';
import type { Db } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import { whyClosed } from '../assignments/whyClosed.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { runTask } from '../../tasks/index.ts';
import { firstName, namesFor, namesIn } from '../images/imageName.ts';
import { renameImages } from '../images/renameImages.ts';
import { forgetUnconfirmed, lockImages, storeImage } from '../images/storeImage.ts';
import type { Uploader } from '../images/storeImage.ts';
import type { UploadContents } from './readUpload.ts';

/**
 * Splits an upload by question, for the student to confirm. No draft changes; the images that the answers show are
 * stored, so that the answers can be looked at with them, and get their names when the student confirms. Where the draft
 * has another image of that name the file's gets a number, so that no answer comes to show another image.
 */
export async function importTex(
  db: Db,
  { assignment, version }: AssignmentSubject,
  { file, bytes, userId, now }: Uploader & { file: string; bytes: Uint8Array },
): Promise<TexImport> {
  const closed = whyClosed(assignment);
  if (closed) throw new ApiError('locked', closed);
  const contents = await runTask('readUpload', { assignment: version.definition, file, bytes }, userId);
  const { images, renamed, problems } = await stageImages(db, assignment, contents.images, { userId, now });
  return {
    answers: contents.answers.map(({ question, markdown }) => ({
      question,
      markdown: renameImages(markdown, renamed),
    })),
    unassigned: renameImages(contents.unassigned, renamed),
    images,
    problems: [...problems, ...contents.problems],
  };
}

/** Stores the images; what there is no room for becomes a problem with the file's name. */
async function stageImages(
  db: Db,
  assignment: AssignmentSubject['assignment'],
  found: UploadContents['images'],
  uploader: Uploader,
): Promise<Pick<TexImport, 'images' | 'problems'> & { renamed: Map<string, string> }> {
  const staged: TexImport['images'] = [];
  const problems: TexImport['problems'] = [];
  await db.$transaction(async (tx) => {
    const groupId = await lockImages(tx, assignment, uploader.userId);
    await forgetUnconfirmed(tx, groupId, {
      userId: uploader.userId,
      coming: found.map(({ data }) => data),
    });
  });
  for (const { name, ...image } of found) {
    try {
      const id = await db.$transaction(async (tx) => {
        const groupId = await lockImages(tx, assignment, uploader.userId);
        return storeImage(tx, groupId, { ok: true, ...image }, uploader);
      });
      staged.push({ id, name, mediaType: image.mediaType, size: image.data.length });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      problems.push({ severity: 'error', file: name, line: null, message: error.message });
    }
  }
  const taken = await db.$transaction(async (tx) =>
    namesIn(tx, await lockImages(tx, assignment, uploader.userId)),
  );
  const images = withFreeNames(staged, taken);
  const renamed = new Map(staged.map(({ name }, index) => [name, images[index]!.name]));
  return { images, renamed, problems };
}

/** @param taken what names mean in the draft: image id by name */
function withFreeNames(staged: TexImport['images'], taken: ReadonlyMap<string, string>): TexImport['images'] {
  // The file's own names are for its own images.
  const means = new Map([...staged.map(({ name, id }) => [name, id] as const), ...taken]);
  return staged.map((image) => {
    const name = firstName(means, image.id, namesFor(image.name, image.mediaType));
    means.set(name, image.id);
    return { ...image, name };
  });
}
