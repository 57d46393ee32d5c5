import type { ClassFaults } from '../../../contract/classFaults.ts';
import type { PersonName } from '../../../contract/common.ts';
import { CAUSES, type CauseId } from '../../../grader/terms.ts';
import { meaningOf } from '../../../grader/optimizers/faults/words.ts';
import type { Db } from '../../database/prisma.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { PERSON_NAME } from '../people.ts';
import { countingSubmissions } from '../submissions/counting.ts';

interface Judged {
  submissionId: string;
  question: string;
  verdict: string;
  causes: string[] | null;
}

/** Of each submission the run that counts, with all tests; the reports themselves stay in the database. */
function judgedOf(db: Db, submissionIds: readonly string[]): Promise<Judged[]> {
  return db.$queryRaw<Judged[]>`
    SELECT latest.submission_id AS "submissionId", q ->> 'id' AS question, q ->> 'verdict' AS verdict,
      CASE WHEN jsonb_typeof(coalesce(q -> 'causes', q -> 'diagnosis' -> 'faults')) = 'array'
        THEN ARRAY(SELECT jsonb_array_elements_text(coalesce(q -> 'causes', q -> 'diagnosis' -> 'faults'))) END AS causes
    FROM (
      SELECT DISTINCT ON (submission_id) submission_id, report
      FROM grading_runs
      WHERE submission_id = ANY(${[...submissionIds]}::uuid[]) AND state = 'done' AND counts_from IS NOT NULL
      ORDER BY submission_id, counts_from DESC, queued_at DESC
    ) latest
    CROSS JOIN LATERAL jsonb_array_elements(
      coalesce(latest.report -> 'whole' -> 'questions', latest.report -> 'questions', '[]'::jsonb)) q`;
}

/** What nothing known explains is counted apart. */
const isNamed = (id: string): id is CauseId =>
  id !== 'unrecognised' && (CAUSES as readonly string[]).includes(id);

/** What the code of a class does wrong, by question: of every student the submission that counts. */
export async function getClassFaults(
  db: Db,
  { assignment, version }: AssignmentSubject,
): Promise<ClassFaults> {
  const counting = await countingSubmissions(db, [assignment.id]);
  const [users, judged] = await Promise.all([
    db.user.findMany({
      where: { id: { in: counting.map(({ userId }) => userId) } },
      ...PERSON_NAME,
    }),
    judgedOf(db, [...new Set(counting.map(({ submissionId }) => submissionId))]),
  ]);
  const names = new Map(users.map((user) => [user.id, user]));
  const peopleOf = new Map<string, PersonName[]>();
  for (const { submissionId, userId } of counting) {
    const person = names.get(userId);
    if (person) peopleOf.set(submissionId, [...(peopleOf.get(submissionId) ?? []), person]);
  }
  const worksOf = (rows: readonly Judged[]) => {
    const works = rows.map(({ submissionId }) => ({
      submissionId,
      people: (peopleOf.get(submissionId) ?? []).toSorted((a, b) => a.name.localeCompare(b.name)),
    }));
    return { students: works.reduce((sum, { people }) => sum + people.length, 0), works };
  };
  const questions = version.definition.questions.filter(({ kind }) => kind === 'optimizer');
  return {
    questions: questions.map(({ id, label, title }) => {
      const rows = judged.filter(({ question }) => question === id);
      const right = rows.filter(({ verdict }) => verdict === 'accepted');
      const wrong = rows.filter(({ verdict }) => verdict !== 'accepted');
      const found = [...new Set(wrong.flatMap(({ causes }) => causes ?? []))].filter(isNamed);
      return {
        id,
        label: label ?? null,
        title,
        students: worksOf(rows).students,
        right: worksOf(right).students,
        faults: found
          .map((cause) => ({
            id: cause,
            meaning: meaningOf(cause),
            ...worksOf(wrong.filter(({ causes }) => causes?.includes(cause))),
          }))
          .sort((a, b) => b.students - a.students || a.id.localeCompare(b.id)),
        unnamed: worksOf(wrong.filter(({ causes }) => !causes?.some(isNamed))),
      };
    }),
  };
}
