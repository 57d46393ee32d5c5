import { createHash } from 'node:crypto';
import type { AnswerGroupView } from '../../../contract/answerGroups.ts';
import type { AnswerToGroup } from './answersToGroup.ts';
import type { GatheredGroup } from './gatherAnswers.ts';

interface Arranged extends Pick<AnswerGroupView, 'name' | 'by'> {
  /** Null for a group that the gatherer made. */
  id: string | null;
  answers: AnswerToGroup[];
  /** What the gatherer made of them. */
  gathered: GatheredGroup[];
}

/**
 * Groups of people as they are, and of the gatherer's what is left of them; largest first, empty answers last. Pure.
 *
 * @param gathered every answer in exactly one
 */
export function arrangeGroups(
  answers: readonly AnswerToGroup[],
  gathered: readonly GatheredGroup[],
): AnswerGroupView[] {
  return arrange(answers, gathered)
    .map((group): AnswerGroupView => ({
      id: group.id ?? hashOf(group.answers),
      name: group.name,
      by: group.by,
      answers: group.answers.map(({ view }) => view),
      suggestedItemId: only(group.gathered.map(({ suggestedItemId }) => suggestedItemId)),
    }))
    .sort(
      (a, b) =>
        Number(a.by === 'empty') - Number(b.by === 'empty') ||
        b.answers.length - a.answers.length ||
        a.name.localeCompare(b.name),
    );
}

function arrange(answers: readonly AnswerToGroup[], gathered: readonly GatheredGroup[]): Arranged[] {
  const gatheredOf = new Map(gathered.flatMap((group) => group.members.map((id) => [id, group])));
  const groups = new Map<string, Arranged>();
  for (const answer of answers) {
    const automatic = gatheredOf.get(answer.id);
    if (!automatic) throw new Error(`answer ${answer.id} was not gathered`);
    const { own } = answer;
    const key = own?.id ?? automatic.key;
    const group = groups.get(key) ?? {
      id: own?.id ?? null,
      name: own?.name ?? automatic.name,
      by: own ? 'person' : automatic.by,
      answers: [],
      gathered: [],
    };
    group.answers.push(answer);
    group.gathered.push(automatic);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function only<T>(values: readonly T[]): T | null {
  return new Set(values).size === 1 ? values[0]! : null;
}

function hashOf(answers: readonly AnswerToGroup[]): string {
  const ids = answers.map(({ id }) => id).sort();
  return createHash('sha256').update(ids.join(' ')).digest('hex').slice(0, 32);
}
