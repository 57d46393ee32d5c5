import type { GroupedAnswer } from '../../../contract/answerGroups.ts';
import type { Prisma } from '../../../prisma/generated/client.ts';
import type { Db } from '../../database/prisma.ts';
import { shuffleFor } from '../grading/order.ts';
import { presentGrade } from '../grading/decisions.ts';
import { GRADED_ANSWER } from '../grading/present.ts';
import { definitionsOf, submissionsThatCount } from '../grading/submissionsThatCount.ts';
import { NAMED_IMAGES, presentImage } from '../images/present.ts';
import { PERSON_NAME, peopleOf } from '../people.ts';

export interface AnswerToGroup {
  /** Of the row of `answers`. */
  id: string;
  view: GroupedAnswer;
  /** The group that a person put it into. */
  own: { id: string; name: string } | null;
}

const SELECT = {
  id: true,
  groupId: true,
  versionId: true,
  members: { select: { user: PERSON_NAME } },
  images: NAMED_IMAGES,
} as const satisfies Prisma.SubmissionSelect;

const ANSWER = {
  ...GRADED_ANSWER,
  groupMember: { select: { group: { select: { id: true, name: true } } } },
} as const satisfies Prisma.AnswerSelect;

/** The answers that count to a written question, in its shuffled order. */
export async function answersToGroup(
  db: Db,
  assignmentId: string,
  questionId: string,
): Promise<AnswerToGroup[]> {
  const select = { ...SELECT, answers: { where: { questionId }, select: ANSWER } };
  const submissions = await submissionsThatCount(db, [assignmentId], select);
  const definitions = await definitionsOf(db, submissions);
  return shuffleFor(questionId, submissions).flatMap((submission): AnswerToGroup[] => {
    const question = definitions.get(submission.versionId)?.questions.find(({ id }) => id === questionId);
    const [answer] = submission.answers;
    if (!question || !answer) return [];
    const view = {
      submissionId: submission.id,
      members: peopleOf(submission.members),
      answer: answer.text,
      images: submission.images.map(presentImage),
      grade: presentGrade(answer.decisions[0], question, null),
    };
    return [{ id: answer.id, view, own: answer.groupMember?.group ?? null }];
  });
}
