import type { Extension } from '@codemirror/state';
import type { Language } from '../../../../grader/core/terms.ts';

export type EditorLanguage = Language | 'markdown';

async function javascriptSupport(typescript: boolean): Promise<Extension> {
  const { javascript } = await import('@codemirror/lang-javascript');
  return javascript({ typescript });
}

const LOADERS: Record<EditorLanguage, () => Promise<Extension>> = {
  markdown: async () => {
    const [{ markdown }, { mathSyntax }] = await Promise.all([
      import('@codemirror/lang-markdown'),
      import('./mathSyntax.ts'),
    ]);
    return markdown({ extensions: mathSyntax });
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
export function loadLanguage(language: EditorLanguage): Promise<Extension> {
  return LOADERS[language]();
}
