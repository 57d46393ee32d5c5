import { randomUUID } from 'node:crypto';
import type { AssignmentDefinition } from '../../../contract/assignment.ts';
import type { Tx } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import { keysOf } from './keys.ts';
import { append, changeTexts, openLocked } from './log.ts';

/** Whose edit, in which document. */
export interface Editing {
  groupId: string;
  userId: string;
  definition: AssignmentDefinition;
  now: Date;
}

/**
 * An edit by the server in the name of a person, which makes texts what they are to be.
 *
 * @returns number of the last update then
 * @throws ApiError too_large where the person wrote as much as the document holds of them
 */
export async function editTexts(
  tx: Tx,
  { groupId, userId, definition, now }: Editing,
  wanted: ReadonlyMap<string, string>,
): Promise<number> {
  const locked = await openLocked(tx, { groupId, definition, now });
  const { update } = await changeTexts(tx, { groupId, userId }, wanted);
  if (!update) return locked.seq;
  const writer = { groupId, userId, keys: new Set(keysOf(definition)), now };
  const {
    answers: [answer],
  } = await append(tx, writer, [{ key: randomUUID(), data: update }], locked);
  if (!answer?.ok) throw new ApiError('too_large', answer?.message ?? 'The edit was refused.');
  return answer.seq;
}
