import type { Tx } from '../../database/prisma.ts';
import { loadDueTimes } from '../../middleware/dueTimes.ts';
import type { SetWithDates } from '../../middleware/dueTimes.ts';
import { heldBackIn } from '../policies/heldBack.ts';
import { countingByStudent } from './scoreChanges.ts';

/** Of each student the questions about which something is said and no grade is given: about a passage, or beside it. */
export async function saidTo(tx: Tx, assignmentId: string): Promise<Map<string, Set<string>>> {
  const answer = {
    select: { questionId: true, submission: { select: { members: { select: { userId: true } } } } },
  } as const;
  const of = { submission: { group: { assignmentId } } };
  const [passages, beside] = await Promise.all([
    tx.inlineComment.findMany({
      where: { answer: of },
      select: { answer, events: { orderBy: { number: 'desc' }, take: 1, select: { act: true } } },
    }),
    tx.gradeDecision.findMany({
      where: { answer: of, kind: 'comment', supersededBy: null, comment: { not: '' } },
      select: { answer },
    }),
  ]);
  const said = new Map<string, Set<string>>();
  const there = passages.filter(({ events: [last] }) => last?.act !== 'removed');
  for (const { answer } of [...there, ...beside])
    for (const { userId } of answer.submission.members)
      said.set(userId, (said.get(userId) ?? new Set()).add(answer.questionId));
  return said;
}

/**
 * What each student reads of their own once the grades of a set are out for them: the titles of the questions that are graded, that
 * tests under way grade by themselves, or about which something is said; none where that is all that is not held back. Whoever would read
 * nothing is not here: they are told of each grade and comment when it is given, see `tellOfChangedGrades.ts`.
 */
export async function gradesToRead(tx: Tx, set: SetWithDates, now: Date): Promise<Map<string, string[]>> {
  const dueTimes = await loadDueTimes(tx, [set], []);
  const heldBack = heldBackIn({ policy: dueTimes.policyOf(set) }, now);
  const students = [...(await countingByStudent(tx, set.id))];
  const said = await saidTo(tx, set.id);
  return new Map(
    students.flatMap(([userId, { scores }]): [string, string[]][] => {
      const shown = scores.filter(({ question }) => !heldBack.includes(question.id));
      const isSaid = ({ id }: { id: string }) => said.get(userId)?.has(id) === true;
      const graded = shown.filter(
        ({ score, state, question }) => score !== null || state === 'grading' || isSaid(question),
      );
      if (graded.length === 0) return [];
      return [[userId, graded.length === shown.length ? [] : graded.map(({ question }) => question.title)]];
    }),
  );
}
