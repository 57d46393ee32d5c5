import type { GroupedAnswer } from '../../../contract/answerGroups.ts';
import type { Prisma } from '../../../prisma/generated/client.ts';
import type { Db } from '../../database/prisma.ts';
import { shuffleFor } from '../grading/order.ts';
import { presentGrade } from '../grading/decisions.ts';
import { GRADED_ANSWER } from '../grading/present.ts';
import { submissionsThatCount } from '../grading/submissionsThatCount.ts';
import { currentOf, questionIn, versionIn, versionLineOf } from '../grading/versionLine.ts';
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
  const line = await versionLineOf(db, assignmentId);
  const question = currentOf(line).definition.questions.find(({ id }) => id === questionId);
  return shuffleFor(questionId, submissions).flatMap((submission): AnswerToGroup[] => {
    const [answer] = submission.answers;
    if (!question || !answer || !questionIn(versionIn(line, submission.versionId), question)) return [];
    const view = {
      submissionId: submission.id,
      members: peopleOf(submission.members),
      answer: answer.text,
      images: submission.images.map(presentImage),
      grade: presentGrade(line, question, answer.decisions[0], undefined),
    };
    return [{ id: answer.id, view, own: answer.groupMember?.group ?? null }];
  });
}
