/** The gradebook in the files of other systems; what their columns are called stands in each system's own file here. */
import type { ExportFormat } from '../../../../contract/gradebook.ts';
import type { Db } from '../../../database/prisma.ts';
import type { AssignmentSubject } from '../../../middleware/subject.ts';
import { loadDueTimes } from '../../../middleware/dueTimes.ts';
import { keptByQuestion } from '../../grading/keptScores.ts';
import { readGrades } from '../../grading/decisions.ts';
import { questionOf } from '../../grading/questionOf.ts';
import { lateBy } from '../../submissions/present.ts';
import { getGradebook } from '../getGradebook.ts';
import { ownCsv, ownSetCsv } from './ownCsv.ts';
import { canvasCsv } from './canvas.ts';
import { evaluationsCsv } from './evaluations.ts';
import { gradescopeCsv, type HandedIn } from './gradescope.ts';
import { nbgraderCsv } from './nbgrader.ts';
import { exportedPeople } from './people.ts';

/** All sets of a course. */
export async function exportGradebook(
  db: Db,
  courseId: string,
  {
    now,
    anonymous,
    format,
  }: {
    now: Date;
    /** Sets whose scores the reader does not see. */
    anonymous: ReadonlySet<string>;
    format: ExportFormat;
  },
): Promise<string> {
  const gradebook = await getGradebook(db, courseId, { now, anonymous });
  if (format === 'stepwise') return ownCsv(gradebook);
  const people = await exportedPeople(db, courseId);
  if (format === 'canvas') return canvasCsv(gradebook, people);
  const ids = gradebook.rows.flatMap(({ cells }) => cells.flatMap(({ submissionId }) => submissionId ?? []));
  const submissions = await db.submission.findMany({
    where: { id: { in: ids } },
    select: { id: true, submittedAt: true },
  });
  const submittedAt = new Map(submissions.map(({ id, submittedAt: at }) => [id, at]));
  return nbgraderCsv(gradebook, people, submittedAt);
}

/** One set with a column a question. */
export async function exportSetScores(
  db: Db,
  { course, assignment, version }: AssignmentSubject,
  { now, format }: { now: Date; format: 'gradescope' | 'stepwise' },
): Promise<string> {
  const [gradebook, people, kept, dueTimes, named] = await Promise.all([
    getGradebook(db, course.id, { now, anonymous: new Set(), set: assignment.slug }),
    exportedPeople(db, course.id),
    keptByQuestion(db, assignment.id),
    loadDueTimes(db, [assignment]),
    db.submissionMember.groupBy({
      by: ['userId'],
      where: { submission: { group: { assignmentId: assignment.id } } },
      _count: true,
    }),
  ]);
  const counts = new Map(named.map(({ userId, _count }) => [userId, _count]));
  const handedIn = new Map<string, HandedIn>();
  const scores = new Map(
    version.definition.questions.map(({ id }) => [id, new Map<string, number | null>()]),
  );
  for (const { userId, submittedAt, scores: ofStudent } of kept) {
    const times = dueTimes.of(assignment, userId);
    handedIn.set(userId, {
      submittedAt,
      lateBy: lateBy({ submittedAt }, times),
      count: counts.get(userId) ?? 0,
    });
    for (const [question, score] of ofStudent)
      scores.get(question)?.set(userId, typeof score === 'number' ? score : null);
  }
  const questions = version.definition.questions.map(({ id, title, points }) => ({
    id,
    title,
    points,
    scores: scores.get(id)!,
  }));
  if (format === 'stepwise') return ownSetCsv(gradebook, assignment.slug, questions);
  return gradescopeCsv(gradebook, assignment.slug, { people, questions, handedIn });
}

/** One question of a set: of everybody who handed in what was chosen of its rubric, by whom. */
export async function exportEvaluations(
  db: Db,
  { course, assignment, version }: AssignmentSubject,
  question: string,
): Promise<string> {
  questionOf(version.definition, question);
  const [kept, people, items] = await Promise.all([
    keptByQuestion(db, assignment.id),
    exportedPeople(db, course.id),
    db.rubricItem.findMany({
      where: { assignmentId: assignment.id, questionId: question },
      orderBy: { position: 'asc' },
      select: { id: true, text: true, archivedAt: true },
    }),
  ]);
  const submissionIds = kept.map(({ submissionId }) => submissionId);
  const grades = await readGrades(db, { assignmentId: assignment.id, submissionIds, questionId: question });
  const evaluations = kept.flatMap(({ userId, submissionId, submittedAt, scores }) => {
    const person = people.get(userId);
    if (!person) return [];
    const read = grades.get(submissionId);
    const apart = read?.apart.find(({ userIds }) => userIds.includes(userId));
    const score = scores.find(([id]) => id === question)?.[1];
    return [
      {
        person,
        submissionId,
        submittedAt,
        score: typeof score === 'number' ? score : null,
        grade: (apart ?? read)?.grade ?? null,
      },
    ];
  });
  evaluations.sort((a, b) => (a.person.name < b.person.name ? -1 : 1));
  const applied = new Set(evaluations.flatMap(({ grade }) => grade?.appliedItemIds ?? []));
  // An archived item is a column for as long as somebody's grade has it.
  const shown = items.filter(({ id, archivedAt }) => archivedAt === null || applied.has(id));
  return evaluationsCsv(question, shown, evaluations);
}
