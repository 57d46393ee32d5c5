import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { bracketMatching, indentOnInput } from '@codemirror/language';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import { EditorView, keymap, lineNumbers, placeholder as placeholderOf } from '@codemirror/view';
import { useEffect, useEffectEvent, useImperativeHandle, useRef } from 'react';
import { smallestChange } from './change.ts';
import type { EditorProps } from './props.ts';
import { handleOf } from './handle.ts';
import { loadLanguage } from './languages.ts';
import { look } from './look.ts';

/** px of the page's lower edge that its action bar may hide. */
const ACTION_BAR_HEIGHT = 64;

function extensionsFor({
  language,
  readOnly,
  label,
  describedBy,
  placeholder,
  minLines,
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
    history(),
    bracketMatching(),
    code ? [lineNumbers(), indentOnInput(), closeBrackets()] : EditorView.lineWrapping,
    keymap.of([
      ...(code ? [indentWithTab, ...closeBracketsKeymap] : []),
      ...historyKeymap,
      // Mod+Enter belongs to the page.
      ...defaultKeymap.filter(({ key }) => key !== 'Mod-Enter'),
    ]),
    EditorView.contentAttributes.of(attributes),
    EditorView.scrollMargins.of(() => ({ bottom: ACTION_BAR_HEIGHT })),
    EditorView.theme({ '.cm-content': { minHeight: `${(minLines ?? 8) * 21 + 20}px` } }),
    placeholder === undefined ? [] : placeholderOf(placeholder),
    readOnly === true ? EditorState.readOnly.of(true) : [],
  ];
}

/** CodeMirror as a controlled field: `value` in, `onChange` out. */
export default function CodeMirrorEditor({ ref, ...props }: EditorProps) {
  const { value, language, readOnly, extensions: given } = props;
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const grammar = useRef(new Compartment());
  const more = useRef(new Compartment());
  useImperativeHandle(ref, () => handleOf(() => view.current), []);
  const changed = useEffectEvent((text: string) => props.onChange?.(text));
  const extensions = useEffectEvent(() => [
    grammar.current.of([]),
    more.current.of(props.extensions ?? []),
    extensionsFor(props),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) changed(update.state.doc.toString());
    }),
  ]);
  const initial = useEffectEvent(() => value);
  const math = useEffectEvent(() => props.math);
  useEffect(() => {
    if (host.current === null) return;
    const created = new EditorView({ parent: host.current, doc: initial(), extensions: extensions() });
    view.current = created;
    return () => {
      created.destroy();
      view.current = null;
    };
  }, [language, readOnly]);
  useEffect(() => {
    let current = true;
    void loadLanguage(language, math()).then((extension) => {
      if (current) view.current?.dispatch({ effects: grammar.current.reconfigure(extension) });
    });
    return () => {
      current = false;
    };
  }, [language, readOnly]);
  useEffect(() => {
    view.current?.dispatch({ effects: more.current.reconfigure(given ?? []) });
  }, [given]);
  useEffect(() => {
    const editor = view.current;
    if (editor === null) return;
    const change = smallestChange(editor.state.doc.toString(), value);
    if (change !== null) editor.dispatch({ changes: change });
  }, [value]);
  return <div ref={host} />;
}
