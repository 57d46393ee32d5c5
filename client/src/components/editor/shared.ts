/** An editor whose text others write, too: bound to a `Y.Text`, with the cursors and names of the others. */
import { EditorState, RangeSet, StateEffect, type Extension, type Range } from '@codemirror/state';
import {
  Decoration,
  EditorView,
  keymap,
  ViewPlugin,
  WidgetType,
  type DecorationSet,
  type ViewUpdate,
} from '@codemirror/view';
import { yCollab, yUndoManagerKeymap } from 'y-codemirror.next';
import * as Y from 'yjs';

export interface RemoteCursor {
  client: number;
  name: string;
  /** One of the colours for people. */
  tone: number;
  away: boolean;
  /** Yjs relative positions, as JSON. */
  anchor: unknown;
  head: unknown;
}

export interface SharedText {
  text: Y.Text;
  undo: Y.UndoManager;
  /** Those in this text. */
  cursors: () => RemoteCursor[];
  subscribe: (listener: () => void) => () => void;
  /** Told where the writer is; null when they leave the text. */
  onCursor: (cursor: { anchor: unknown; head: unknown } | null) => void;
}

const NAME_MS = 2_000;
const cursorsMoved = StateEffect.define<null>();

class Caret extends WidgetType {
  readonly #cursor: RemoteCursor;
  /** Beside the text of the first line a name has no room above. */
  readonly #below: boolean;
  readonly #named: boolean;

  constructor(cursor: RemoteCursor, below: boolean, named: boolean) {
    super();
    this.#cursor = cursor;
    this.#below = below;
    this.#named = named;
  }

  override eq(other: Caret): boolean {
    return (
      other.#cursor.client === this.#cursor.client &&
      other.#cursor.name === this.#cursor.name &&
      other.#cursor.tone === this.#cursor.tone &&
      other.#cursor.away === this.#cursor.away &&
      other.#below === this.#below &&
      other.#named === this.#named
    );
  }

  override toDOM(): HTMLElement {
    const caret = document.createElement('span');
    caret.className = 'cm-remoteCaret';
    caret.setAttribute('aria-hidden', 'true');
    this.#mark(caret);
    const name = document.createElement('span');
    name.className = 'cm-remoteName';
    name.dir = 'auto';
    // Painted and no text: what is copied or read from the answer has no names in it.
    name.dataset['name'] = this.#cursor.name;
    caret.append(name);
    return caret;
  }

  /** Keeps the element, so that the name fades. */
  override updateDOM(caret: HTMLElement): boolean {
    if (caret.dataset['client'] !== String(this.#cursor.client)) return false;
    this.#mark(caret);
    return true;
  }

  override ignoreEvent(): boolean {
    return true;
  }

  #mark({ dataset }: HTMLElement): void {
    dataset['client'] = String(this.#cursor.client);
    dataset['tone'] = String(this.#cursor.tone);
    dataset['away'] = String(this.#cursor.away);
    dataset['below'] = String(this.#below);
    dataset['named'] = String(this.#named);
  }
}

function remoteCursors(shared: SharedText): Extension {
  const placeOf = (position: unknown, length: number): number | null => {
    if (shared.text.doc === null || position === null || typeof position !== 'object') return null;
    const found = Y.createAbsolutePositionFromRelativePosition(
      Y.createRelativePositionFromJSON(position),
      shared.text.doc,
    );
    return found === null || found.type !== shared.text ? null : Math.min(found.index, length);
  };
  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet = RangeSet.empty;
      readonly #seen = new Map<number, { place: string; at: number }>();
      readonly #stop: () => void;
      #timer: ReturnType<typeof setTimeout> | undefined;
      #cursor = 'null';

      constructor(view: EditorView) {
        this.decorations = this.#decorate(view);
        this.#stop = shared.subscribe(() => view.dispatch({ effects: cursorsMoved.of(null) }));
      }

      update(update: ViewUpdate): void {
        const moved = update.transactions.some(({ effects }) =>
          effects.some((each) => each.is(cursorsMoved)),
        );
        if (moved || update.docChanged) this.decorations = this.#decorate(update.view);
        if (update.selectionSet || update.focusChanged || update.docChanged) this.#tell(update.view);
      }

      destroy(): void {
        this.#stop();
        clearTimeout(this.#timer);
        if (this.#cursor !== 'null') shared.onCursor(null);
      }

      #tell({ hasFocus, state }: EditorView): void {
        const { anchor, head } = state.selection.main;
        const length = shared.text.length;
        const cursor = hasFocus
          ? {
              anchor: Y.relativePositionToJSON(
                Y.createRelativePositionFromTypeIndex(shared.text, Math.min(anchor, length)),
              ) as unknown,
              head: Y.relativePositionToJSON(
                Y.createRelativePositionFromTypeIndex(shared.text, Math.min(head, length)),
              ) as unknown,
            }
          : null;
        const told = JSON.stringify(cursor);
        if (told === this.#cursor) return;
        this.#cursor = told;
        shared.onCursor(cursor);
      }

      #decorate(view: EditorView): DecorationSet {
        const { doc } = view.state;
        const now = performance.now();
        const ranges: Range<Decoration>[] = [];
        clearTimeout(this.#timer);
        let isNamed = false;
        for (const cursor of shared.cursors()) {
          const anchor = placeOf(cursor.anchor, doc.length);
          const head = placeOf(cursor.head, doc.length);
          if (anchor === null || head === null) continue;
          const place = JSON.stringify([cursor.anchor, cursor.head]);
          let seen = this.#seen.get(cursor.client);
          if (seen?.place !== place) this.#seen.set(cursor.client, (seen = { place, at: now }));
          const named = now - seen.at < NAME_MS && !cursor.away;
          isNamed ||= named;
          if (anchor !== head)
            ranges.push(
              Decoration.mark({
                class: 'cm-remoteSelection',
                attributes: { 'data-tone': String(cursor.tone) },
              }).range(Math.min(anchor, head), Math.max(anchor, head)),
            );
          ranges.push(
            Decoration.widget({
              widget: new Caret(cursor, doc.lineAt(head).number === 1, named),
              side: head < anchor ? -1 : 1,
            }).range(head),
          );
        }
        if (isNamed)
          this.#timer = setTimeout(() => view.dispatch({ effects: cursorsMoved.of(null) }), NAME_MS);
        return Decoration.set(ranges, true);
      }
    },
    { decorations: (plugin) => plugin.decorations },
  );
}

const PRESENCE_TONES = [1, 2, 3, 4, 5, 6];

const theme = EditorView.baseTheme({
  '.cm-remoteCaret': {
    position: 'relative',
    display: 'inline-block',
    width: '0',
    height: '1.2em',
    verticalAlign: 'text-bottom',
    borderLeft: '2px solid var(--tone)',
    marginLeft: '-1px',
    marginRight: '-1px',
    pointerEvents: 'none',
  },
  '.cm-remoteCaret[data-away=true]': { opacity: '0.45' },
  '.cm-remoteName': {
    position: 'absolute',
    bottom: '100%',
    left: '-2px',
    zIndex: '2',
    padding: '0 5px',
    borderRadius: '3px 3px 3px 0',
    backgroundColor: 'var(--tone)',
    color: 'var(--surface)',
    fontFamily: 'var(--mantine-font-family)',
    fontSize: '11px',
    fontWeight: '600',
    lineHeight: '15px',
    whiteSpace: 'nowrap',
    opacity: '0',
    transition: 'opacity 120ms',
  },
  '.cm-remoteName::after': { content: 'attr(data-name)' },
  '.cm-remoteCaret[data-below=true] > .cm-remoteName': {
    bottom: 'auto',
    top: '100%',
    borderRadius: '0 3px 3px 3px',
  },
  '.cm-remoteCaret[data-named=true] > .cm-remoteName': { opacity: '1' },
  '.cm-remoteSelection': { backgroundColor: 'color-mix(in srgb, var(--tone) 18%, transparent)' },
  ...Object.fromEntries(
    PRESENCE_TONES.map((tone) => [`[data-tone="${tone}"]`, { '--tone': `var(--person-${tone})` }]),
  ),
});

/** In place of CodeMirror's own history: undoing takes back one's own edits only, wherever they came from. */
export function sharedText(shared: SharedText): Extension {
  return [
    keymap.of(yUndoManagerKeymap),
    yCollab(shared.text, null, { undoManager: shared.undo }),
    remoteCursors(shared),
    theme,
    // Line ends are CodeMirror's own business; a NUL, which no draft may hold, comes with a paste.
    EditorState.transactionFilter.of((transaction) => {
      if (!transaction.docChanged || !transaction.isUserEvent('input')) return transaction;
      let hasNul = false;
      transaction.changes.iterChanges((_from, _to, _fromB, _toB, inserted) => {
        hasNul ||= inserted.toString().includes('\0');
      });
      if (!hasNul) return transaction;
      const { from, to } = transaction.startState.selection.main;
      let insert = '';
      transaction.changes.iterChanges((_from, _to, _fromB, _toB, inserted) => {
        insert += inserted.toString().replaceAll('\0', '');
      });
      return [{ changes: { from, to, insert }, selection: { anchor: from + insert.length } }];
    }),
  ];
}
