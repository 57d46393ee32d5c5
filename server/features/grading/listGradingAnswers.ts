import type { Question } from '../../../contract/assignment.ts';
import type { GradingAnswerRow } from '../../../contract/grading.ts';
import type { Db } from '../../database/prisma.ts';
import { loadDueTimes } from '../../middleware/dueTimes.ts';
import type { SetFor } from '../../middleware/subject.ts';
import { partsIn } from '../desk/division.ts';
import { marksOf, NO_MARKS } from '../desk/marks.ts';
import { isLate, lateBy } from '../submissions/present.ts';
import { keptAnswerList } from './keptScores.ts';
import { shuffleFor } from './order.ts';

/** Those without text. The database sorts out nearly all that have some, so that no long text is read. */
async function findEmpty(db: Db, submissionIds: string[], questionId: string): Promise<Set<string>> {
  const rows = await db.$queryRaw<{ submissionId: string; text: string }[]>`
    SELECT submission_id AS "submissionId", text FROM answers
    WHERE submission_id = ANY(${submissionIds}::uuid[]) AND question_id = ${questionId} AND text !~ '[!-~]'`;
  return new Set(rows.filter(({ text }) => text.trim() === '').map(({ submissionId }) => submissionId));
}

/** Of the students of a course who are in one. */
async function sectionsByPerson(db: Db, courseId: string): Promise<Map<string, string>> {
  const rows = await db.enrolment.findMany({
    where: { courseId, role: 'student', section: { not: '' } },
    select: { userId: true, section: true },
  });
  return new Map(rows.flatMap(({ userId, section }) => (section === null ? [] : [[userId, section]])));
}

/** The answers to a question in its shuffled order; of the submissions that count. */
export async function listGradingAnswers(
  db: Db,
  { row: assignment }: SetFor,
  question: Pick<Question, 'id' | 'kind'>,
  { hidesSections }: { hidesSections: boolean },
): Promise<GradingAnswerRow[]> {
  const answers = shuffleFor(question.id, await keptAnswerList(db, assignment.id, question.id));
  const ids = answers.map(({ submissionId }) => submissionId);
  const { courseId } = assignment;
  const place = { courseId, assignmentId: assignment.id, questionId: question.id };
  const [marks, parts, sections, empty, dueTimes] = await Promise.all([
    marksOf(db, ids, question.id),
    partsIn(db, place, answers),
    hidesSections ? new Map<string, string>() : sectionsByPerson(db, courseId),
    question.kind === 'written' ? findEmpty(db, ids, question.id) : new Set<string>(),
    loadDueTimes(db, [assignment]),
  ]);
  return answers.map(
    ({ submissionId, submittedAt, members, userIds, score, gradedBy, from, itemIds }, index) => {
      const times = dueTimes.earliest(assignment, userIds);
      return {
        submissionId,
        position: index + 1,
        members: members.sort((a, b) => a.name.localeCompare(b.name)),
        sections: [...new Set(members.flatMap(({ id }) => sections.get(id) ?? []))].sort(),
        submittedAt: submittedAt.toISOString(),
        late: isLate({ submittedAt }, times),
        lateBy: lateBy({ submittedAt }, times),
        empty: empty.has(submissionId),
        score,
        gradedBy,
        from,
        itemIds,
        marks: marks.get(submissionId) ?? NO_MARKS,
        partOf: parts.get(submissionId) ?? null,
      };
    },
  );
}
