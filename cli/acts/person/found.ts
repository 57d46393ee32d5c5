import type { Links } from '../../../contract/invitations.ts';
import { UsageError } from '../../exit.ts';

type Invitation = Links['invitations'][number];

const wordsOf = (section: string): string => (section === '' ? 'the course' : `section ${section}`);

/** With tabs between, as a mail merge takes them. */
export const linkLines = (origin: string, { invitations, joinLinks }: Links): string[] => [
  ...invitations.map(({ name, email, token }) => [name, email, `${origin}/link#${token}`].join('\t')),
  ...joinLinks.map(({ section, token }) =>
    [`whoever has it, to ${wordsOf(section)}`, '', `${origin}/link#${token}`].join('\t'),
  ),
];

/** @throws UsageError */
export function invitationOf({ invitations }: Links, address: string): Invitation {
  const found = invitations.find(({ email }) => email === address);
  if (!found) throw new UsageError(`${address} is not invited, or has joined`);
  return found;
}
