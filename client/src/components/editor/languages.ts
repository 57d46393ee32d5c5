import type { Extension } from '@codemirror/state';
import type { Language } from '../../../../grader/terms.ts';
import type { MathContext } from './latex/suggestions.ts';

export type EditorLanguage = Language | 'markdown';

const NO_MATH: MathContext = { macros: {}, texts: () => [] };

// Each is a module of ours that names what it takes: of a package that is imported as it is needed, everything comes.
const LOADERS: Record<EditorLanguage, () => Promise<Extension>> = {
  markdown: async () => (await import('./latex/markdown.ts')).markdownWithMath,
  python: async () => (await import('./code/python.ts')).python,
  javascript: async () => (await import('./code/javascript.ts')).javascriptLanguage,
  typescript: async () => (await import('./code/javascript.ts')).typescriptLanguage,
};

/** Each language is a chunk of its own; the editor can be typed in before it has come. */
export function loadLanguage(language: EditorLanguage): Promise<Extension> {
  return LOADERS[language]();
}

/** Suggestions and pairs of brackets, which nobody needs before they type. */
export async function loadTyping(language: EditorLanguage, math = NO_MATH): Promise<Extension> {
  if (language === 'markdown') return (await import('./latex/editing.ts')).texEditing(math);
  return (await import('./code/typing.ts')).codeTyping;
}
