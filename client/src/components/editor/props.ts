import type { Extension } from '@codemirror/state';
import type { Ref } from 'react';
import type { EditorHandle } from './handle.ts';
import type { EditorLanguage } from './languages.ts';
import type { SharedText } from './shared.ts';
import type { MathContext } from './latex/suggestions.ts';

export interface EditorProps {
  /** Read to people who do not see the page. */
  label: string;
  /** Id of the element with hints. In code, Tab indents only where there are some: see `TabHint`. */
  describedBy?: string;
  value?: string;
  onChange?: (value: string) => void;
  /** In place of `value`: a text that others write, too. Keep the reference while it is the same text. */
  shared?: SharedText;
  language: EditorLanguage;
  readOnly?: boolean;
  placeholder?: string;
  /** Height of an empty editor in lines. */
  minLines?: number;
  /** In Markdown: the symbols to complete. */
  math?: MathContext;
  /** A line in which something is wrong, 1-based, and what; null where nothing is. */
  mark?: { line: number; words: string } | null;
  /** More of CodeMirror; keep the reference while it is the same: a new one configures anew. */
  extensions?: Extension;
  /** Null until CodeMirror has come. */
  ref?: Ref<EditorHandle>;
}
