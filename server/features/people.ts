import type { PersonName } from '../../contract/common.ts';

/** Prisma's selection of a person as others see them. */
export const PERSON_NAME = { select: { id: true, name: true } } as const;

/** The people of membership rows, by name. */
export function peopleOf(members: readonly { user: PersonName }[]): PersonName[] {
  return members
    .map(({ user }) => ({ id: user.id, name: user.name }))
    .sort((a, b) => a.name.localeCompare(b.name));
}
