/** What an author left that could not be saved, because somebody else had saved or the network was gone: it is there on return. */
import type { SetDraft } from '../../../../../contract/setDrafts.ts';
import type { Files } from '../files/readFiles.ts';

interface Left {
  files: Files;
  /** What they were written upon. */
  kept: SetDraft;
}

/** Of this tab; who closes it is asked before. */
const left = new Map<string, Left>();
const keyOf = (course: string, set: string): string => `${course}/${set}`;

export const leftUnsaved = {
  get: (course: string, set: string): Left | undefined => left.get(keyOf(course, set)),
  keep: (course: string, set: string, what: Left): void => void left.set(keyOf(course, set), what),
  forget: (course: string, set: string): void => void left.delete(keyOf(course, set)),
};
