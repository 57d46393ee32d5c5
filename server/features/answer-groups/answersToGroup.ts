import type { GroupedAnswer } from '../../../contract/answerGroups.ts';
import type { Prisma } from '../../../prisma/generated/client.ts';
import type { Db } from '../../database/prisma.ts';
import { shuffleFor } from '../grading/order.ts';
import { presentGrade } from '../grading/decisions.ts';
import { answersThatCount } from '../grading/countingScores.ts';
import { countApplied } from '../grading/present.ts';
import { versionLineOf } from '../grading/versionLine.ts';
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
  members: { select: { user: PERSON_NAME } },
  images: NAMED_IMAGES,
} as const satisfies Prisma.SubmissionSelect;

const ANSWER = {
  id: true,
  text: true,
  groupMember: { select: { group: { select: { id: true, name: true } } } },
} as const satisfies Prisma.AnswerSelect;

/** The answers that count to a written question, in its shuffled order, and how many have which item. */
export async function answersToGroup(
  db: Db,
  assignmentId: string,
  questionId: string,
): Promise<{ answers: AnswerToGroup[]; applied: Map<string, number> }> {
  const counting = shuffleFor(questionId, await answersThatCount(db, assignmentId, questionId));
  const line = await versionLineOf(db, assignmentId);
  const submissions = await db.submission.findMany({
    where: { id: { in: counting.map(({ submissionId }) => submissionId) } },
    select: { ...SELECT, answers: { where: { questionId }, select: ANSWER } },
  });
  const byId = new Map(submissions.map((submission) => [submission.id, submission]));
  const answers = counting.flatMap(({ submissionId, score }): AnswerToGroup[] => {
    const {
      answers: [answer],
      members,
      images,
    } = byId.get(submissionId) ?? { answers: [] };
    if (!answer || !members || !images) return [];
    const view = {
      submissionId,
      members: peopleOf(members),
      answer: answer.text,
      images: images.map(presentImage),
      grade: presentGrade(line, score.question, score.standing, undefined),
    };
    return [{ id: answer.id, view, own: answer.groupMember?.group ?? null }];
  });
  return { answers, applied: countApplied(counting) };
}
