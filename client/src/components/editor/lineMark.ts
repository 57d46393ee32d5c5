/** Marks the line in which something is wrong, with what it is behind it. The mark moves with its line. */
import { StateEffect, StateField, type EditorState } from '@codemirror/state';
import { Decoration, EditorView, WidgetType, type DecorationSet } from '@codemirror/view';
import { messageText } from '../../../../contract/messages.ts';

export interface LineMark {
  /** 1-based. */
  line: number;
  words: string;
}

/** Null takes the mark away. */
export const markLine = StateEffect.define<LineMark | null>();

class Words extends WidgetType {
  readonly #words: string;

  constructor(words: string) {
    super();
    this.#words = words;
  }

  override eq(other: Words): boolean {
    return other.#words === this.#words;
  }

  override toDOM(): HTMLElement {
    const note = document.createElement('span');
    note.className = 'cm-faultWords';
    // Painted and no text: what is copied from the code has nothing of it. The page says the same beside the editor.
    note.dataset['words'] = this.#words;
    note.setAttribute('aria-hidden', 'true');
    return note;
  }
}

function decorate({ doc }: EditorState, { line, words }: LineMark): DecorationSet {
  if (line < 1 || line > doc.lines) return Decoration.none;
  const { from, to } = doc.line(line);
  return Decoration.set([
    Decoration.line({ class: 'cm-faultLine' }).range(from),
    Decoration.widget({ widget: new Words(messageText(words)), side: 1 }).range(to),
  ]);
}

const field = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    let next = marks.map(transaction.changes);
    for (const effect of transaction.effects)
      if (effect.is(markLine))
        next = effect.value === null ? Decoration.none : decorate(transaction.state, effect.value);
    return next;
  },
  provide: (marks) => EditorView.decorations.from(marks),
});

const theme = EditorView.baseTheme({
  '.cm-faultLine': {
    backgroundColor: 'color-mix(in srgb, var(--danger) 12%, transparent)',
    boxShadow: 'inset 3px 0 0 var(--danger)',
  },
  '.cm-faultWords::before': {
    content: '"← " attr(data-words)',
    marginLeft: '1.5em',
    color: 'var(--danger)',
    fontFamily: 'var(--mantine-font-family)',
    fontSize: '12px',
  },
});

export const lineMarks = [field, theme];
