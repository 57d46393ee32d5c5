import { operations } from '../../contract/index.ts';
import type { Group } from '../../contract/groups.ts';
import type { Client } from './client.ts';

interface Place {
  course: string;
  assignment: string;
}

/** One invites the others, and each accepts. @returns the group */
export async function joinUp(
  params: Place,
  first: Client,
  others: readonly Client[],
  bring = false,
): Promise<Group> {
  for (const other of others) {
    const { user } = await other.refresh();
    await first.call(operations.inviteToMyGroup, { params, body: { userId: user?.id ?? '' } });
    await accept(params, other, bring);
  }
  const { group } = await first.call(operations.getMyGroup, { params });
  if (!group) throw new Error('there is no group');
  return group;
}

/** Accepts the last invitation. */
export async function accept(params: Place, client: Client, bring = false): Promise<void> {
  const { invitations } = await client.call(operations.getMyGroup, { params });
  const invitationId = invitations.at(-1)?.id ?? '';
  await client.call(operations.acceptInvitation, { params: { ...params, invitationId }, body: { bring } });
}

/** The texts of the person's document that are not empty, by key. */
export async function textsOf(params: Place, client: Client): Promise<Record<string, string>> {
  const { texts } = await client.call(operations.getDocument, { params });
  return Object.fromEntries(texts.flatMap(({ key, text }) => (text === '' ? [] : [[key, text]])));
}
