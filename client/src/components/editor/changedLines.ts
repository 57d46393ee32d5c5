/** Marks in the margin where a text differs from what was handed in. A chunk of its own: few texts need it. */
import { Chunk } from '@codemirror/merge';
import { StateEffect, Text, type Extension, type Range } from '@codemirror/state';
import { Decoration, EditorView, ViewPlugin, type DecorationSet, type ViewUpdate } from '@codemirror/view';

/** Compared in a pause; until then the marks move with their lines, which costs a key nothing. */
const PAUSE_MS = 300;
/** Beyond it the difference is found more coarsely, so that a long text keeps nobody waiting. */
const LIMITS = { scanLimit: 500, timeout: 30 };

export type LineChange =
  /** The line is new or other than before. */
  | 'changed'
  /** Lines that stood before it, or after the last, are gone. */
  | 'removed-before'
  | 'removed-after';

/** What is marked, by 1-based line of `after`. */
export function lineChanges(before: Text, after: Text): Map<number, LineChange> {
  const changes = new Map<number, LineChange>();
  const ended = withLineEnd(after);
  for (const { fromB, toB, endB } of Chunk.build(withLineEnd(before), ended, LIMITS)) {
    const first = ended.lineAt(fromB).number;
    if (fromB === toB) {
      const isEnd = first > after.lines;
      changes.set(isEnd ? after.lines : first, isEnd ? 'removed-after' : 'removed-before');
      continue;
    }
    const last = Math.min(after.lines, ended.lineAt(endB).number);
    for (let line = first; line <= last; line += 1) changes.set(line, 'changed');
  }
  return changes;
}

/** So that the last line is not another one because lines came after it. */
const withLineEnd = (text: Text): Text => text.append(Text.of(['', '']));

const compared = StateEffect.define<null>();

function marksOf(before: Text, after: Text): DecorationSet {
  const marks: Range<Decoration>[] = [...lineChanges(before, after)].map(([line, change]) =>
    Decoration.line({ class: 'cm-changedLine', attributes: { 'data-change': change } }).range(
      after.line(line).from,
    ),
  );
  return Decoration.set(marks, true);
}

const theme = EditorView.baseTheme({
  '.cm-changedLine': { position: 'relative' },
  // Painted and no text: what is copied from the answer has nothing of it.
  '.cm-changedLine::before': {
    content: '""',
    position: 'absolute',
    left: '0',
    top: '0',
    bottom: '0',
    width: '3px',
    backgroundColor: 'var(--warning)',
    pointerEvents: 'none',
  },
  '.cm-changedLine[data-change^=removed]::before': {
    bottom: 'auto',
    width: '0',
    backgroundColor: 'transparent',
    border: '4px solid transparent',
    borderLeftColor: 'var(--warning)',
    marginTop: '-4px',
  },
  '.cm-changedLine[data-change=removed-after]::before': { top: '100%' },
});

/** @param original the text as it was handed in */
export function changedLines(original: string): Extension {
  const before = Text.of(original.split('\n'));
  const plugin = ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;
      #timer: ReturnType<typeof setTimeout> | undefined;

      constructor({ state }: EditorView) {
        this.decorations = marksOf(before, state.doc);
      }

      update({ docChanged, changes, transactions, view }: ViewUpdate): void {
        if (transactions.some(({ effects }) => effects.some((effect) => effect.is(compared))))
          this.decorations = marksOf(before, view.state.doc);
        else if (docChanged) {
          this.decorations = this.decorations.map(changes);
          clearTimeout(this.#timer);
          this.#timer = setTimeout(() => view.dispatch({ effects: compared.of(null) }), PAUSE_MS);
        }
      }

      destroy(): void {
        clearTimeout(this.#timer);
      }
    },
    { decorations: ({ decorations }) => decorations },
  );
  return [plugin, theme];
}
