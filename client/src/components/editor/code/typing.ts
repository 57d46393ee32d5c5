import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import { keymap } from '@codemirror/view';

export const codeTyping: Extension = [closeBrackets(), keymap.of(closeBracketsKeymap)];
