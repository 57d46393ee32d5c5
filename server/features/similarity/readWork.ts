import type { AssignmentDefinition } from '../../../contract/assignment.ts';
import { CODE_WORK, type SimilarSide } from '../../../contract/similarity.ts';
import type { Db } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import { readVersions } from '../../middleware/versions.ts';
import { PERSON_NAME, peopleOf } from '../people.ts';
import type { ComparedText } from './compareTexts.ts';

export interface Work extends ComparedText {
  side: SimilarSide;
}

/** @throws ApiError not_found where the set asks for no such work */
export function assertWork({ submission, questions }: AssignmentDefinition, work: string): void {
  const isAsked =
    work === CODE_WORK
      ? submission?.file !== undefined || questions.some(({ kind }) => kind !== 'written')
      : questions.some(({ id, kind }) => id === work && kind === 'written');
  if (!isAsked) throw new ApiError('not_found', 'This set asks for no such work.');
}

/** The texts of submissions, where they have one; in no order. */
export async function readWork(
  db: Db,
  submissionIds: readonly string[],
  { work, courseId }: { work: string; courseId: string },
): Promise<Work[]> {
  const rows = await db.submission.findMany({
    where: { id: { in: [...submissionIds] } },
    select: {
      id: true,
      number: true,
      members: { select: { user: PERSON_NAME } },
      group: { select: { assignment: { select: { courseId: true, course: { select: { term: true } } } } } },
      files: work === CODE_WORK && { orderBy: { name: 'asc' } },
      answers: work !== CODE_WORK && { where: { questionId: work } },
    },
  });
  return rows.flatMap(({ id, number, members, group: { assignment }, files = [], answers = [] }): Work[] => {
    const [text, fileName] = files[0] ? [files[0].text, files[0].name] : [answers[0]?.text ?? '', null];
    if (text.trim() === '') return [];
    const term = assignment.courseId === courseId ? null : assignment.course.term;
    const side = { submissionId: id, number, people: peopleOf(members), term };
    return [{ id, text, fileName, side }];
  });
}

/** What everybody had before they began, whichever version of the sets that was: each text once. */
export async function givenFor(db: Db, setIds: readonly string[], work: string): Promise<ComparedText[]> {
  const rows = await db.assignmentVersion.findMany({
    where: { assignmentId: { in: [...setIds] } },
    select: { id: true, number: true },
  });
  const versions = await readVersions(db, rows);
  const all = versions.flatMap(({ definition }) => givenIn(definition, work));
  return [...new Map(all.map((given) => [given.text, given])).values()];
}

function givenIn({ starter, questions, introduction }: AssignmentDefinition, work: string): ComparedText[] {
  if (work === CODE_WORK)
    return Object.entries(starter).map(([name, text]) => ({ id: name, text, fileName: name }));
  const statement = questions.find(({ id }) => id === work)?.statement ?? '';
  return [statement, introduction].map((text, place) => ({ id: `given ${place}`, text, fileName: null }));
}
