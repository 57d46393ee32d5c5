/** What people call a question: by the label that its author gave it, which is never renumbered, and never by its place. */

interface Named {
  label?: string | null | undefined;
  title: string;
}

/** "5 · Five claimed benefits of Adam", everywhere the same. */
export function questionName({ label, title }: Named): string {
  return label ? `${label} · ${title}` : title;
}

/** In a browser's tab, which has room for little: "5 Five claimed benefits of Adam". */
export function questionTab({ label, title }: Named): string {
  return label ? `${label} ${title}` : title;
}

/** In a sentence: "question 5", or its title. */
export function questionWords({ label, title }: Named): string {
  return label ? `question ${label}` : title;
}
