import type { Gradebook, GradebookCell } from '../../../../contract/gradebook.ts';
import { toCsv } from '../../csv.ts';
import type { ExportedPerson } from './people.ts';

/** Before the columns of the questions. */
export const GRADESCOPE_HEADER = [
  'First Name',
  'Last Name',
  'SID',
  'Email',
  'Sections',
  'Total Score',
  'Max Points',
  'Status',
  'Submission ID',
  'Submission Time',
  'Lateness (H:M:S)',
  'View Count',
  'Submission Count',
];

export interface ScoredQuestion {
  id: string;
  title: string;
  points: number;
  /** By the student's id; who has none is ungraded. */
  scores: ReadonlyMap<string, number | null>;
}

export interface HandedIn {
  submittedAt: Date;
  /** In seconds, by the student's own times and grace; null in time. */
  lateBy: number | null;
  /** Submissions to the set that name the student. */
  count: number;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** As Gradescope writes it; `00:00:00` when in time. */
function lateness({ lateBy }: HandedIn): string {
  const seconds = lateBy ?? 0;
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':');
}

function statusOf({ status, submissionId }: GradebookCell): string {
  if (submissionId === null) return 'Missing';
  return status === 'graded' || status === 'released' ? 'Graded' : 'Ungraded';
}

/** The scores of one set as Gradescope exports them, then a column a question. How often a page was looked at nobody counts. */
export function gradescopeCsv(
  { assignments, rows }: Gradebook,
  slug: string,
  {
    people,
    questions,
    handedIn,
  }: {
    people: ReadonlyMap<string, ExportedPerson>;
    questions: readonly ScoredQuestion[];
    handedIn: ReadonlyMap<string, HandedIn>;
  },
): Promise<string> {
  const column = assignments.findIndex((assignment) => assignment.slug === slug);
  const maxScore = assignments[column]?.maxScore ?? 0;
  const titles = questions.map(
    ({ title, points }, place) => `${place + 1}: ${title} (${points.toFixed(1)} pts)`,
  );
  const records = rows.flatMap(({ student, cells }) => {
    const cell = cells[column];
    if (!cell) return [];
    const person = people.get(student.id);
    const work = handedIn.get(student.id);
    return [
      [
        person?.firstName ?? student.name,
        person?.lastName ?? '',
        person?.studentId ?? '',
        student.email,
        person?.section ?? '',
        cell.score,
        maxScore,
        statusOf(cell),
        cell.submissionId,
        work ? work.submittedAt.toISOString() : null,
        work ? lateness(work) : null,
        null,
        work?.count ?? 0,
        ...questions.map(({ scores }) => scores.get(student.id) ?? null),
      ],
    ];
  });
  return toCsv([[...GRADESCOPE_HEADER, ...titles], ...records]);
}
