import type { PersonName } from '../../../../../contract/common.ts';

const LISTS = new Intl.ListFormat('en', { type: 'conjunction' });

/** `Ada, Emmy, and Sofia`. */
export function listOf(names: readonly string[]): string {
  return LISTS.format(names);
}

/** `Ada (you) and Emmy`: the people of a submission, for one of them. */
export function membersWords(members: readonly PersonName[], userId: string): string {
  return listOf(members.map(({ id, name }) => (id === userId ? `${name} (you)` : name)));
}
