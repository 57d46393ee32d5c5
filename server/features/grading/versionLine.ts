/** The versions of an assignment, and how what was graded under one counts under the one in force. */
import type { AssignmentDefinition, Question } from '../../../contract/assignment.ts';
import { VersionSteps } from '../../../contract/versions.ts';
import type { MissingStep } from '../../../contract/versions.ts';
import { own } from '../../../contract/own.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import { readVersions } from '../../middleware/versions.ts';

export interface LineVersion {
  id: string;
  number: number;
  definition: AssignmentDefinition;
  steps: VersionSteps;
}

/** By number; the last is in force. Never empty. */
export type VersionLine = readonly LineVersion[];

export const currentOf = (line: VersionLine): LineVersion => line.at(-1)!;

export function versionIn(line: VersionLine, versionId: string): LineVersion {
  const version = line.find(({ id }) => id === versionId);
  if (!version) throw new Error(`version ${versionId} is none of this assignment's`);
  return version;
}

type Asked = Pick<Question, 'id' | 'kind'>;

/** The same question as a version asks it: one answered in another way is another question. */
export function questionIn({ definition }: LineVersion, { id, kind }: Asked): Question | null {
  return definition.questions.find((question) => question.id === id && question.kind === kind) ?? null;
}

/**
 * A question as the version in force asks it; one that was taken out, as the last version did that asked it.
 *
 * @throws ApiError not_found where none did
 */
export function everAsked(
  line: VersionLine,
  questionId: string,
): { question: Question; definition: AssignmentDefinition; takenOut: boolean } {
  const asking = line.findLast(({ definition }) => definition.questions.some(({ id }) => id === questionId));
  if (!asking)
    throw new ApiError('not_found', `There is no question ${questionId} in any version of this assignment.`);
  const { definition } = asking;
  const question = definition.questions.find(({ id }) => id === questionId)!;
  return { question, definition, takenOut: asking !== currentOf(line) };
}

/** The versions after one that have the question, with its points in the version that had it before. */
function stepsAfter(line: VersionLine, from: LineVersion, asked: Asked) {
  let before = questionIn(from, asked)?.points ?? null;
  return line
    .filter(({ number }) => number > from.number)
    .flatMap((version) => {
      const question = questionIn(version, asked);
      if (!question) return [];
      const step = { before, after: question.points, ...own(version.steps, asked.id) };
      before = question.points;
      return [step];
    });
}

/**
 * A score given under one version, in points of the version in force.
 *
 * @returns null when a version since wants it graded anew
 */
export function carryScore(line: VersionLine, asked: Asked, from: LineVersion, score: number): number | null {
  let carried = score;
  for (const { before, after, grades = 'rescaled' } of stepsAfter(line, from, asked)) {
    if (grades === 'regrade') return null;
    // A share of no points is none.
    if (grades === 'rescaled' && before !== null && before > 0) carried *= after / before;
    carried = Math.min(Math.round(carried * 1e6) / 1e6, after);
  }
  return carried;
}

/** What a question gives a submission that was made for a version without it. */
export function missingStep(line: VersionLine, asked: Asked, from: LineVersion): MissingStep {
  const later = line.filter(({ number }) => number > from.number);
  const cameIn = later.filter((version, index) => {
    const before = later[index - 1] ?? from;
    return questionIn(version, asked) && !questionIn(before, asked);
  });
  return own(cameIn.at(-1)?.steps ?? {}, asked.id)?.missing ?? 'zero';
}

/** Of each assignment its versions: few, however many submissions there are. */
export async function versionLinesOf(
  db: Db | Tx,
  assignmentIds: readonly string[],
): Promise<Map<string, VersionLine>> {
  const rows = await db.assignmentVersion.findMany({
    where: { assignmentId: { in: [...new Set(assignmentIds)] } },
    select: { id: true, number: true, assignmentId: true, steps: true },
    orderBy: { number: 'asc' },
  });
  const lines = new Map<string, LineVersion[]>();
  for (const { assignmentId, steps, ...row } of await readVersions(db, rows)) {
    const version = { ...row, steps: VersionSteps.parse(steps) };
    lines.set(assignmentId, [...(lines.get(assignmentId) ?? []), version]);
  }
  return lines;
}

export async function versionLineOf(db: Db | Tx, assignmentId: string): Promise<VersionLine> {
  const line = (await versionLinesOf(db, [assignmentId])).get(assignmentId);
  if (!line) throw new Error(`assignment ${assignmentId} has no version`);
  return line;
}
