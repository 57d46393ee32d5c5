import type { listAnswerGroups as operation } from '../../../contract/answerGroups.ts';
import type { RubricItem } from '../../../contract/grading.ts';
import type { ResponseOf } from '../../../contract/operation.ts';
import { adviseOnRule, suggestItem } from '../../../grader/answers/advice.ts';
import type { AnswerGroup } from '../../../grader/answers/groups.ts';
import type { Db } from '../../database/prisma.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { RUBRIC_ITEM, countApplied, presentGradingQuestion, presentRubricItem } from '../grading/present.ts';
import { answersToGroup } from './answersToGroup.ts';
import { arrangeGroups } from './arrangeGroups.ts';
import { gather } from './gather.ts';
import { writtenQuestionOf } from './writtenQuestionOf.ts';
import type { WrittenQuestion } from './writtenQuestionOf.ts';

/**
 * The item that a gathered group speaks for; only where the question asks for a rule. It is read as the page of one answer
 * reads it.
 *
 * @param markdown of any of its answers
 */
function suggestionOf(
  { by, rule }: AnswerGroup,
  markdown: string,
  question: WrittenQuestion,
  rubric: readonly RubricItem[],
  macros: Record<string, string>,
): string | null {
  if (!question.rule || by === 'text') return null;
  const items = rubric.filter(({ archivedAt }) => archivedAt === null);
  const index = rule
    ? suggestItem(markdown, rule, question.rule, items)
    : adviseOnRule(markdown, question.rule, items, macros).suggestedItem;
  return index === null ? null : (items[index]?.id ?? null);
}

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
): Promise<ResponseOf<typeof operation>> {
  const question = writtenQuestionOf(subject, questionId);
  const { macros } = subject.version.definition;
  const [answers, items] = await Promise.all([
    answersToGroup(db, subject.assignment.id, questionId),
    db.rubricItem.findMany({
      where: { assignmentId: subject.assignment.id, questionId },
      orderBy: { position: 'asc' },
      select: RUBRIC_ITEM,
    }),
  ]);
  const grades = answers.flatMap(({ view }) => (view.grade?.kind === 'grade' ? [view.grade] : []));
  const ids = answers.map(({ view }) => view.submissionId);
  const counts = await countApplied(db, ids, questionId);
  const applied = new Set(grades.flatMap(({ appliedItemIds }) => appliedItemIds));
  const rubric = items
    .map((item) => presentRubricItem(item, counts))
    .filter(({ id, archivedAt }) => archivedAt === null || applied.has(id));
  const rule = question.rule && { optimizer: question.rule.optimizer, accepts: question.rule.accepts };
  const gathered = await gather({
    answers: answers.map(({ id, view }) => ({ id, markdown: view.answer })),
    options: { macros, ...(rule && { rule }) },
  });
  return {
    question: presentGradingQuestion(question, { answers: answers.length, graded: grades.length }),
    statement: question.statement,
    macros,
    rubric,
    groups: arrangeGroups(answers, gathered, (group) => {
      const markdown = answers.find(({ id }) => id === group.members[0])?.view.answer ?? '';
      return suggestionOf(group, markdown, question, rubric, macros);
    }),
  };
}
