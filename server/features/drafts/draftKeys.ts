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

export function isDraftKey(definition: AssignmentDefinition, key: string): boolean {
  const written = definition.questions.some((question) => question.kind === 'written' && question.id === key);
  return written || fileNamesOf(definition).includes(key);
}
