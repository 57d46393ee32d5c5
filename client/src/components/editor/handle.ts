import { EditorSelection } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

/** What a page may ask of an editor beside its text. Nothing happens while the editor is read-only. */
export interface EditorHandle {
  /** Puts `text` in the place of the selection, and the cursor behind it. */
  insert: (text: string) => void;
  /**
   * Puts a template behind the paragraph of the cursor or at the end of the text, with blank lines around it. `${…}` in
   * it are places to fill in, the first of which is selected.
   */
  insertBlock: (template: string, where?: 'cursor' | 'end') => void;
  focus: () => void;
  /** Puts the cursor at an offset of the text and into the middle of the view. */
  moveTo: (offset: number) => void;
  /** The element that scrolls; null before there is one. */
  scroller: () => HTMLElement | null;
  /** Distance of 1-based lines from the top of what scrolls, px; beyond the last line its end. */
  topsOf: (lines: readonly number[]) => number[];
}

/** @param view the editor of the moment; null before it is there */
export function handleOf(view: () => EditorView | null): EditorHandle {
  const edit = (act: (editor: EditorView) => void) => {
    const editor = view();
    if (editor === null || editor.state.readOnly) return;
    act(editor);
    editor.focus();
  };
  return {
    insert: (text) =>
      edit((editor) => editor.dispatch(editor.state.replaceSelection(text), { scrollIntoView: true })),
    insertBlock: (template, where = 'cursor') =>
      edit((editor) => {
        const { doc, selection } = editor.state;
        insertBlock(editor, template, where === 'end' ? doc.length : selection.main.head);
      }),
    focus: () => view()?.focus(),
    moveTo: (offset) => {
      const editor = view();
      const head = Math.min(offset, editor?.state.doc.length ?? 0);
      editor?.dispatch({
        selection: EditorSelection.cursor(head),
        effects: EditorView.scrollIntoView(head, { y: 'center' }),
      });
      editor?.focus();
    },
    scroller: () => view()?.scrollDOM ?? null,
    topsOf: (lines) => {
      const editor = view();
      if (editor === null) return lines.map(() => 0);
      const { doc } = editor.state;
      return lines.map((line) =>
        line > doc.lines
          ? editor.scrollDOM.scrollHeight
          : editor.lineBlockAt(doc.line(line).from).top + editor.documentPadding.top,
      );
    },
  };
}

function insertBlock(editor: EditorView, template: string, place: number): void {
  const { doc } = editor.state;
  let line = doc.lineAt(place);
  while (line.number < doc.lines && line.text.trim() !== '' && doc.line(line.number + 1).text.trim() !== '')
    line = doc.line(line.number + 1);
  const isEmpty = line.text.trim() === '';
  const before = doc.sliceString(0, isEmpty ? line.from : line.to);
  const after = doc.sliceString(line.to);
  const lead =
    before.trim() === '' ? '' : '\n'.repeat(Math.max(0, 2 - (/\n*$/.exec(before)?.[0].length ?? 0)));
  const tail = after.trim() === '' ? '' : '\n'.repeat(Math.max(0, 2 - (/^\n*/.exec(after)?.[0].length ?? 0)));
  const [text, from] = [lead + template + tail, isEmpty ? line.from : line.to];
  if (!text.includes('${')) {
    editor.dispatch({
      changes: { from, to: line.to, insert: text },
      selection: { anchor: from + text.length },
      scrollIntoView: true,
    });
    return;
  }
  // Its code comes with the suggestions, after the page; see `languages.ts`.
  void import('./fillIn.ts').then(
    ({ snippet }) => {
      if (editor.state.doc === doc) snippet(text)(editor, null, from, line.to);
      else insertBlock(editor, template, editor.state.selection.main.head);
    },
    () =>
      editor.dispatch({
        changes: {
          from,
          to: line.to,
          insert: text.replace(/\$\{((?:\\.|[^}\\])*)\}/g, (_, inside: string) =>
            inside.replace(/\\([{}])/g, '$1'),
          ),
        },
      }),
  );
}
