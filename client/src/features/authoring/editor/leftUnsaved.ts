/** What an author left that could not be saved, because somebody else had saved or the network was gone: it is there on return. */
import type { KeptSetDraft } from '../../../../../contract/setDrafts.ts';
import type { Files } from '../files/readFiles.ts';

export interface Left {
  files: Files;
  /** What they were written upon. */
  kept: KeptSetDraft;
  /** Its last try, with what the server has then; null where that failed. */
  saving: Promise<KeptSetDraft | null>;
}

/** Of this tab; who closes it is asked before. */
const left = new Map<string, Left>();
const keyOf = (course: string, set: string): string => `${course}/${set}`;

export const leftUnsaved = {
  get: (course: string, set: string): Left | undefined => left.get(keyOf(course, set)),
  keep: (course: string, set: string, what: Left): void => void left.set(keyOf(course, set), what),
  /** What was left since stays. */
  forget: (course: string, set: string, what: Left | undefined): void => {
    if (left.get(keyOf(course, set)) === what) left.delete(keyOf(course, set));
  },
};

globalThis.window?.addEventListener('beforeunload', (event) => {
  if (left.size > 0) event.preventDefault();
});
