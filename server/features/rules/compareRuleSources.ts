import type { Role } from '../../../contract/common.ts';
import type { RuleSources } from '../../../contract/rules.ts';
import { findOptimizer } from '../../../grader/optimizers/index.ts';
import type { Db } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import type { AssignmentSubject, SubmissionSubject } from '../../middleware/subject.ts';
import { anonymousIn } from '../../middleware/veil.ts';
import { runTask } from '../../tasks/index.ts';
import { questionOf } from '../grading/questionOf.ts';
import { findCode } from './findCode.ts';
import { requireReading, ruleOf } from './ruleOf.ts';

interface Reader {
  userId: string;
  role: Role;
  now: Date;
}

/**
 * The paper's algorithm, the rule in an answer and the members' code as trajectories; null where the question asks for no
 * rule.
 * @throws ApiError not_found, or locked as for the reading itself
 */
export async function compareRuleSources(
  db: Db,
  { submission: { id: submissionId }, ...subject }: SubmissionSubject,
  questionId: string,
  reader: Reader,
): Promise<RuleSources | null> {
  const [answer, members] = await Promise.all([
    db.answer.findFirst({ where: { submissionId, questionId }, select: { text: true } }),
    db.submissionMember.findMany({ where: { submissionId }, select: { userId: true } }),
  ]);
  const written = { text: answer?.text ?? '', writers: members.map(({ userId }) => userId) };
  return compare(db, subject, questionId, { written, reader });
}

/**
 * The same for a text that is being written, beside code of the reader's own.
 * @throws ApiError not_found, also where the question asks for no rule; locked as for the reading itself
 */
export async function drawRule(
  db: Db,
  subject: AssignmentSubject,
  questionId: string,
  { text, reader }: { text: string; reader: Reader },
): Promise<RuleSources> {
  const written = { text, writers: [reader.userId] };
  const comparison = await compare(db, subject, questionId, { written, reader });
  if (!comparison) throw new ApiError('not_found', `Question ${questionId} asks for no update rule.`);
  return comparison;
}

async function compare(
  db: Db,
  { course, assignment, version: { definition } }: AssignmentSubject,
  questionId: string,
  { written: { text, writers }, reader }: { written: { text: string; writers: string[] }; reader: Reader },
): Promise<RuleSources | null> {
  const question = questionOf(definition, questionId);
  const rule = ruleOf(question);
  if (!rule) return null;
  requireReading(rule, { ...reader, dueAt: assignment.dueAt });
  const { optimizer } = rule;
  // Whose answer it is could be known by their code elsewhere, and whose code it is by an answer with a name.
  const anonymous = await anonymousIn(db, course.id, reader);
  const sets = anonymous.has(assignment.id)
    ? { id: assignment.id }
    : { courseId: course.id, id: { notIn: [...anonymous] } };
  const code = await findCode(
    db,
    { sets, memberIds: writers, optimizer },
    { ...reader, isStaff: reader.role !== 'student' },
  );
  const name = question.label === undefined ? 'the written rule' : `the rule in question ${question.label}`;
  const written = { answer: text, macros: definition.macros, name };
  const comparison = await runTask('compareRules', { written, rule, code }, reader.userId);
  if (code) return comparison;
  const title = findOptimizer(optimizer)?.title ?? optimizer;
  const remark = `There is no code for ${title} to draw beside it yet.`;
  return { ...comparison, remarks: [...comparison.remarks, remark] };
}
