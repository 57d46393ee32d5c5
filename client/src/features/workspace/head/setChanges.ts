/** What a new version of a set, or another due time, changes for those who are writing. Pure. */
import type { AssignmentView, PublicQuestion } from '../../../../../contract/assignments.ts';
import { questionName } from '../../../../../contract/questionName.ts';

export interface SetChange {
  what: 'due' | 'out' | 'new' | 'reworded' | 'points' | 'around';
  words: string;
  /** The question to go to; null where there is none any more. */
  question: string | null;
}

/** What a reader is asked, apart from what it is worth. */
const wording = ({ points: _, ...asked }: PublicQuestion): string => JSON.stringify(asked);

const around = ({ introduction, blocks, starter, submission }: AssignmentView): string =>
  JSON.stringify([introduction, blocks.map(({ directions }) => directions), starter, submission]);

const pointsWords = (points: number): string => `${points} ${points === 1 ? 'point' : 'points'}`;

/** In the order of the set; what is not asked any more first. */
export function setChanges(before: AssignmentView, after: AssignmentView): SetChange[] {
  const known = new Map(before.questions.map((question) => [question.id, question]));
  const left = new Set(after.questions.map(({ id }) => id));
  const out = before.questions
    .filter(({ id }) => !left.has(id))
    .map((question): SetChange => ({
      what: 'out',
      words: `${questionName(question)} is not asked any more.`,
      question: null,
    }));
  const changed = after.questions.flatMap((question): SetChange[] => {
    const { id, points } = question;
    const name = questionName(question);
    const old = known.get(id);
    if (old === undefined) return [{ what: 'new', words: `${name} is new.`, question: id }];
    return [
      ...(wording(old) === wording(question)
        ? []
        : [
            { what: 'reworded' as const, words: `${name} has another wording. Read it again.`, question: id },
          ]),
      ...(old.points === points
        ? []
        : [
            {
              what: 'points' as const,
              words: `${name} is worth ${pointsWords(points)} instead of ${old.points}.`,
              question: id,
            },
          ]),
    ];
  });
  const due: SetChange[] =
    before.dueAt === after.dueAt ? [] : [{ what: 'due', words: 'The due time has changed:', question: null }];
  const rest: SetChange[] =
    around(before) === around(after)
      ? []
      : [{ what: 'around', words: 'The text around the questions has changed.', question: null }];
  return [...due, ...out, ...changed, ...rest];
}
