/** Writing formulas in CodeMirror: completion, pairs, and what Tab does in a template. */
import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  hasNextSnippetField,
  hasPrevSnippetField,
  insertCompletionText,
  snippet,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import { EditorState, Prec, type Extension } from '@codemirror/state';
import { EditorView, keymap, showPanel, type Command, type Panel } from '@codemirror/view';
import { editForBackspace, editForEnter, editForTyping, type Edit } from './brackets.ts';
import { readable } from './pasted.ts';
import { suggestionsAt, type MathContext, type Suggestion } from './suggestions.ts';

function completionOf({ label, detail, insert }: Suggestion): Completion {
  return {
    label,
    detail,
    apply: (view, completion, from, to) => {
      // What closeBrackets put behind the cursor is in the suggestion too.
      const open = view.state.sliceDoc(from, to).split('{').length - 1;
      const behind = view.state.sliceDoc(to, to + 1);
      const end = open > 0 && behind === '}' ? to + 1 : to;
      if (insert.includes('${')) snippet(insert)(view, completion, from, end);
      else view.dispatch(insertCompletionText(view.state, insert, from, end));
    },
  };
}

function completeFrom(math: MathContext) {
  return ({ state, pos, explicit }: CompletionContext): CompletionResult | null => {
    const found = suggestionsAt(state.doc.toString(), pos, math, explicit);
    return found && { from: found.from, options: found.list.map(completionOf), filter: false };
  };
}

function apply(view: EditorView, { from, to, insert, anchor, head }: Edit, userEvent: string): true {
  view.dispatch({
    changes: { from, to, insert },
    selection: { anchor, head },
    scrollIntoView: true,
    userEvent,
  });
  return true;
}

const typing = EditorView.inputHandler.of((view, from, to, typed) => {
  const { main, ranges } = view.state.selection;
  const isPlain = ranges.length === 1 && from === main.from && to === main.to && !view.composing;
  if (!isPlain || typed.length !== 1 || view.state.readOnly) return false;
  const edit = editForTyping(view.state.doc.toString(), { from, to }, typed);
  return edit !== null && apply(view, edit, 'input.type');
});

function commandOf(editFor: (text: string, at: number) => Edit | null, userEvent: string): Command {
  return (view) => {
    const { main, ranges } = view.state.selection;
    if (ranges.length > 1 || !main.empty || view.state.readOnly) return false;
    const edit = editFor(view.state.doc.toString(), main.head);
    return edit !== null && apply(view, edit, userEvent);
  };
}

function tabHint(): Panel {
  const dom = document.createElement('div');
  dom.className = 'cm-tab-hint';
  dom.setAttribute('role', 'status');
  dom.textContent = 'Tab: next blank · Esc, then Tab leaves';
  return { dom };
}

/** Tab is bound while a template has blanks, and only then; the page says so. */
const templateHint = showPanel.compute(['selection', 'doc'], (state) =>
  hasNextSnippetField(state) || hasPrevSnippetField(state) ? tabHint : null,
);

/** @param math what the sheet knows about its symbols */
export function texEditing(math: MathContext): Extension {
  return [
    autocompletion({
      override: [completeFrom(math)],
      icons: false,
      defaultKeymap: false,
      activateOnTypingDelay: 50,
      // A page of them at a time: a list that scrolls would have to take the focus.
      maxRenderedOptions: 8,
    }),
    Prec.high(keymap.of(completionKeymap)),
    typing,
    EditorView.clipboardInputFilter.of(readable),
    EditorState.languageData.of(() => [
      { closeBrackets: { brackets: ['(', '[', '{'], before: ')]}:;>$\\,.&' } },
    ]),
    closeBrackets(),
    keymap.of([
      { key: 'Enter', run: commandOf(editForEnter, 'input') },
      { key: 'Backspace', run: commandOf(editForBackspace, 'delete.backward') },
      ...closeBracketsKeymap,
    ]),
    templateHint,
  ];
}
