/** What uploads leave in drafts when a tab is closed before they are done. */
import type { Draft } from '../../../../contract/drafts.ts';
import type { DraftKeeper } from '../workspace/DraftKeeper.ts';
import { withoutPlaceholders } from './imageNames.ts';

/**
 * Takes the placeholders of uploads that ended with their tab out of the drafts. A text that another member saved last
 * is left alone: their upload may be under way.
 * @param drafts as the server has them
 */
export function clearLeftovers(
  keeper: Pick<DraftKeeper, 'get' | 'edit'>,
  keys: readonly string[],
  drafts: readonly Draft[],
  userId: string,
): void {
  for (const key of keys) {
    const { text, theirs } = keeper.get(key);
    const savedBy = drafts.find((draft) => draft.key === key)?.savedBy.id ?? userId;
    if (theirs === null && savedBy === userId) keeper.edit(key, withoutPlaceholders(text));
  }
}
