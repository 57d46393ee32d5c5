import type { Extension } from '@codemirror/state';
import type { Language } from '../../../../grader/terms.ts';
import type { MathContext } from './latex/suggestions.ts';

export type EditorLanguage = Language | 'markdown';

async function javascriptSupport(typescript: boolean): Promise<Extension> {
  const { javascript } = await import('@codemirror/lang-javascript');
  return javascript({ typescript });
}

const NO_MATH: MathContext = { macros: {}, texts: () => [] };

const LOADERS: Record<EditorLanguage, (math: MathContext) => Promise<Extension>> = {
  markdown: async (math) => {
    const [{ markdown }, { mathSyntax }, { texEditing }] = await Promise.all([
      import('@codemirror/lang-markdown'),
      import('./latex/mathSyntax.ts'),
      import('./latex/editing.ts'),
    ]);
    return [texEditing(math), markdown({ extensions: mathSyntax, completeHTMLTags: false })];
  },
  python: async () => {
    const [{ python }, { indentUnit }] = await Promise.all([
      import('@codemirror/lang-python'),
      import('@codemirror/language'),
    ]);
    return [python(), indentUnit.of('    ')];
  },
  javascript: () => javascriptSupport(false),
  typescript: () => javascriptSupport(true),
};

/** Each language is a chunk of its own; the editor can be typed in before it has come. */
export function loadLanguage(language: EditorLanguage, math = NO_MATH): Promise<Extension> {
  return LOADERS[language](math);
}
