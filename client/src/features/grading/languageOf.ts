import type { EditorLanguage } from '../../components/editor/languages.ts';

export function languageOf(file: string): EditorLanguage {
  if (file.endsWith('.py')) return 'python';
  return file.endsWith('.ts') ? 'typescript' : 'javascript';
}
