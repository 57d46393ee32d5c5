import type { Db } from '../../database/prisma.ts';
import type { Version } from '../../middleware/versions.ts';
import { fileNamesOf } from '../documents/keys.ts';
import { readTexts } from '../documents/log.ts';
import { likelyFileOf, textsOf } from '../documents/texts.ts';

/** How many answers and files of a group's draft differ from a submission. */
export async function changedSince(
  db: Db,
  { definition }: Version,
  { groupId, submissionId, userId }: { groupId: string; submissionId: string; userId: string },
): Promise<number> {
  const { answers, files } = await db.submission.findUniqueOrThrow({
    where: { id: submissionId },
    select: {
      answers: { select: { questionId: true, text: true } },
      files: { select: { name: true, text: true } },
    },
  });
  const texts = textsOf((await readTexts(db, groupId, { person: userId })).texts, definition);
  const submitted = new Map(answers.map(({ questionId, text }) => [questionId, text]));
  const names = fileNamesOf(definition);
  const written = [...texts].filter(([key]) => !names.includes(key));
  const changed = written.filter(([key, text]) => text !== (submitted.get(key) ?? '')).length;
  const [file] = files;
  const name = file?.name ?? likelyFileOf(texts, definition);
  return changed + (name !== null && (texts.get(name) ?? '') !== (file?.text ?? '') ? 1 : 0);
}
