/** What an import does to the drafts, and the way back. */
import { listImages, nameImages, type ImageView } from '../../../../contract/images.ts';
import { call } from '../../api/call.ts';
import { invalidate } from '../../api/query.ts';
import type { SharedDocument } from '../workspace/document/SharedDocument.ts';
import type { Workspace } from '../workspace/writing/WorkspaceProvider.tsx';
import { imagesOf } from './comparison.ts';
import { lastImport, type ConfirmedImport } from './lastImport.ts';

type Texts = Pick<SharedDocument, 'text' | 'edit' | 'flush'>;

async function giveNames(params: Workspace['params'], images: ImageView[]): Promise<void> {
  if (images.length === 0) return;
  await call(nameImages, { params, body: { names: images.map(({ name, id }) => ({ name, id })) } });
  await invalidate(listImages);
}

/**
 * Puts answers into the drafts: images first, so that no answer is without them.
 * @param changed text by question
 * @throws {ApiError} when the images cannot be named; then no answer was changed
 */
export async function confirmImport(
  { shared, params, userId }: Pick<Workspace, 'params'> & { shared: Texts; userId: string },
  changed: ReadonlyMap<string, string>,
  images: ImageView[],
): Promise<void> {
  await giveNames(params, imagesOf(changed, images));
  const answers = [...changed].map(([question, after]) => {
    const before = shared.text(question);
    shared.edit(question, after);
    // As the draft has it, whose line ends are its own.
    return { question, before, after: shared.text(question) };
  });
  lastImport.set({ userId, params, answers });
  await shared.flush();
}

/**
 * The answers from before the import, where nobody has written since.
 * @returns ids of the questions that were edited since and stay as they are
 */
export async function restoreAnswers(
  { shared }: { shared: Texts },
  { answers }: ConfirmedImport,
): Promise<string[]> {
  const edited = answers.filter(({ question, after }) => shared.text(question) !== after);
  for (const { question, before } of answers)
    if (!edited.some((other) => other.question === question)) shared.edit(question, before);
  lastImport.set(null);
  await shared.flush();
  return edited.map(({ question }) => question);
}
