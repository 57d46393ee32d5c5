import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { bracketMatching, indentOnInput } from '@codemirror/language';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import { EditorView, keymap, lineNumbers, placeholder as placeholderOf } from '@codemirror/view';
import { useEffect, useEffectEvent, useImperativeHandle, useRef } from 'react';
import { smallestChange } from './change.ts';
import type { EditorProps } from './props.ts';
import { handleOf } from './handle.ts';
import { loadLanguage, loadTyping } from './languages.ts';
import { lineMarks, markLine } from './lineMark.ts';
import { look } from './look.ts';
import { sharedText } from './shared.ts';

/** px of the page's lower edge that its action bar hides. */
const hiddenBelow = (): number => parseFloat(getComputedStyle(document.documentElement).scrollPaddingBottom);
/** What typing needs comes when somebody is about to type, or then: the network may be gone later. */
const TYPING_AFTER_MS = 1_000;

function extensionsFor({
  language,
  readOnly,
  label,
  describedBy,
  placeholder,
  minLines,
  shared,
}: EditorProps): Extension {
  const code = language !== 'markdown';
  const attributes: Record<string, string> = {
    tabindex: '0',
    'aria-label': label,
    spellcheck: code ? 'false' : 'true',
  };
  if (describedBy !== undefined) attributes['aria-describedby'] = describedBy;
  return [
    look,
    lineMarks,
    shared === undefined ? [history(), keymap.of(historyKeymap)] : sharedText(shared),
    bracketMatching(),
    code ? [lineNumbers(), indentOnInput()] : EditorView.lineWrapping,
    keymap.of([
      // Who is not told how to leave goes on by Tab.
      ...(code && describedBy !== undefined ? [indentWithTab] : []),
      // Mod+Enter belongs to the page.
      ...defaultKeymap.filter(({ key }) => key !== 'Mod-Enter'),
    ]),
    EditorView.contentAttributes.of(attributes),
    EditorView.scrollMargins.of(() => ({ bottom: hiddenBelow() })),
    EditorView.theme({ '.cm-content': { minHeight: `${(minLines ?? 8) * 21 + 20}px` } }),
    placeholder === undefined ? [] : placeholderOf(placeholder),
    readOnly === true ? EditorState.readOnly.of(true) : [],
  ];
}

/** CodeMirror as a controlled field, `value` in and `onChange` out, or bound to a text that others write, too. */
export default function CodeMirrorEditor({ ref, ...props }: EditorProps) {
  const { value = '', language, readOnly, shared, extensions: given, mark } = props;
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const grammar = useRef(new Compartment());
  const typing = useRef(new Compartment());
  const more = useRef(new Compartment());
  useImperativeHandle(ref, () => handleOf(() => view.current), []);
  const changed = useEffectEvent((state: EditorState) => props.onChange?.(state.doc.toString()));
  const extensions = useEffectEvent(() => [
    typing.current.of([]),
    grammar.current.of([]),
    more.current.of(props.extensions ?? []),
    extensionsFor(props),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) changed(update.state);
    }),
  ]);
  const initial = useEffectEvent(() => (shared === undefined ? value : shared.text.toString()));
  const math = useEffectEvent(() => props.math);
  // Whoever writes while the text becomes another one, since the group has changed, goes on where they were.
  const caret = useRef<number | null>(null);
  useEffect(() => {
    if (host.current === null) return;
    const created = new EditorView({ parent: host.current, doc: initial(), extensions: extensions() });
    view.current = created;
    if (caret.current !== null) {
      created.dispatch({ selection: { anchor: Math.min(caret.current, created.state.doc.length) } });
      created.focus();
    }
    return () => {
      caret.current = created.hasFocus ? created.state.selection.main.head : null;
      created.destroy();
      view.current = null;
    };
  }, [language, readOnly, shared]);
  useEffect(() => {
    let current = true;
    void loadLanguage(language).then((extension) => {
      if (current) view.current?.dispatch({ effects: grammar.current.reconfigure(extension) });
    });
    return () => {
      current = false;
    };
  }, [language, readOnly, shared]);
  useEffect(() => {
    const content = view.current?.contentDOM;
    if (content === undefined || readOnly === true) return;
    let current = true;
    const come = () =>
      void loadTyping(language, math()).then(
        (extension) => {
          if (current) view.current?.dispatch({ effects: typing.current.reconfigure(extension) });
        },
        // Without a network one types without suggestions.
        () => undefined,
      );
    const timer = setTimeout(come, TYPING_AFTER_MS);
    const soon = () => {
      clearTimeout(timer);
      come();
    };
    content.addEventListener('focus', soon, { once: true });
    return () => {
      current = false;
      clearTimeout(timer);
      content.removeEventListener('focus', soon);
    };
  }, [language, readOnly, shared]);
  useEffect(() => {
    view.current?.dispatch({ effects: more.current.reconfigure(given ?? []) });
  }, [given]);
  useEffect(() => {
    view.current?.dispatch({ effects: markLine.of(mark ?? null) });
  }, [mark, language, readOnly, shared]);
  useEffect(() => {
    const editor = view.current;
    if (editor === null || shared !== undefined) return;
    const change = smallestChange(editor.state.doc.toString(), value);
    if (change !== null) editor.dispatch({ changes: change });
  }, [value, shared]);
  return <div ref={host} />;
}
