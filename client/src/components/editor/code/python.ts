/** The language alone: `python()` of the package adds completions that no editor here shows. */
import { pythonLanguage } from '@codemirror/lang-python';
import { indentUnit } from '@codemirror/language';
import type { Extension } from '@codemirror/state';

export const pythonParser = pythonLanguage.parser;

export const python: Extension = [pythonLanguage, indentUnit.of('    ')];
