/** The import that was confirmed last, so that it can be taken back while this tab is open. */
import { listImages, nameImages, type ImageView } from '../../../../contract/images.ts';
import { call } from '../../api/call.ts';
import { invalidate } from '../../api/query.ts';
import { createSignal } from '../../api/signal.ts';
import type { Workspace } from '../workspace/WorkspaceProvider.tsx';
import { imagesOf, replacedImages } from './comparison.ts';

export interface ConfirmedImport {
  params: Workspace['params'];
  answers: { question: string; before: string; after: string }[];
  /** Images whose names mean others since. */
  replacedImages: ImageView[];
}

export const lastImport = createSignal<ConfirmedImport | null>(null);

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
  { keeper, params }: Pick<Workspace, 'keeper' | 'params'>,
  changed: ReadonlyMap<string, string>,
  images: ImageView[],
): Promise<void> {
  const shown = imagesOf(changed, images);
  const known = shown.length === 0 ? [] : (await call(listImages, { params })).images;
  await giveNames(params, shown);
  const answers = [...changed].map(([question, after]) => {
    const before = keeper.text(question) ?? '';
    keeper.edit(question, after);
    return { question, before, after };
  });
  lastImport.set({ params, answers, replacedImages: replacedImages(known, shown) });
  await keeper.flush();
}

/**
 * The answers from before the import, where nobody has written since.
 * @returns ids of the questions that were edited since and stay as they are
 */
export async function restoreAnswers(
  { keeper }: Pick<Workspace, 'keeper'>,
  { params, answers, replacedImages }: ConfirmedImport,
): Promise<string[]> {
  await giveNames(params, replacedImages);
  const edited = answers.filter(({ question, after }) => keeper.text(question) !== after);
  for (const { question, before } of answers)
    if (!edited.some((other) => other.question === question)) keeper.edit(question, before);
  lastImport.set(null);
  await keeper.flush();
  return edited.map(({ question }) => question);
}
