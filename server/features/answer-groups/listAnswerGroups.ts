import type { listAnswerGroups as operation } from '../../../contract/answerGroups.ts';
import type { ResponseOf } from '../../../contract/operation.ts';
import type { Db } from '../../database/prisma.ts';
import { ownAmong } from '../../middleware/ownWork.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { RUBRIC_ITEM, presentGradingQuestion, presentRubricItem } from '../grading/present.ts';
import { answersToGroup } from './answersToGroup.ts';
import { arrangeGroups } from './arrangeGroups.ts';
import { gather } from './gather.ts';
import { writtenQuestionOf } from './writtenQuestionOf.ts';

/**
 * The answers that count, in groups. All of them are gathered whatever groups people made, so that a split changes no
 * other group.
 *
 * @throws ApiError not_found, or unacceptable for a question answered in code
 */
export async function listAnswerGroups(
  db: Db,
  subject: AssignmentSubject,
  questionId: string,
  userId: string,
): Promise<ResponseOf<typeof operation>> {
  const question = writtenQuestionOf(subject, questionId);
  const { macros } = subject.version.definition;
  const [{ answers, applied: counts }, items] = await Promise.all([
    answersToGroup(db, subject.assignment.id, questionId),
    db.rubricItem.findMany({
      where: { assignmentId: subject.assignment.id, questionId },
      orderBy: { position: 'asc' },
      select: RUBRIC_ITEM,
    }),
  ]);
  // A colleague grades those: here they are in no group.
  const own = await ownAmong(
    db,
    userId,
    answers.map(({ view }) => view.submissionId),
  );
  const grades = answers.flatMap(({ view }) => (view.grade?.kind === 'grade' ? [view.grade] : []));
  const changed = grades.filter(({ from }) => from?.changed).length;
  const applied = new Set(grades.flatMap(({ appliedItemIds }) => appliedItemIds));
  const rubric = items
    .map((item) => presentRubricItem(item, counts))
    .filter(({ id, archivedAt }) => archivedAt === null || applied.has(id));
  const rule = question.rule && { optimizer: question.rule.optimizer, accepts: question.rule.accepts };
  const gathering = {
    answers: answers.map(({ id, view }) => ({ id, markdown: view.answer })),
    options: { macros, ...(rule && { rule }) },
    rubric: rubric
      .filter(({ archivedAt }) => archivedAt === null)
      .map(({ id, text, points }) => ({ id, text, points })),
  };
  return {
    question: presentGradingQuestion(question, {
      answers: answers.length,
      graded: grades.length - changed,
      changed,
    }),
    statement: question.statement,
    macros,
    rubric,
    groups: arrangeGroups(
      answers.filter(({ view }) => !own.has(view.submissionId)),
      await gather(gathering, userId),
    ),
  };
}
