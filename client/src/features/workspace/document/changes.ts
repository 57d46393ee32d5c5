/** What of a draft is not as it was handed in. */
import type { SubmissionView } from '../../../../../contract/submissions.ts';
import { own } from '../../../../../contract/own.ts';

/**
 * @param questions ids of those that are answered in writing
 * @param codeFile name of the file that would be handed in
 * @returns question ids and file names
 */
export function changedKeys(
  questions: readonly string[],
  text: (key: string) => string,
  { contents, codeFile }: { contents: Pick<SubmissionView, 'answers' | 'file'>; codeFile: string | null },
): string[] {
  const changed = questions.filter((id) => text(id) !== (own(contents.answers, id) ?? ''));
  const { file } = contents;
  if (codeFile !== null && (file === null || file.name !== codeFile || file.text !== text(codeFile)))
    return [...changed, codeFile];
  return changed;
}

/** `3 answers`, `the code`, `2 answers and the code`. */
export function changedWords(changed: ReadonlySet<string>): string {
  const files = [...changed].filter((key) => key.includes('.')).length;
  const answers = changed.size - files;
  const parts = [
    ...(answers > 0 ? [answers === 1 ? '1 answer' : `${answers} answers`] : []),
    ...(files > 0 ? ['the code'] : []),
  ];
  return parts.join(' and ');
}
