const LISTS = new Intl.ListFormat('en', { type: 'conjunction' });

/** `Ada, Emmy, and Sofia`. */
export function listOf(names: readonly string[]): string {
  return LISTS.format(names);
}
