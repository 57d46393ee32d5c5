/**
 * Answers as CodeMirror reads them. `markdown()` of the package would bring the languages of HTML, scripts and styles and
 * the completion of tags; HTML in an answer is text.
 */
import { commonmarkLanguage, markdownKeymap, pasteURLAsLink } from '@codemirror/lang-markdown';
import { Language } from '@codemirror/language';
import { Prec, type Extension } from '@codemirror/state';
import { keymap } from '@codemirror/view';
import { MarkdownParser } from '@lezer/markdown';
import { mathSyntax } from './mathSyntax.ts';

const { data, parser } = commonmarkLanguage;
if (!(parser instanceof MarkdownParser)) throw new Error('two copies of @lezer/markdown are installed');

export const markdownWithMath: Extension = [
  new Language(data, parser.configure(mathSyntax), [], 'markdown'),
  pasteURLAsLink,
  Prec.high(keymap.of(markdownKeymap)),
];
