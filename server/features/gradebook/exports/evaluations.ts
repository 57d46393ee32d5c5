import type { Grade } from '../../../../contract/grading.ts';
import { toCsv } from '../../csv.ts';
import type { ExportedPerson } from './people.ts';

/** Before the columns of the rubric's items. */
export const BEFORE_ITEMS = [
  'Assignment Submission ID',
  'Question Submission ID',
  'First Name',
  'Last Name',
  'SID',
  'Email',
  'Sections',
  'Score',
  'Submission Time',
];
/** After them. */
export const AFTER_ITEMS = ['Adjustment', 'Comments', 'Grader', 'Tags'];

/** By it a file says which question it is of. */
const questionSubmissionId = (submissionId: string, question: string): string =>
  `${submissionId}/${question}`;

/** The question of such an id; undefined of one of Gradescope's own. */
export const questionOfId = (id: string): string | undefined => /^[\da-f-]{36}\/(.+)$/.exec(id)?.[1];

export interface Evaluation {
  person: ExportedPerson;
  submissionId: string;
  submittedAt: Date;
  /** Before what lateness costs; null while there is none. */
  score: number | null;
  grade: Grade | null;
}

/** How one question was graded, a row for everybody who handed in, as Gradescope exports its evaluations. Tags nobody gives here. */
export function evaluationsCsv(
  question: string,
  items: readonly { id: string; text: string }[],
  evaluations: readonly Evaluation[],
): Promise<string> {
  const records = evaluations.map(({ person, submissionId, submittedAt, score, grade: said }) => {
    // What was taken back is said by nobody, and a comment alone has no number.
    const grade = said?.kind === 'grade' ? said : null;
    const remark = said?.kind === 'taken_back' ? null : said;
    return [
      submissionId,
      questionSubmissionId(submissionId, question),
      person.firstName,
      person.lastName,
      person.studentId,
      person.email,
      person.section,
      score,
      submittedAt.toISOString(),
      ...items.map(({ id }) => String(grade?.appliedItemIds.includes(id) ?? false)),
      grade?.adjustment ?? null,
      remark?.comment ?? null,
      remark?.gradedBy.name ?? null,
      null,
    ];
  });
  return toCsv([[...BEFORE_ITEMS, ...items.map(({ text }) => text), ...AFTER_ITEMS], ...records]);
}
