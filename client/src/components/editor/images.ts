import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

/**
 * Files pasted into or dropped on an editor; a drop puts the cursor to its place first.
 *
 * @param accepts whether a file is for this; others are left to CodeMirror, which inserts text files
 */
export function fileInput(accepts: (file: File) => boolean, onFiles: (files: File[]) => void): Extension {
  const accepted = (data: DataTransfer | null, view: EditorView): File[] =>
    view.state.readOnly ? [] : Array.from(data?.files ?? []).filter(accepts);
  return EditorView.domEventHandlers({
    paste: ({ clipboardData }, view) => {
      const files = accepted(clipboardData, view);
      // Office programs offer a picture of the text beside the text.
      if (files.length === 0 || clipboardData?.getData('text/plain')) return false;
      onFiles(files);
      return true;
    },
    drop: ({ dataTransfer, clientX, clientY }, view) => {
      const files = accepted(dataTransfer, view);
      if (files.length === 0) return false;
      const position = view.posAtCoords({ x: clientX, y: clientY });
      if (position !== null) view.dispatch({ selection: { anchor: position } });
      onFiles(files);
      return true;
    },
  });
}
