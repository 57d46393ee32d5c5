/** "5 · Five claimed benefits of Adam", everywhere the same. */
export function questionName({ label, title }: { label: string | null; title: string }): string {
  return label === null ? title : `${label} · ${title}`;
}
