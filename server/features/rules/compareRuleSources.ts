import type { Role } from '../../../contract/common.ts';
import type { RuleSources } from '../../../contract/rules.ts';
import { findOptimizer } from '../../../grader/optimizers/index.ts';
import type { Db } from '../../database/prisma.ts';
import type { SubmissionSubject } from '../../middleware/subject.ts';
import { runTask } from '../../tasks/index.ts';
import { questionOf } from '../grading/questionOf.ts';
import { findCode } from './findCode.ts';
import { requireReading, ruleOf } from './readRule.ts';

/**
 * The paper's algorithm, the rule in an answer and the members' code as trajectories; null where the question asks for no
 * rule.
 * @throws ApiError not_found, or locked as for the reading itself
 */
export async function compareRuleSources(
  db: Db,
  { course, assignment, submission, version }: SubmissionSubject,
  questionId: string,
  reader: { userId: string; role: Role; now: Date },
): Promise<RuleSources | null> {
  const question = questionOf(version.definition, questionId);
  const rule = ruleOf(question);
  if (!rule) return null;
  requireReading(rule, { ...reader, dueAt: assignment.dueAt });
  const { optimizer } = rule;
  const [answer, code] = await Promise.all([
    db.answer.findFirst({ where: { submissionId: submission.id, questionId }, select: { text: true } }),
    findCode(
      db,
      { courseId: course.id, submissionId: submission.id, optimizer },
      { ...reader, isStaff: reader.role !== 'student' },
    ),
  ]);
  const name = question.label === undefined ? 'the written rule' : `the rule in question ${question.label}`;
  const written = { answer: answer?.text ?? '', macros: version.definition.macros, name };
  const comparison = await runTask('compareRules', { written, rule, code }, reader.userId);
  if (code) return comparison;
  const title = findOptimizer(optimizer)?.title ?? optimizer;
  const remark = `There is no code for ${title} to draw beside it yet.`;
  return { ...comparison, remarks: [...comparison.remarks, remark] };
}
