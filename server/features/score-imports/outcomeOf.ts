import { createHash } from 'node:crypto';
import type { ScoreChange, ScoreImport } from '../../../contract/scoreImports.ts';
import type { CourseScores, WantedScore, WantedScores } from './planScores.ts';

export type Outcome = Omit<ScoreImport, 'importId'>;

type SetScores = CourseScores['sets'][number];

const keyOf = (userId: string, questionId: string): string => JSON.stringify([userId, questionId]);

/** Every score of a set that is another one, in the order of the file, and then those that changed with them. */
function changesIn(
  students: CourseScores['students'],
  { before, after, wanted }: { before: SetScores; after: SetScores; wanted: readonly WantedScore[] },
): ScoreChange[] {
  const changeOf = (
    { id, name, email }: WantedScore['student'],
    question: WantedScore['question'],
    wish: WantedScore | null,
  ): ScoreChange[] => {
    const [then, now] = [before.standing.get(id), after.standing.get(id)];
    if (!then || !now) return [];
    const [was, is] = [then, now].map(({ questions }) => questions.get(question.id)?.score ?? null) as [
      number | null,
      number | null,
    ];
    if (was === is && !wish) return [];
    const isAsWanted = !wish || (is !== null && Math.abs(is - wish.after) < 1e-6);
    return [
      {
        line: wish?.line ?? null,
        student: { id, name, email },
        submissionId: now.submissionId,
        question,
        before: was,
        after: is,
        wanted: isAsWanted ? null : wish.after,
        counts: then.submissionId === now.submissionId ? null : { before: then.number, after: now.number },
      },
    ];
  };
  const named = new Set(wanted.map(({ student, question }) => keyOf(student.id, question.id)));
  return [
    ...wanted.flatMap((wish) => changeOf(wish.student, wish.question, wish)),
    ...students.flatMap((student) =>
      before.questions.flatMap(({ id, label, title }) =>
        named.has(keyOf(student.id, id)) ? [] : changeOf(student, { id, label, title }, null),
      ),
    ),
  ];
}

/**
 * What came of it that a file was done: of every student of the course each score that is another one, whatever changed it. The
 * digest names exactly this.
 */
export function outcomeOf(
  plan: WantedScores,
  { before, after }: { before: CourseScores; after: CourseScores },
): Outcome {
  const wanted = new Map(plan.sets.map(({ slug, changes }) => [slug, changes]));
  const sets = before.sets.flatMap((set, index) => {
    const { slug, title, released } = set;
    const inSet = { before: set, after: after.sets[index]!, wanted: wanted.get(slug) ?? [] };
    const changes = changesIn(before.students, inSet);
    return changes.length === 0 ? [] : [{ slug, title, released, changes }];
  });
  const outcome = { ...plan, sets };
  const digest = createHash('sha256').update(JSON.stringify(outcome)).digest('base64url');
  return { ...outcome, digest };
}
