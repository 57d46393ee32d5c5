import type { AssignmentDefinition } from '../../../contract/assignment.ts';
import type { Language } from '../../../grader/terms.ts';

const ENDINGS: Record<Language, string[]> = {
  python: ['py'],
  javascript: ['js', 'mjs'],
  typescript: ['ts'],
};

/** Names under which the code file of an assignment may be handed in, such as `optim.py`; none without code. */
export function fileNamesOf({ submission }: AssignmentDefinition): string[] {
  if (!submission) return [];
  return submission.languages.flatMap((language) =>
    ENDINGS[language].map((ending) => `${submission.file}.${ending}`),
  );
}

/** The keys of all texts of a group's document: written questions by id, code files by name. */
export function keysOf(definition: AssignmentDefinition): string[] {
  const written = definition.questions.filter(({ kind }) => kind === 'written').map(({ id }) => id);
  return [...written, ...fileNamesOf(definition)];
}

/**
 * What one person may write in one document: a hundred thousand keys, each of which is an update. Nobody can use up what
 * the others of a group may write.
 */
export const MAX_WRITTEN = 10_000_000;
/** Most Yjs clients of one person in one document; every load of a page that writes is one. */
export const MAX_CLIENTS = 10_000;
