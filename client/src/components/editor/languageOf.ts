import type { Language } from '../../../../grader/terms.ts';

/** By the ending of a program's file. */
export function languageOf(file: string): Language {
  if (file.endsWith('.py')) return 'python';
  return file.endsWith('.ts') ? 'typescript' : 'javascript';
}
