/** What staff read before they change who works with whom. Pure. */
import type { PersonName } from '../../../../contract/common.ts';
import type { Group } from '../../../../contract/groups.ts';
import type { GroupList } from '../../../../contract/arranging.ts';

export type Arrangement = 'together' | 'apart';

/** The groups whose members are wanted by name, and those who work alone. */
export function matching({ groups, alone }: GroupList, filter: string): Pick<GroupList, 'groups' | 'alone'> {
  const wanted = filter.trim().toLowerCase();
  const isWanted = ({ name }: PersonName) => name.toLowerCase().includes(wanted);
  return {
    groups: groups.filter(({ members }) => members.some(isWanted)),
    alone: alone.filter(isWanted),
  };
}

/** Why these people cannot be arranged so; null when they can. */
export function refusal(
  { groups, groupMax }: Pick<GroupList, 'groups' | 'groupMax'>,
  chosen: ReadonlySet<string>,
  arrangement: Arrangement,
): string | null {
  if (arrangement === 'apart')
    return groups.some(({ members }) => members.some(({ id }) => chosen.has(id)))
      ? null
      : 'They work alone already.';
  if (chosen.size < 2) return 'Choose at least two people.';
  const home = homeOf(groups, chosen);
  const members = new Set([...chosen, ...(home?.members ?? []).map(({ id }) => id)]);
  if (home !== undefined && members.size === home.members.length) return 'They are in one group already.';
  return members.size > groupMax
    ? `That would be a group of ${members.size}; here a group has at most ${groupMax} members.`
    : null;
}

/** The group that the chosen come into: the first, in the order of the page, that one of them is in. */
export function homeOf(groups: readonly Group[], chosen: ReadonlySet<string>): Group | undefined {
  return groups.find(({ members }) => members.some(({ id }) => chosen.has(id)));
}

/** The chosen in the order in which the server is to take them: those of the group that goes on first. */
export function inOrder(groups: readonly Group[], chosen: ReadonlySet<string>): string[] {
  const home = new Set(homeOf(groups, chosen)?.members.map(({ id }) => id));
  return [...chosen].toSorted((a, b) => Number(home.has(b)) - Number(home.has(a)));
}
