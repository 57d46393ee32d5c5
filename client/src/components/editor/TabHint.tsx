/** How the keyboard leaves an editor that takes Tab for itself; the editor is described by it. */
export function TabHint({ id }: { id: string }) {
  return <span id={id}>Tab indents; Esc, then Tab leaves the editor</span>;
}
