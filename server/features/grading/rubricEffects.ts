/** What a preview of a change of a rubric says, and by which token it is confirmed. */
import { createHash } from 'node:crypto';
import type { RubricEffect, RubricEffects } from '../../../contract/grading.ts';
import type { Tx } from '../../database/prisma.ts';
import { PERSON_NAME } from '../people.ts';
import type { ScoreChange } from './scoreChanges.ts';

export async function presentEffects(
  tx: Tx,
  changes: readonly ScoreChange[],
  released: boolean,
): Promise<RubricEffects> {
  const users = await tx.user.findMany({
    where: { id: { in: changes.map(({ userId }) => userId) } },
    ...PERSON_NAME,
  });
  const named = new Map<string, RubricEffect>();
  for (const { userId, ...change } of changes) {
    const key = JSON.stringify([change.submissionId, change.question?.id, change.before, change.after, change.counts]); // prettier-ignore
    const same = named.get(key) ?? { ...change, members: [], released };
    const members = [...same.members, ...users.filter(({ id }) => id === userId)];
    named.set(key, { ...same, members: members.sort((a, b) => a.name.localeCompare(b.name)) });
  }
  const facts = changes
    .map((each) => [each.submissionId, each.userId, each.question?.id ?? '', each.before, each.after])
    .sort();
  const token = createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 32);
  return { changes: [...named.values()], token };
}
